import { uuidV7 } from '../../../src/lib/domain/id.ts';
import { isAllowed } from '../../../src/lib/protocol/roles.ts';
import {
  enrolRequestSchema,
  type EnrolRequest,
  type EnrolResponse
} from '../../../src/lib/protocol/queries.ts';
import { newSecret, secretHash } from '../access/secrets.ts';
import type { AccessContext, Call } from '../context.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';

export interface Enrolment {
  response: EnrolResponse;
  /** The new token, to be handed over once and never stored; null when the device keeps the one it has. */
  token: string | null;
}

/** What lets a device in: nothing while the server is open, somebody who may pair, or a code of the desk. */
interface Grant {
  name: string | null;
  deviceId: string | null;
  /** Somebody signed in who could pair any device. */
  mayTakeAny: boolean;
}

/**
 * Gives a browser its identity. One that has a token keeps it and takes the
 * name: enrolling twice never makes two devices out of one. One that was enrolled
 * after the backup that the server now runs on gets the id back that it had, and
 * so does one that was revoked or that the desk pairs again: its queue stays its own.
 *
 * Errors: `malformed-request`, `pairing-needed`, `pairing-invalid`, `device-known`
 * (another living device has the id that it claims), `busy`.
 */
export async function enrolDevice({ ctx, input }: Call<unknown, AccessContext>): Promise<Result<Enrolment>> {
  const request = parseInput(enrolRequestSchema, input);
  if (!request.ok) return request;
  const { name, pairing } = request.value;

  if (ctx.device && pairing === undefined) {
    const { id } = ctx.device;
    ctx.audit.nothingDone = true;
    // Once there is a desk, names are the desk's: it knows which phone is which.
    if (ctx.mode === 'closed') return succeed({ response: toResponse(ctx, ctx.device), token: null });
    const renamed = await ctx.store.renameDevice({ id, name });
    return renamed.ok
      ? succeed({ response: toResponse(ctx, { id, name }), token: null })
      : fail(renamed.code);
  }
  const grant = await readGrant(ctx, pairing);
  if (!grant.ok) return grant;
  return issueToken(ctx, request.value, grant.value);
}

async function readGrant(ctx: AccessContext, pairing: string | undefined): Promise<Result<Grant>> {
  if (pairing !== undefined) {
    const taken = await ctx.store.access.takePairing({ codeHash: secretHash(pairing), now: ctx.now() });
    if (!taken.ok) return fail(taken.code);
    if (!taken.value) return fail('pairing-invalid');
    const { name, deviceId } = taken.value;
    return succeed({ name, deviceId, mayTakeAny: false });
  }
  const mayTakeAny = ctx.session !== null && isAllowed(ctx.role, 'devices');
  if (ctx.mode === 'closed' && !mayTakeAny) return fail('pairing-needed');
  return succeed({ name: null, deviceId: null, mayTakeAny });
}

/** An id that is free, that nobody may use any more, or that the desk chose. */
async function mayHave(ctx: AccessContext, id: string, grant: Grant): Promise<boolean> {
  // A key's device is the key's alone, also once it is revoked.
  if ((await ctx.store.keys.keyById(id)) !== null) return false;
  if (grant.mayTakeAny || grant.deviceId === id || ctx.device?.id === id) return true;
  if ((await ctx.store.deviceById(id)) === null) return true;
  return ctx.mode === 'closed' && ctx.revocations.deviceRevokedAt(id) !== null;
}

async function issueToken(
  ctx: AccessContext,
  { name: ownName, deviceId: claimed }: EnrolRequest,
  grant: Grant
): Promise<Result<Enrolment>> {
  const name = grant.name ?? ownName;
  const { secret: token, hash } = newSecret(ctx.randomBytes);
  const wanted = grant.deviceId ?? claimed;
  const isFree = wanted !== undefined && (await mayHave(ctx, wanted, grant));
  if (ctx.mode === 'closed' && wanted !== undefined && !isFree) return fail('device-known');
  const id = isFree ? wanted : uuidV7({ now: ctx.now(), random: ctx.randomBytes(10) });
  // Behind the revocation, even where a clock stands still: a token of before it holds no more.
  const at = Math.max(ctx.now(), (ctx.revocations.deviceRevokedAt(id) ?? 0) + 1);
  ctx.audit.target = `${name} (${id})`;
  const stored = (await ctx.store.deviceById(id))
    ? await ctx.store.access.replaceToken({ id, name, tokenHash: hash, at })
    : await ctx.store.addDevice({ id, name, tokenHash: hash, enrolledAt: at });
  return stored.ok ? succeed({ response: toResponse(ctx, { id, name }), token }) : fail(stored.code);
}

function toResponse(ctx: AccessContext, device: { id: string; name: string }): EnrolResponse {
  return { deviceId: device.id, name: device.name, epoch: ctx.store.epoch, serverNow: ctx.now() };
}
