import { createHmac } from 'node:crypto';
import type { WebhookRecord } from '../../store/webhooks.ts';

const SECRET_BYTES = 32;
const PREFIX = 'whsec_';

/** A new secret in the form of the Standard Webhooks specification. */
export function newWebhookSecret(randomBytes: (size: number) => Uint8Array): string {
  return `${PREFIX}${Buffer.from(randomBytes(SECRET_BYTES)).toString('base64')}`;
}

export interface Signed {
  /** Id of the event. */
  id: string;
  /** Of this attempt, seconds since the epoch. */
  timestamp: number;
  payload: string;
}

/** One signature (Standard Webhooks, "Signature scheme", symmetric). */
export function signature(secret: string, { id, timestamp, payload }: Signed): string {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${payload}`).digest('base64')}`;
}

type Secrets = Pick<WebhookRecord, 'secret' | 'previousSecret' | 'previousUntil'>;

/** The headers of an attempt; while a secret is being changed it is signed with both. */
export function signedHeaders(
  secrets: Secrets,
  { now, ...signed }: Omit<Signed, 'timestamp'> & { now: number }
) {
  const { secret, previousSecret, previousUntil } = secrets;
  const isChanging = previousSecret !== null && previousUntil !== null && now < previousUntil;
  const timestamp = Math.floor(now / 1000);
  const signatures = [secret, ...(isChanging ? [previousSecret] : [])].map((one) =>
    signature(one, { ...signed, timestamp })
  );
  return {
    'webhook-id': signed.id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures.join(' ')
  };
}
