import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errorCodes } from '../protocol/errors.ts';
import { PUSH_LIMIT } from '../protocol/version.ts';
import { GoodWorld, isWork, live } from '../../../tests/factories/sync-worlds.ts';
import { advance, type SyncEvent, type SyncState } from './sync-state.ts';
import { initialSyncState } from './initial-sync-state.ts';

const count = fc.integer({ min: 0, max: 1200 });
const error = fc.record({
  code: fc.constantFrom(...errorCodes, 'storage-failed' as const, 'storage-full' as const)
});
const progress = fc.record({
  done: count,
  total: count,
  bytes: count,
  totalBytes: count,
  leftMs: fc.option(count)
});
const of = <Type extends SyncEvent['type'], Rest>(type: Type, rest: fc.Arbitrary<Rest>) =>
  rest.map((fields) => ({ type, ...fields }));

const anyEvent: fc.Arbitrary<SyncEvent> = fc.oneof(
  of('wake', fc.record({ urgent: fc.boolean() })),
  of(
    'locked',
    fc.record({
      enrolled: fc.boolean(),
      feed: fc.constantFrom('none' as const, 'cursor' as const),
      waiting: count
    })
  ),
  of('enrolled', fc.record({ waiting: count })),
  of('pushed', fc.record({ sent: count, settled: count, held: count, waiting: count })),
  of(
    'push-failed',
    fc.record({
      error,
      sent: fc.integer({ min: 1, max: PUSH_LIMIT }),
      firstId: fc.option(fc.constant('id')),
      waiting: count
    })
  ),
  of('parked', fc.record({ waiting: count })),
  of('snapshot-began', fc.record({ progress, waiting: count })),
  of('rows-stored', fc.record({ progress, last: fc.boolean() })),
  of('pulled', fc.record({ more: fc.boolean() })),
  of('finished', fc.record({ at: count, overgrown: fc.boolean() })),
  of('failed', fc.record({ error })),
  of('clock-measured', fc.record({ offsetMs: count })),
  of('remembered', fc.record({ lastSyncedAt: fc.option(count), offsetMs: count }))
);

test('from any reachable state a good network leads to idle, with everything sent', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 40 }), count, (events, waiting) => {
      const world = new GoodWorld(waiting);
      let { state, pending } = live(events);
      const resting = state.step === 'resting';
      for (let turn = 0; turn < 2500; turn += 1) {
        const event: SyncEvent | null = pending ? world.report(pending) : { type: 'wake', urgent: true };
        if (!event) throw new Error('no report');
        const next = advance(state, event);
        state = next.state;
        pending = next.effects.find(isWork);
        if (state.step === 'resting' && state.phase === 'idle' && world.waiting === 0) break;
      }
      expect(state).toMatchObject({
        step: 'resting',
        phase: 'idle',
        error: null,
        failures: 0,
        lastSyncedAt: 99
      });
      expect(resting || state.lastSyncedAt === 99).toBe(true);
      expect(world.waiting).toBe(0);
    }),
    { numRuns: 2000 }
  );
});

test('any step asks for exactly one thing: one piece of work in a pass, a timer at rest', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 40 }), anyEvent, (events, last) => {
      const { state } = live(events);
      const next = advance(state, last);
      const work = next.effects.filter(isWork).length;
      const moved = next.state.step !== state.step || next.effects.length > 0;
      if (!moved) return;
      const ends = next.effects.some(({ type }) => type === 'unlock');
      if (next.state.step === 'resting') {
        expect(work).toBe(0);
        expect(next.effects.map(({ type }) => type)).toEqual(['unlock', 'schedule']);
      } else {
        expect(work).toBe(1);
        expect(ends).toBe(next.state.step === 'locking' && state.step !== 'resting');
      }
    }),
    { numRuns: 2000 }
  );
});

test('no failure loses the way: at rest a timer is always set, at most ten minutes', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
      let timer = 0;
      let state: SyncState = initialSyncState;
      for (const event of events) {
        const next = advance(state, event);
        for (const effect of next.effects) if (effect.type === 'schedule') timer = effect.delayMs;
        state = next.state;
      }
      if (state.step !== 'resting' || state === initialSyncState) return;
      if (state.failures > 0) expect(timer).toBeGreaterThan(0);
      expect(timer).toBeLessThanOrEqual(600_000);
    }),
    { numRuns: 1000 }
  );
});

const locked = (over: Partial<Extract<SyncEvent, { type: 'locked' }>> = {}): SyncEvent => ({
  type: 'locked',
  enrolled: true,
  feed: 'cursor',
  waiting: 0,
  ...over
});
const wake: SyncEvent = { type: 'wake', urgent: true };
const write: SyncEvent = { type: 'wake', urgent: false };
const pushFailed = (code: (typeof errorCodes)[number], sent: number): SyncEvent => ({
  type: 'push-failed',
  error: { code },
  sent,
  firstId: 'first',
  waiting: 10
});

