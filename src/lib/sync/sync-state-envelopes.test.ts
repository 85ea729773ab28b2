import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GoodWorld, isWork, live } from '../../../tests/factories/sync-worlds.ts';
import { advance, type SyncEffect, type SyncEvent } from './sync-state.ts';
import { initialSyncState } from './initial-sync-state.ts';

const wake: SyncEvent = { type: 'wake', urgent: true };
const locked = (waiting: number): SyncEvent => ({
  type: 'locked',
  enrolled: true,
  feed: 'cursor',
  waiting
});

/** A movement in the queue: of an envelope, which may miss a member that never comes, or by itself. */
interface QueuedMovement {
  envelope: { size: number; arrived: Set<QueuedMovement> } | null;
}

/** A good world whose server holds envelopes until they are whole. */
class HoldingWorld extends GoodWorld {
  queue: QueuedMovement[];
  pushed = 0;
  /** How many a push takes here at most, so that envelopes span pushes. */
  readonly #batch: number;

  constructor(queue: QueuedMovement[], batch: number) {
    super(queue.length);
    this.queue = queue;
    this.#batch = batch;
  }

  override report(effect: SyncEffect): SyncEvent | null {
    if (effect.type !== 'push') return super.report(effect);
    const limit = Math.min(effect.limit, this.#batch);
    const batch = this.queue.slice(effect.skip, effect.skip + limit);
    this.pushed += 1;
    for (const one of batch) one.envelope?.arrived.add(one);
    const held = batch.filter(({ envelope }) => envelope && envelope.arrived.size < envelope.size);
    this.queue = this.queue.filter((one) => !batch.includes(one) || held.includes(one));
    this.waiting = this.queue.length;
    const sent = batch.length;
    return { type: 'pushed', sent, settled: sent - held.length, held: held.length, waiting: this.waiting };
  }
}

/** Envelopes of two to six members in any order among movements without; some miss one. */
const queueArbitrary = fc
  .array(fc.record({ size: fc.integer({ min: 1, max: 6 }), misses: fc.nat(3).map((one) => one === 0) }), {
    maxLength: 12
  })
  .map((groups) =>
    groups.flatMap(({ size, misses }): QueuedMovement[] => {
      if (size === 1) return [{ envelope: null }];
      const envelope = { size, arrived: new Set<QueuedMovement>() };
      return Array.from({ length: misses ? size - 1 : size }, () => ({ envelope }));
    })
  )
  .chain((queue) => fc.shuffledSubarray(queue, { minLength: queue.length }));

test('goes on behind what the server holds, offers it again while anything moves, and then ends', () => {
  fc.assert(
    fc.property(queueArbitrary, fc.integer({ min: 1, max: 5 }), (queue, batch) => {
      const world = new HoldingWorld([...queue], batch);
      const incomplete = queue.filter(
        ({ envelope }) => envelope && queue.filter((one) => one.envelope === envelope).length < envelope.size
      );
      let { state, effects } = advance(initialSyncState, wake);
      for (let turn = 0; turn < 500 && state.step !== 'resting'; turn += 1) {
        const pending = effects.find(isWork);
        const event = pending && world.report(pending);
        if (!event) throw new Error('no report');
        ({ state, effects } = advance(state, event));
      }
      expect(state).toMatchObject({ step: 'resting', phase: 'idle', error: null, skip: 0, held: 0 });
      expect(world.queue).toEqual(incomplete);
      // A round that takes nothing off the queue is the last; all others shorten it.
      expect(world.pushed).toBeLessThanOrEqual((queue.length + 1) ** 2);
    }),
    { numRuns: 1000 }
  );
});

test('offers what the server holds once more in the next pass, and is not in trouble meanwhile', () => {
  const held: SyncEvent = { type: 'pushed', sent: 2, settled: 0, held: 2, waiting: 2 };
  const life = live([wake, locked(2), held]);
  expect(life.pending).toEqual({ type: 'pull' });
  const pulled: SyncEvent = { type: 'pulled', more: false };
  const next = live([
    wake,
    locked(2),
    held,
    pulled,
    { type: 'finished', at: 1, overgrown: false },
    wake,
    locked(2)
  ]);
  expect(next.state).toMatchObject({ error: null, lastSyncedAt: 1 });
  expect(next.pending).toMatchObject({ type: 'push', skip: 0 });
});
