import type { Movement } from '../../../src/lib/domain/movement/movement.ts';
import {
  tellMovementsRequestSchema,
  toldMovementSchema,
  type TellMovementsResponse,
  type ToldMovement
} from '../../../src/lib/protocol/integrations.ts';
import type { KeyEntry } from '../../store/integrations.ts';
import type { Arrival } from '../../store/store.ts';
import type { AccessContext, Call } from '../context.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';
import { correctInstant } from '../sync/correct-instant.ts';
import { parseArrival, refuseArrival, type ParsedArrival } from '../sync/parse-arrival.ts';
import { isTooLarge, toAnswers } from '../sync/push-answers.ts';
import { toMovement } from './told-movement.ts';
import type { Turns } from './turns.ts';

type Context = AccessContext & { turns: Turns };

/** Where no site says otherwise. */
const UTC = 'UTC';

/**
 * Takes in what another program says has happened. The server numbers it on the
 * key's own device; what was told before, by its id, keeps its number and is
 * answered `duplicate`, or `id-conflict` where the telling is another one.
 *
 * Errors: `key-invalid`, `batch-too-large`, `malformed-request`, `busy`.
 */
export async function tellMovements({
  ctx,
  input
}: Call<unknown, Context>): Promise<Result<TellMovementsResponse>> {
  const { key } = ctx;
  if (!key) return fail('key-invalid');
  if (isTooLarge(input)) return fail('batch-too-large', { field: 'movements' });
  const request = parseInput(tellMovementsRequestSchema, input);
  if (!request.ok) return request;
  // One after the other: each telling numbers on from what the one before has stored.
  return ctx.turns.take(key.id, () => store(ctx, key, request.value.movements));
}

async function store(
  ctx: Context,
  key: KeyEntry,
  raws: readonly unknown[]
): Promise<Result<TellMovementsResponse>> {
  const arrivedAt = ctx.now();
  const told = raws.map((raw) => ({ raw, parsed: toldMovementSchema.safeParse(raw) }));
  const readable = told.flatMap(({ parsed }) => (parsed.success ? [parsed.data] : []));
  const number = await numberer(ctx, key, readable);
  const arrivals = told.map(({ raw, parsed }): ParsedArrival =>
    parsed.success
      ? parseArrival({ raw: number(parsed.data), deviceId: key.id })
      : refuseArrival({ raw, error: parsed.error, deviceId: key.id })
  );
  const taken = arrivals.flatMap((one) => ('movement' in one ? [one.movement] : []));
  const written = await ctx.store.appendMovements({
    carrierDeviceId: key.id,
    arrivedAt,
    clockOffsetMs: 0,
    arrivals: taken.map((movement) => toArrival(movement, arrivedAt)),
    refused: arrivals.flatMap((one) => ('origin' in one && one.origin ? [one.origin] : []))
  });
  if (!written.ok) return fail(written.code);
  const answers = toAnswers(arrivals, written.value);
  return succeed({ serverNow: ctx.now(), at: await ctx.store.readPresent(), answers });
}

/** A program says for itself when each thing happened: only what lies in the future is put right. */
function toArrival(movement: Movement, arrivedAt: number): Arrival {
  const { recordedAt, clock } = movement;
  const correctedAt = correctInstant({ recordedAt, wallMs: clock.wallMs, offsetMs: 0, arrivedAt });
  return { movement, correctedAt };
}

/** Gives each telling its number: the one it has, or the next in the order in which they happened. */
async function numberer(
  ctx: Context,
  key: KeyEntry,
  told: readonly ToldMovement[]
): Promise<(one: ToldMovement) => Movement> {
  const [{ highest, stored }, { catalogue }] = await Promise.all([
    ctx.store.readStream({ deviceId: key.id, incarnation: key.id, ids: told.map(({ id }) => id) }),
    ctx.store.readSnapshot()
  ]);
  const timeZone = catalogue.sites[0]?.timeZone ?? UTC;
  const now = ctx.now();
  const known = new Map(stored.map((movement) => [movement.id, movement]));
  const happened = ({ recordedAt }: ToldMovement): number => recordedAt ?? now;
  const fresh = new Set(
    told
      .filter(({ id }) => !known.has(id))
      .toSorted((a, b) => happened(a) - happened(b))
      .map(({ id }) => id)
  );
  const numbers = new Map([...fresh].map((id, place) => [id, highest + place + 1]));
  return (one) => {
    const before = known.get(one.id);
    return toMovement(one, {
      key: before?.operator ?? key,
      sequence: before?.origin.sequence ?? numbers.get(one.id) ?? 0,
      recordedAt: one.recordedAt ?? before?.recordedAt ?? now,
      timeZone
    });
  };
}
