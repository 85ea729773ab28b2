import { acknowledge } from '../db/commands/acknowledge.ts';
import { applyChanges } from '../db/commands/apply-changes.ts';
import { parkMovement } from '../db/commands/park-movement.ts';
import { setDeviceIdentity } from '../db/commands/set-device-identity.ts';
import type { DouchetteDatabase } from '../db/database.ts';
import { readKnownMoment } from '../db/moments.ts';
import { isOvergrown, overlayBounds, type OverlayBounds } from '../db/queries/overgrown.ts';
import { ownInState } from '../db/queries/own-rows.ts';
import { readWaiting } from '../db/queries/queue.ts';
import type { DeviceError } from '../db/result.ts';
import { errorTable, type ErrorCode } from '../protocol/errors.ts';
import type { PushAnswer } from '../protocol/push.ts';
import { PULL_LIMIT } from '../protocol/version.ts';
import { nextOffset } from './clock-offset.ts';
import type { SyncEffect, SyncEvent } from './sync-state.ts';
import type { Answer, Transport } from './transport.ts';

/** The clocks and randomness of a device, injected so that a simulation can hold them. */
export interface DeviceClock {
  /** Wall clock, raw ms. */
  now(): number;
  /** Milliseconds of a clock that never goes back while `bootId` stays the same. */
  monotonic(): number;
  /** Names the run of the monotonic clock. */
  bootId: string;
}

export interface StepContext {
  db: DouchetteDatabase;
  transport: Transport;
  clock: DeviceClock;
  /** Fills so many random bytes. */
  random: (length: number) => Uint8Array;
  deviceName: string;
  /** When rows changed since the segments are too many; the app's own when left out. */
  bounds?: OverlayBounds | undefined;
  /** How long what was acknowledged stays in the queue's table, ms; the app's own when left out. */
  keptMs?: number | undefined;
  /** Told after an exchange that moved the offset of the server's clock. */
  onOffset: (offsetMs: number) => void;
}

export type EffectOf<Type extends SyncEffect['type']> = Extract<SyncEffect, { type: Type }>;

const failed = (error: DeviceError): SyncEvent => ({ type: 'failed', error });

export async function countWaiting(db: DouchetteDatabase): Promise<number> {
  return ownInState(db, 'waiting').count();
}

/** Makes one exchange with the server and learns from it how far the clocks are apart. */
export async function exchange<Value extends { serverNow: number }>(
  context: StepContext,
  call: () => Promise<Answer<Value>>
): Promise<Answer<Value>> {
  const { clock, db } = context;
  const sentAt = clock.monotonic();
  const answer = await call();
  if (!answer.ok) return answer;
  const roundTripMs = clock.monotonic() - sentAt;
  const known = (await db.readMeta('clock'))?.offsetMs ?? null;
  const sample = { serverNow: answer.value.serverNow, receivedAt: clock.now(), roundTripMs };
  const offsetMs = nextOffset(known, sample);
  if (offsetMs !== known) {
    // A full disk must not cost the answer.
    await db.writeMeta('clock', { offsetMs }).catch(() => undefined);
    context.onOffset(offsetMs);
  }
  return answer;
}

/** Asks for a device token; the same device is answered while its token lives. */
export async function enrolStep(context: StepContext): Promise<SyncEvent> {
  const { db, transport, clock, deviceName } = context;
  const before = (await db.readMeta('identity'))?.deviceId ?? undefined;
  const answer = await exchange(context, () => transport.enrol({ name: deviceName, deviceId: before }));
  if (!answer.ok) return failed(answer.error);
  const { deviceId, name } = answer.value;
  const enrolled = { deviceId, deviceName: name, now: clock.now(), random: context.random(10) };
  const noted = await setDeviceIdentity(db, enrolled);
  return noted.ok ? { type: 'enrolled', waiting: await countWaiting(db) } : failed(noted.error);
}

const isForeign = (answer: PushAnswer): boolean =>
  answer.verdict === 'refused' && answer.code === 'foreign-origin';

