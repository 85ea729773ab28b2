import { keySecretSchema } from '../../../src/lib/protocol/integrations.ts';
import type { KeyEntry } from '../../store/integrations.ts';
import type { Store } from '../../store/store.ts';
import type { Revocations } from '../access/revocations.ts';
import { secretHash } from '../access/secrets.ts';

/** Its last use is written down no more often. */
const TOUCH_MS = 60_000;

/**
 * The key that a program has shown; null when it is not known, over or revoked,
 * whatever backup was restored since.
 */
export async function identifyKey(input: {
  store: Store;
  revocations: Revocations;
  secret: string;
  now: number;
}): Promise<KeyEntry | null> {
  const { store, revocations, secret, now } = input;
  if (!keySecretSchema.safeParse(secret).success) return null;
  const key = await store.keys.keyBySecretHash(secretHash(secret));
  if (!key || !holds(key, now) || revocations.deviceRevokedAt(key.id) !== null) return null;
  if (now - (key.lastUsedAt ?? 0) >= TOUCH_MS) {
    await store.keys.touchKey({ id: key.id, at: now - (now % TOUCH_MS) });
  }
  return key;
}

const holds = ({ revokedAt, expiresAt }: KeyEntry, now: number): boolean =>
  revokedAt === null && (expiresAt === null || now < expiresAt);
