import { uuidV7 } from '../../../src/lib/domain/id.ts';
import { createKeyRequestSchema, type CreateKeyResponse } from '../../../src/lib/protocol/integrations.ts';
import { KEY_PREFIX } from '../../../src/lib/protocol/scopes.ts';
import { newSecret, secretHash } from '../access/secrets.ts';
import type { AccessContext, Call } from '../context.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';

/**
 * Makes a key for another program, and with it the device that its movements are
 * made on. The answer has the key in it, once; only its hash is kept.
 *
 * Errors: `malformed-request`, `forbidden` (before the first administrator: a key
 * outlives that, and somebody is to answer for it), `busy`.
 */
export async function createKey({
  ctx,
  input
}: Call<unknown, AccessContext>): Promise<Result<CreateKeyResponse>> {
  const request = parseInput(createKeyRequestSchema, input);
  if (!request.ok) return request;
  if (!ctx.session) return fail('forbidden');
  const { name, scopes, expiresAt } = request.value;
  if (expiresAt !== null && expiresAt <= ctx.now()) return fail('malformed-request', { field: 'expiresAt' });
  const secret = `${KEY_PREFIX}${newSecret(ctx.randomBytes).secret}`;
  const key = {
    id: uuidV7({ now: ctx.now(), random: ctx.randomBytes(10) }),
    name,
    scopes,
    createdAt: ctx.now(),
    createdBy: ctx.session.person.name,
    expiresAt
  };
  ctx.audit.target = `${name} (${scopes.join(' ')})`;
  const added = await ctx.store.keys.addKey({ ...key, secretHash: secretHash(secret) });
  if (!added.ok) return fail(added.code);
  return succeed({ key: { ...key, lastUsedAt: null, revokedAt: null }, secret });
}