/** Sends the oldest waiting movements and notes the answers. */
export async function pushStep(context: StepContext, effect: EffectOf<'push'>): Promise<SyncEvent> {
  const { db, transport, clock } = context;
  const movements = await readWaiting(db, effect);
  const sent = movements.length;
  if (sent === 0) return { type: 'pushed', sent, settled: 0, held: 0, waiting: 0 };
  const [known, identity] = await Promise.all([readKnownMoment(db), db.readMeta('identity')]);
  const madeBy = movements[0]?.origin.deviceId;
  const relay = madeBy === undefined || madeBy === identity?.deviceId ? undefined : { deviceId: madeBy };
  const answer = await exchange(context, () =>
    transport.push({ sentAt: clock.now(), known, relay, movements })
  );
  if (!answer.ok) {
    const firstId = movements[0]?.id ?? null;
    return { type: 'push-failed', error: answer.error, sent, firstId, waiting: await countWaiting(db) };
  }
  const { at, missing } = answer.value;
  // The answer that gave this device another id was lost: it has to ask who it is.
  const answers = answer.value.answers.filter((one) => relay !== undefined || !isForeign(one));
  const sentIds = movements.map(({ id }) => id);
  const noted = await acknowledge(db, { at, asked: known, answers, missing, sentIds, now: clock.now() });
  // The server has them, and nothing can be noted here: the rest goes out all the same.
  if (!noted.ok && noted.error.code === 'storage-full') {
    return { type: 'pushed', sent, settled: 0, held: sent, waiting: await countWaiting(db) };
  }
  if (!noted.ok) return failed(noted.error);
  if (answers.length < answer.value.answers.length) {
    const error = { code: 'not-enrolled' } as const;
    return { type: 'push-failed', error, sent, firstId: null, waiting: await countWaiting(db) };
  }
  const { accepted, parked, held } = noted.value;
  return { type: 'pushed', sent, settled: accepted + parked, held, waiting: await countWaiting(db) };
}

/** Sets aside the one movement that spoils every batch it is in. */
export async function parkStep(context: StepContext, effect: EffectOf<'park'>): Promise<SyncEvent> {
  const { db, clock } = context;
  const { code, ...why } = effect.error;
  const known: ErrorCode = code in errorTable ? (code as ErrorCode) : 'malformed-request';
  const parked = await parkMovement(db, {
    id: effect.id,
    refusal: { code: known, ...why },
    now: clock.now()
  });
  // Another tab may have settled it meanwhile: then there is nothing left to park.
  if (!parked.ok && parked.error.code !== 'not-waiting') return failed(parked.error);
  return { type: 'parked', waiting: await countWaiting(db) };
}

/** Fetches and stores one page of the feed. */
export async function pullStep(context: StepContext): Promise<SyncEvent> {
  const { db, transport } = context;
  const from = await db.readFeed('cursor');
  if (!from) return failed({ code: 'cursor-unknown' });
  const known = await readKnownMoment(db);
  const answer = await exchange(context, () => transport.pull({ cursor: from, known, limit: PULL_LIMIT }));
  if (!answer.ok) return failed(answer.error);
  const { changes, cursor, more } = answer.value;
  if (more && cursor.seq <= from.seq) return failed({ code: 'unreadable-answer', detail: 'no progress' });
  if (cursor.seq === from.seq && cursor.epoch === from.epoch) return { type: 'pulled', more: false };
  const applied = await applyChanges(db, { from, changes, cursor });
  if (applied.ok) return { type: 'pulled', more };
  // Another tab was faster: go on from where it is.
  return applied.error.code === 'stale-page' ? { type: 'pulled', more: true } : failed(applied.error);
}

/** Notes that everything is sent and pulled, and looks whether newer segments would pay. */
export async function finishStep(context: StepContext): Promise<SyncEvent> {
  const { db, clock, bounds = overlayBounds } = context;
  const at = clock.now();
  await db.writeFeed('lastSyncedAt', at);
  return { type: 'finished', at, overgrown: await isOvergrown(db, bounds) };
}