describe('a pass', () => {
  test('sends what waits before it pulls', () => {
    expect(live([wake, locked({ waiting: 3 })]).pending).toEqual({ type: 'push', limit: 500, skip: 0 });
    expect(live([wake, locked()]).pending).toEqual({ type: 'pull' });
  });

  test('begins with a first sync where there is no cursor, also after one that was interrupted', () => {
    expect(live([wake, locked({ feed: 'none' })])).toMatchObject({
      state: { phase: 'first-sync' },
      pending: { type: 'begin-snapshot', renews: false }
    });
  });

  test('renews its segments once when too much has changed since, and pulls on from where it was', () => {
    const grown: SyncEvent = { type: 'finished', at: 7, overgrown: true };
    const pulled: SyncEvent = { type: 'pulled', more: false };
    const renewal = live([wake, locked(), pulled, grown]);
    expect(renewal).toMatchObject({
      state: { phase: 'pulling', lastSyncedAt: 7 },
      pending: { type: 'begin-snapshot', renews: true }
    });
    const shown = { done: 1, total: 1, bytes: 1, totalBytes: 1, leftMs: null };
    const began: SyncEvent = { type: 'snapshot-began', progress: shown, waiting: 0 };
    const taken: SyncEvent = { type: 'rows-stored', progress: shown, last: true };
    const renewed = [wake, locked(), pulled, grown, began, taken];
    expect(live(renewed).pending).toEqual({ type: 'pull' });
    expect(live([...renewed, pulled, grown]).state).toMatchObject({ step: 'resting', phase: 'idle' });
  });

  test('halves a refused batch until the row that spoils it stands alone, and parks it', () => {
    const halved = live([wake, locked({ waiting: 10 }), pushFailed('malformed-request', 10)]);
    expect(halved.pending).toEqual({ type: 'push', limit: 5, skip: 0 });
    const alone = live([wake, locked({ waiting: 10 }), pushFailed('body-too-large', 1)]);
    expect(alone.pending).toEqual({ type: 'park', id: 'first', error: { code: 'body-too-large' } });
  });

  test('never parks a row for a refusal that says nothing of the row', () => {
    for (const code of ['cross-origin', 'not-loopback', 'not-found', 'unsupported-encoding'] as const) {
      const life = live([wake, locked({ waiting: 1 }), pushFailed(code, 1)]);
      expect(life.pending).toEqual({ type: 'pull' });
    }
  });

  test('still pulls when the server cannot take a push, and then backs off with the reason', () => {
    const pulled: SyncEvent = { type: 'pulled', more: false };
    const life = live([wake, locked({ waiting: 1 }), pushFailed('busy', 1), pulled]);
    expect(life.state).toMatchObject({ phase: 'backing-off', error: { code: 'busy' }, lastSyncedAt: null });
  });

  test('leaves a row out that makes the server fail by itself, and parks nothing', () => {
    const first = live([wake, locked({ waiting: 10 }), pushFailed('server-fault', 1)]);
    expect(first.state).toMatchObject({ skip: 1 });
    expect(first.pending).toEqual({ type: 'pull' });
    const sent: SyncEvent = { type: 'pushed', sent: 9, settled: 9, held: 0, waiting: 1 };
    const pulled: SyncEvent = { type: 'pulled', more: false };
    const second = live([
      wake,
      locked({ waiting: 10 }),
      pushFailed('server-fault', 1),
      pulled,
      wake,
      locked({ waiting: 10 })
    ]);
    expect(second.pending).toMatchObject({ type: 'push', skip: 1 });
    const end = live([
      wake,
      locked({ waiting: 10 }),
      pushFailed('server-fault', 1),
      pulled,
      wake,
      locked({ waiting: 10 }),
      sent,
      pulled
    ]);
    expect(end.state).toMatchObject({ phase: 'backing-off', error: { code: 'server-fault' }, skip: 0 });
  });

  test('asks for a token when the server does not know the device, once in a pass', () => {
    const failed: SyncEvent = { type: 'failed', error: { code: 'not-enrolled' } };
    expect(live([wake, locked(), failed]).pending).toEqual({ type: 'enrol' });
    const again = live([wake, locked(), failed, { type: 'enrolled', waiting: 0 }, failed]);
    expect(again.state).toMatchObject({ step: 'resting', phase: 'backing-off' });
  });

  test('begins anew from a snapshot when the server does not know the cursor', () => {
    const life = live([wake, locked(), { type: 'failed', error: { code: 'cursor-unknown' } }]);
    expect(life.pending).toEqual({ type: 'begin-snapshot', renews: false });
  });
});

describe('at rest', () => {
  const lost: SyncEvent = { type: 'failed', error: { code: 'unreachable' } };
  const offline = [wake, locked(), lost];

  test('says offline, backing off, stopped, or that it was never enrolled', () => {
    expect(live(offline).state.phase).toBe('offline');
    const failed = (code: (typeof errorCodes)[number], enrolled = true): SyncState['phase'] =>
      live([wake, locked({ enrolled }), { type: 'failed', error: { code } }]).state.phase;
    expect(failed('busy')).toBe('backing-off');
    expect(failed('protocol-too-old')).toBe('stopped');
    expect(failed('unreachable', false)).toBe('needs-enrolment');
  });

  test('a write does not cut a back-off short, the network coming back does', () => {
    expect(live([...offline, write]).state.step).toBe('resting');
    expect(live([...offline, wake]).state.step).toBe('locking');
  });

  test('backs off longer with each failure, up to half a minute', () => {
    const delays: number[] = [];
    let events: SyncEvent[] = [];
    for (let turn = 0; turn < 8; turn += 1) {
      events = [...events, ...offline];
      for (const effect of live(events).effects) if (effect.type === 'schedule') delays.push(effect.delayMs);
    }
    expect(delays).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  test('a write in mid-pass is followed by another pass, unless this one fails', () => {
    const pulled: SyncEvent = { type: 'pulled', more: false };
    const finished: SyncEvent = { type: 'finished', at: 1, overgrown: false };
    expect(live([wake, locked(), write, pulled, finished]).state.step).toBe('locking');
    expect(live([wake, locked(), write, lost]).state.step).toBe('resting');
    expect(live([wake, locked(), wake, lost]).state.step).toBe('locking');
  });
});
