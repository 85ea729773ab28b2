import fc from 'fast-check';
import { expect } from 'vitest';
import {
  draftOf,
  openTestDatabase,
  testId,
  testProduct,
  TEST_EPOCH_MS,
  type TestDatabase
} from './device.ts';
import { testAuthor } from './phones.ts';
import { setOf, takeOverSet } from './segments.ts';
import { uuidV7 } from '../../src/lib/domain/id.ts';
import { physicalKinds, type MovementKind } from '../../src/lib/domain/movement/kind.ts';
import { foldable, type Movement } from '../../src/lib/domain/movement/movement.ts';
import { projectSerial } from '../../src/lib/domain/serial/serial-row.ts';
import { correctionOf, isCorrectable } from '../../src/lib/domain/settlement/correction.ts';
import { reversalOf } from '../../src/lib/domain/settlement/reversal.ts';
import type { CommittedMovement } from '../../src/lib/protocol/rows.ts';
import { FakeServer } from '../../src/lib/sync/fake-server.ts';
import { acknowledge } from '../../src/lib/db/commands/acknowledge.ts';
import { applyChanges } from '../../src/lib/db/commands/apply-changes.ts';
import { recordMovement } from '../../src/lib/db/commands/record-movement.ts';
import { recordMovements } from '../../src/lib/db/commands/record-movements.ts';
import { ID_BYTES } from '../../src/lib/db/commands/stamp-drafts.ts';
import { readWaiting } from '../../src/lib/db/queries/queue.ts';
import { readSerialView } from '../../src/lib/db/queries/serial-view.ts';

/** One step of a life of a device beside others; `at` places a scan among the others in time. */
export type Step =
  | { do: 'scan' | 'other'; kind: MovementKind; serial: string; at: number }
  /** Takes an own scan back; a correction says what it was in truth. */
  | { do: 'undo' | 'correct'; which: number; at: number }
  | { do: 'push'; count: number; answerLost: boolean }
  | { do: 'pull'; limit: number }
  | { do: 'snapshot'; size: number; renews: boolean };

const kinds = physicalKinds;
const scanStep = (what: 'scan' | 'other', latest: number): fc.Arbitrary<Step> =>
  fc.record({
    do: fc.constant(what),
    kind: fc.constantFrom(...kinds),
    serial: fc.constantFrom('A', 'B'),
    at: fc.integer({ min: 0, max: latest })
  });
export const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: scanStep('scan', 50), weight: 4 },
  { arbitrary: scanStep('other', 60), weight: 2 },
  {
    arbitrary: fc.record({
      do: fc.constantFrom('undo' as const, 'correct' as const),
      which: fc.nat(9),
      at: fc.integer({ min: 0, max: 50 })
    }),
    weight: 2
  },
  {
    arbitrary: fc.record({
      do: fc.constant('push' as const),
      count: fc.integer({ min: 1, max: 3 }),
      answerLost: fc.boolean()
    }),
    weight: 3
  },
  {
    arbitrary: fc.record({ do: fc.constant('pull' as const), limit: fc.integer({ min: 1, max: 3 }) }),
    weight: 4
  },
  {
    arbitrary: fc.record({
      do: fc.constant('snapshot' as const),
      size: fc.integer({ min: 1, max: 2 }),
      renews: fc.boolean()
    }),
    weight: 3
  }
);

/** A device and a server, moved one step at a time. */
export class World {
  readonly own: Movement[] = [];
  readonly server: FakeServer;
  readonly device: TestDatabase;

  constructor(device: TestDatabase) {
    this.device = device;
    this.server = new FakeServer({ epoch: testId(device.random), now: () => TEST_EPOCH_MS });
    this.server.addProduct(testProduct);
  }

  async take(next: Step): Promise<void> {
    const { db } = this.device;
    if (next.do === 'scan') await this.scan(next);
    else if (next.do === 'other') this.other(next);
    else if (next.do === 'undo' || next.do === 'correct') await this.settle(next);
    else if (next.do === 'push') await this.push(next.count, next.answerLost);
    else if (next.do === 'pull') await this.pull(next.limit);
    else if (next.do === 'snapshot') await takeOverSet(db, await setOf(this.server, next.size), next.renews);
  }

  private async scan(next: Extract<Step, { kind: MovementKind }>): Promise<void> {
    const { kind, serial, at } = next;
    const input = this.device.input(draftOf({ kind, serial }), TEST_EPOCH_MS + at);
    const result = await recordMovement(this.device.db, input);
    if (!result.ok) throw new Error(result.error.code);
    this.own.push(result.value);
  }

