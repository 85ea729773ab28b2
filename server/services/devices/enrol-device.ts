import { uuidV7 } from '../../../src/lib/domain/id.ts';
import { enrolRequestSchema, type EnrolResponse } from '../../../src/lib/protocol/queries.ts';
import type { Call } from '../context.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';
import { TOKEN_BYTES, tokenHash } from './device-token.ts';

export interface Enrolment {
  response: EnrolResponse;
  /** The new token, to be handed over once and never stored; null when the device keeps the one it has. */
  token: string | null;
}

/**
 * Gives a browser its identity. One that has a token keeps it and takes the
 * name: enrolling twice never makes two devices out of one. One that was enrolled
 * after the backup that the server now runs on gets the id back that it had.
 *
 * Errors: `malformed-request`, `busy`.
 */
export async function enrolDevice({ ctx, input }: Call<unknown>): Promise<Result<Enrolment>> {
  const request = parseInput(enrolRequestSchema, input);
  if (!request.ok) return request;
  const { name, deviceId } = request.value;

  if (ctx.device) {
    const { id } = ctx.device;
    const renamed = await ctx.store.renameDevice({ id, name });
    return renamed.ok ? succeed({ response: toResponse({ id, name }), token: null }) : fail(renamed.code);
  }
  const isFree = deviceId !== undefined && (await ctx.store.deviceById(deviceId)) === null;
  const id = isFree ? deviceId : uuidV7({ now: ctx.now(), random: ctx.randomBytes(10) });
  const token = Buffer.from(ctx.randomBytes(TOKEN_BYTES)).toString('base64url');
  const added = await ctx.store.addDevice({ id, name, tokenHash: tokenHash(token), enrolledAt: ctx.now() });
  return added.ok ? succeed({ response: toResponse({ id, name }), token }) : fail(added.code);

  function toResponse(device: { id: string; name: string }): EnrolResponse {
    return { deviceId: device.id, name: device.name, epoch: ctx.store.epoch, serverNow: ctx.now() };
  }
}
