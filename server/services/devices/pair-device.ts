import { pairingRequestSchema, type PairingResponse } from '../../../src/lib/protocol/access.ts';
import { newSecret } from '../access/secrets.ts';
import type { AccessContext, Call } from '../context.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';
import { pairedDevice } from './paired-device.ts';

/** Long enough to walk over with the phone, too short for a photograph to be of use. */
const PAIRING_MS = 10 * 60_000;

/**
 * Makes the code that lets one phone in, once, within ten minutes. With a device
 * named, the phone that scans it becomes that device again and keeps its queue.
 *
 * Errors: `malformed-request`, `not-found` (the device), `busy`.
 */
export async function pairDevice({
  ctx,
  input
}: Call<unknown, AccessContext>): Promise<Result<PairingResponse>> {
  const request = parseInput(pairingRequestSchema, input);
  if (!request.ok) return request;
  const { name, deviceId = null } = request.value;
  ctx.audit.target = deviceId === null ? name : `${name} (${deviceId})`;
  if (deviceId !== null && (await pairedDevice(ctx, deviceId)) === null) return fail('not-found');
  const { secret: code, hash: codeHash } = newSecret(ctx.randomBytes);
  const expiresAt = ctx.now() + PAIRING_MS;
  const added = await ctx.store.access.addPairing({ codeHash, name, deviceId, expiresAt });
  if (!added.ok) return fail(added.code);
  return succeed({ code, url: `${ctx.publicUrl}/jumelage#${code}`, expiresAt });
}
