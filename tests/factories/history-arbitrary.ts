import fc from 'fast-check';
import { movementKindCodes } from '../../src/lib/domain/movement/kind.ts';
import type { FoldableMovement } from '../../src/lib/domain/movement/movement.ts';

/** A well-formed UUIDv7 whose order is the order of `n` within a space. */
export function testId(space: number, n: number): string {
  const tail = n.toString(16).padStart(12, '0');
  return `0190${space.toString(16).padStart(4, '0')}-0000-7000-8000-${tail}`;
}

const DAY = 86_400_000;
/** A few instants only, so that ties of every depth are common. */
const INSTANTS = [0, 1, DAY / 2, DAY - 1, DAY, DAY + 1, DAY + DAY / 2, 2 * DAY];
export const TEST_LOCATIONS = ['loc-a', 'loc-b', 'loc-c'];
export const TEST_CONTAINERS = ['376000100000000010', '376000100000000027'];

const location = fc.option(fc.constantFrom(...TEST_LOCATIONS), { nil: undefined });

interface MovementPlan {
  kind: FoldableMovement['kind'];
  instant: number;
  device: number;
  incarnation: number;
  sequence: number;
  from: string | undefined;
  to: string | undefined;
  condition: FoldableMovement['condition'];
  day: number | undefined;
  corrected: number | undefined;
  names: number;
  placed: boolean;
  grouped: boolean;
  late: boolean;
  reused: boolean;
  takesPlaceOf: number | undefined;
  lot: string | undefined;
  container: string | undefined;
  partner: string | undefined;
}

const rarely = fc.nat(9).map((one) => one === 0);

const planArbitrary: fc.Arbitrary<MovementPlan> = fc.record({
  kind: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...movementKindCodes) },
    { weight: 1, arbitrary: fc.constant('reversal' as const) }
  ),
  instant: fc.constantFrom(...INSTANTS),
  device: fc.integer({ min: 1, max: 3 }),
  incarnation: fc.integer({ min: 1, max: 2 }),
  sequence: fc.integer({ min: 1, max: 4 }),
  from: location,
  to: location,
  condition: fc.option(fc.constantFrom('available' as const, 'quarantine' as const), { nil: undefined }),
  day: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined, freq: 4 }),
  corrected: fc.option(fc.constantFrom(...INSTANTS), { nil: undefined, freq: 5 }),
  names: fc.nat(15),
  placed: fc.boolean(),
  grouped: fc.boolean(),
  late: rarely,
  reused: rarely,
  takesPlaceOf: fc.option(fc.nat(7), { nil: undefined, freq: 5 }),
  lot: fc.option(fc.constantFrom('L1', 'L2'), { nil: undefined }),
  container: fc.option(fc.constantFrom(...TEST_CONTAINERS), { nil: undefined }),
  partner: fc.option(fc.constantFrom('partner-a', 'partner-b'), { nil: undefined })
});

const defined = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;

/** What a note says; an acceptance names an anomaly that may well be there. */
function notes(plan: MovementPlan, named: string) {
  const types = ['double-entry', 'double-exit', 'exit-without-entry', 'found-while-out'] as const;
  const type = types[plan.names % types.length] ?? 'double-exit';
  return {
    aliasOf: plan.kind === 'alias' ? { productId: 'product-1', serial: `SN-${plan.names}` } : undefined,
    accepts:
      plan.kind === 'acceptance'
        ? { anomalyId: `${type}:${named}`, against: plan.placed ? null : testId(1, plan.sequence) }
        : undefined
  };
}

/** The place of the movement that this one stands for. */
function standsFor(plan: MovementPlan) {
  if (plan.takesPlaceOf === undefined) return undefined;
  return {
    movementId: testId(1, plan.takesPlaceOf),
    instant: plan.instant,
    deviceId: testId(2, 1 + (plan.takesPlaceOf % 3)),
    incarnation: testId(3, 1),
    sequence: 1 + plan.takesPlaceOf
  };
}

/** Turns a plan into a movement; `names` picks the movement it reverses or stands before, possibly itself or an absent one. */
function toMovement(plan: MovementPlan, index: number): FoldableMovement {
  const named = testId(1, plan.names);
  const place = plan.placed && plan.names % 3 === 0;
  return {
    id: testId(1, index),
    kind: plan.kind,
    productId: 'product-1',
    quantityMicros: 1_000_000,
    serial: index % 2 === 0 ? 'sn-1' : 'SN-1',
    effectiveDate: '1970-01-01',
    recordedAt: plan.instant,
    clock: { wallMs: plan.instant, monotonicMs: 0, bootId: 'boot' },
    origin: {
      deviceId: testId(2, plan.device),
      incarnation: testId(3, plan.incarnation),
      sequence: plan.sequence
    },
    operator: { id: testId(4, plan.device), name: 'Ada' },
    capture: 'typed',
    ...defined({
      ...notes(plan, named),
      standsFor: standsFor(plan),
      group: plan.grouped && plan.names % 2 === 0 ? { id: testId(5, 1), size: 2 } : undefined,
      lateForClosedPeriod: plan.late ? (true as const) : undefined,
      sequenceReused: plan.reused ? (true as const) : undefined,
      fromLocationId: plan.from,
      toLocationId: plan.to,
      condition: plan.condition,
      lot: plan.lot,
      container: plan.container,
      partnerId: plan.partner,
      correctedAt: plan.corrected,
      chosenDay:
        plan.day === undefined ? undefined : { startsAt: plan.day * DAY, endsAt: (plan.day + 1) * DAY },
      reverses: plan.kind === 'reversal' ? named : undefined,
      before: plan.kind !== 'reversal' && place ? named : undefined
    })
  };
}

/** The history of one serial: every kind, ties of every depth, reversals, circles and placements. */
export const historyArbitrary: fc.Arbitrary<FoldableMovement[]> = fc
  .array(planArbitrary, { minLength: 0, maxLength: 14 })
  .map((plans) => plans.map(toMovement));

/** A history with a shuffled, partly duplicated copy of it. */
export const shuffledHistoryArbitrary = historyArbitrary.chain((history) =>
  fc.record({
    history: fc.constant(history),
    arrived: fc
      .subarray(history)
      .chain((again) =>
        fc.shuffledSubarray([...history, ...again], { minLength: history.length + again.length })
      )
  })
);

/** The same without envelopes: a store that waits for the rest of one would show nothing of it. */
export const ungroupedHistoryArbitrary = historyArbitrary.map((history) =>
  history.map(({ group: _group, ...movement }): FoldableMovement => movement)
);
