import type { TokenHolder } from '../../store/access.ts';
import type { Store } from '../../store/store.ts';
import type { Revocations } from '../access/revocations.ts';
import { isSecretShaped, secretHash } from '../access/secrets.ts';

/** After the next token was first used, requests under way with the one before still hold. */
const PREVIOUS_HOLDS_MS = 60_000;

/**
 * The device that a token belongs to; null for none, a malformed one, one that is
 * not known or was revoked. The first use of an offered token makes it the present one.
 */
export async function identifyDevice(input: {
  store: Store;
  revocations: Revocations;
  token: string | undefined;
  now: number;
}): Promise<TokenHolder | null> {
  const { store, revocations, token, now } = input;
  if (token === undefined || !isSecretShaped(token)) return null;
  const holder = await store.deviceByTokenHash(secretHash(token));
  if (!holder) return null;
  const revokedAt = revocations.deviceRevokedAt(holder.id);
  if (revokedAt !== null && holder.tokenIssuedAt <= revokedAt) return null;
  if (holder.token === 'previous' && holder.previousUntil <= now) return null;
  if (holder.token !== 'next') return holder;
  const previousUntil = now + PREVIOUS_HOLDS_MS;
  await store.access.promoteToken({ id: holder.id, at: now, previousUntil });
  return { ...holder, token: 'present', tokenIssuedAt: now, previousUntil };
}