  private async settle({ do: how, which, at }: Extract<Step, { which: number }>): Promise<void> {
    const { db, random } = this.device;
    const movement = this.own[which % Math.max(1, this.own.length)];
    if (!movement) return;
    const acknowledgement = (await db.outbox.get(movement.id))?.acknowledgement ?? null;
    const stamped = foldable(movement, acknowledgement);
    const truth = { productId: testProduct.id, serial: movement.serial === 'A' ? 'B' : 'A' };
    const isCorrection = how === 'correct' && isCorrectable(stamped);
    const drafts = isCorrection
      ? correctionOf({ movement: stamped, truth, by: testAuthor })
      : [reversalOf({ movement: stamped, by: testAuthor })];
    const { draft: _draft, ...when } = this.device.input(draftOf(), TEST_EPOCH_MS + at);
    const bytes = random.bytes(ID_BYTES * (drafts.length + 1));
    const result = await recordMovements(db, { ...when, drafts, group: isCorrection, random: bytes });
    if (!result.ok) throw new Error(result.error.code);
    this.own.push(...result.value);
  }

  private other({ kind, serial, at }: Extract<Step, { kind: MovementKind }>): void {
    const { random } = this.device;
    const deviceId = testId(random);
    this.server.commit(deviceId, {
      ...draftOf({ kind, serial }),
      id: uuidV7({ now: TEST_EPOCH_MS, random: random.bytes(10) }),
      recordedAt: TEST_EPOCH_MS + at,
      clock: { wallMs: TEST_EPOCH_MS, monotonicMs: 0, bootId: 'b' },
      origin: { deviceId, incarnation: testId(random), sequence: 1 }
    });
  }

  private async push(count: number, answerLost: boolean): Promise<void> {
    const { db, deviceId } = this.device;
    const sent = await readWaiting(db, { limit: count, skip: 0 });
    const answers = this.server.push({ carrierDeviceId: deviceId, madeBy: deviceId }, sent);
    if (answerLost) return;
    const sentIds = sent.map(({ id }) => id);
    await acknowledge(db, { at: { epoch: this.server.epoch, seq: 0 }, sentIds, answers, now: TEST_EPOCH_MS });
  }

  private async pull(limit: number): Promise<void> {
    const { db } = this.device;
    const from = await db.readFeed('cursor');
    const page = from && this.server.changesSince(from, limit);
    if (from && page) await applyChanges(db, { from, ...page });
  }

  /** Everything sent, answered and pulled. */
  async finish(): Promise<void> {
    const { db } = this.device;
    if (!(await db.readFeed('cursor'))) await takeOverSet(db, await setOf(this.server, 2));
    while ((await readWaiting(db, { limit: 1, skip: 0 })).length > 0) await this.push(3, false);
    for (let before = -1; before !== this.server.seq;) {
      await this.pull(3);
      const now = (await db.readFeed('cursor'))?.seq ?? 0;
      before = now;
    }
  }

  /** Are all own movements in the server's row, and can the device know that they are? */
  private async knowsAllIn(own: Movement[], known: CommittedMovement[]): Promise<boolean> {
    const { db } = this.device;
    const inRow = new Set(known.map(({ movement }) => movement.id));
    const last = projectSerial(
      { productId: '', serialKey: '' },
      known.map(({ movement }) => movement)
    ).row.lastKey;
    const told = await Promise.all(
      own.map(async ({ id }) => {
        const answered = (await db.outbox.get(id))?.state === 'acknowledged';
        return inRow.has(id) && (answered || last?.id === id || (await db.movements.get(id)) !== undefined);
      })
    );
    return told.every(Boolean);
  }

  /** What a screen may rightly show: the server's movements up to the row's version, and all own ones. */
  async checkView(serial: string): Promise<void> {
    const identity = { productId: testProduct.id, serialKey: serial };
    const own = this.own.filter((movement) => movement.serial === serial);
    const view = await readSerialView(this.device.db, identity);
    if (own.length === 0) return;
    expect(view).not.toBeNull();
    if (!view) return;
    const version = view.serverVersion ?? 0;
    const known = this.server.history(identity).filter(({ stamp }) => stamp.seq <= version);
    if (await this.knowsAllIn(own, known)) expect(view.standing).toBe('confirmed');
    if (view.standing === 'server-decides') return;
    const movements = [...known.map(({ movement }) => movement), ...own];
    const { row } = projectSerial(identity, [...new Map(movements.map((one) => [one.id, one])).values()]);
    expect(view.row).toEqual(row);
  }
}

/** A device that has made these scans, on a server that has not heard of them. */
export async function withScans(drafts: Parameters<typeof draftOf>[0][]): Promise<World> {
  const world = new World(await openTestDatabase());
  for (const draft of drafts) {
    const result = await recordMovement(world.device.db, world.device.input(draftOf(draft)));
    if (result.ok) world.own.push(result.value);
  }
  return world;
}
