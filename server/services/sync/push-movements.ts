import type { PushResponse } from '../../../src/lib/protocol/push.ts';
import { pushRequestSchema } from '../../../src/lib/protocol/push.ts';
import type { Call } from '../context.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';
import { correctArrivals } from './correct-arrivals.ts';
import { noticeRestore } from './notice-restore.ts';
import { parseArrival } from './parse-arrival.ts';
import { isTooLarge, toAnswers } from './push-answers.ts';

/** Ranges of missing numbers in one answer: the device offers them again, and hears of the next ones. */
const GAPS_TOLD = 50;

/**
 * Takes in what a device brings, in one transaction, and answers each movement
 * in the order of the request. Only malformed or unauthorised data is refused,
 * never a fact that contradicts what is believed. Repeating a push is harmless.
 *
 * Errors: `not-enrolled`, `batch-too-large`, `malformed-request`, `busy`.
 */
export async function pushMovements({ ctx, input }: Call<unknown>): Promise<Result<PushResponse>> {
  const { device, store } = ctx;
  if (!device) return fail('not-enrolled');

  if (isTooLarge(input)) return fail('batch-too-large', { field: 'movements' });
  const request = parseInput(pushRequestSchema, input);
  if (!request.ok) return request;
  const arrivedAt = ctx.now();
  const clockOffsetMs = arrivedAt - request.value.sentAt;
  const { known, relay, movements } = request.value;
  const madeBy = relay?.deviceId ?? device.id;
  const parsed = movements.map((raw) => parseArrival({ raw, deviceId: madeBy }));
  const taken = parsed.flatMap((one) => ('movement' in one ? [one.movement] : []));

  await noticeRestore(ctx, [known]);
  const written = await store.appendMovements({
    carrierDeviceId: device.id,
    arrivedAt,
    clockOffsetMs,
    arrivals: correctArrivals(taken, { arrivedAt, clockOffsetMs }),
    refused: parsed.flatMap((one) => ('origin' in one && one.origin ? [one.origin] : []))
  });
  if (!written.ok) return fail(written.code);
  return succeed({
    serverNow: ctx.now(),
    at: await store.readPresent(),
    answers: toAnswers(parsed, written.value),
    missing: await store.readGaps({ deviceId: madeBy, limit: GAPS_TOLD })
  });
}
