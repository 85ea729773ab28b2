import type { Product } from '../../../src/lib/domain/catalogue/catalogue.ts';
import { uuidV7 } from '../../../src/lib/domain/id.ts';
import type { Movement, Operator } from '../../../src/lib/domain/movement/movement.ts';
import { MICROS_PER_UNIT } from '../../../src/lib/domain/quantity.ts';
import { calendarDateAt } from '../../../src/lib/domain/time/site-day.ts';
import type { Device } from '../../store/store.ts';
import { DEMO_TIME_ZONE, demoOperators, demoSerialProducts } from './demo-catalogue.ts';
import { planQuantities } from './demo-quantities.ts';
import { planHistory, type PlannedStep } from './plan-history.ts';
import type { SeededRandom } from './random.ts';

export interface DemoInput {
  random: SeededRandom;
  /** Histories end before the day of this (UTC), ms since the epoch. */
  now: number;
  serials: number;
  devices: readonly Device[];
  /** Movements in a window. */
  size: number;
}

const HOUR = 3_600_000;

/** Serials whose lives are told together; bounds the memory that a million takes. */
const COHORT = 5000;

interface Draft {
  step: PlannedStep;
  id: string;
  /** None for goods that are counted. */
  serial: string | undefined;
  productId: string;
  quantityMicros: number;
  reverses: string | undefined;
}

/**
 * The movements of the demonstration, in windows that are sorted by time within
 * a cohort. Each device counts its movements without a gap, in an incarnation of
 * its own for each cohort.
 */
export function* demoMovements(input: DemoInput): Generator<Movement[]> {
  const operators = demoOperators.map((name) => ({ id: uuidV7(idSource(input)), name }));
  for (let first = 0; first < input.serials; first += COHORT) {
    const drafts: Draft[] = first === 0 ? draftQuantities(input) : [];
    const end = Math.min(first + COHORT, input.serials);
    for (let index = first; index < end; index++) drafts.push(...draftSerial(input, index));
    drafts.sort((a, b) => a.step.at - b.step.at);
    const record = recorder(input, operators);
    for (let at = 0; at < drafts.length; at += input.size) {
      yield drafts.slice(at, at + input.size).map(record);
    }
  }
}

const idSource = ({ random, now }: DemoInput) => ({ now, random: random.bytes(10) });

/** Serials as makers write them: a prefix, the year and a number with its leading zeros. */
const serialText = (product: Product, index: number): string =>
  `${product.code.replace(/[^A-Z0-9]/g, '')}24${String(index).padStart(7, '0')}`;

function draftQuantities({ random, now }: DemoInput): Draft[] {
  return planQuantities(now).map((planned) => ({
    ...planned,
    id: uuidV7({ now: planned.step.at, random: random.bytes(10) }),
    serial: undefined,
    reverses: undefined
  }));
}

/** Each hundred serials has its share of every fate: a small demonstration has loans and losses too. */
const fateOf = (random: SeededRandom, index: number): number => (((index * 37) % 100) + random.next()) / 100;

function draftSerial(input: DemoInput, index: number): Draft[] {
  const { random, now } = input;
  const product = random.pick(demoSerialProducts);
  const lot =
    product.tracking === 'lot-and-serial' ? `L24${String(1 + random.below(40)).padStart(3, '0')}` : undefined;
  const steps = planHistory({ random, now, lot, fate: fateOf(random, index) });
  const ids = steps.map(({ at }) => uuidV7({ now: at, random: random.bytes(10) }));
  return steps.map((step, at) => ({
    step,
    id: ids[at] ?? '',
    serial: serialText(product, index),
    productId: product.id,
    quantityMicros: MICROS_PER_UNIT,
    reverses: step.reverses === undefined ? undefined : ids[step.reverses]
  }));
}

/** Gives drafts, taken in the order of time, a device with its next number, a person and a clock. */
function recorder(input: DemoInput, operators: readonly Operator[]): (draft: Draft) => Movement {
  const { random, devices } = input;
  const streams = devices.map(({ id }) => ({
    deviceId: id,
    incarnation: uuidV7(idSource(input)),
    sequence: 0
  }));
  const [desk, ...handhelds] = streams;
  const dateOfHour = new Map<number, string>();
  const dateAt = (instant: number): string => {
    const hour = Math.floor(instant / HOUR);
    const date = dateOfHour.get(hour) ?? calendarDateAt(DEMO_TIME_ZONE, instant);
    dateOfHour.set(hour, date);
    return date;
  };
  return ({ step, id, serial, productId, quantityMicros, reverses }) => {
    const isAtDesk = step.kind === 'receipt' || step.kind === 'reversal' || handhelds.length === 0;
    const stream = isAtDesk && desk ? desk : random.pick(handhelds);
    stream.sequence += 1;
    const movement: Movement = {
      id,
      kind: step.kind,
      productId,
      quantityMicros,
      ...(serial === undefined ? {} : { serial }),
      ...step.fields,
      effectiveDate: dateAt(step.at),
      recordedAt: step.at,
      clock: { wallMs: step.at, monotonicMs: step.at % (12 * HOUR), bootId: 'demo' },
      origin: { ...stream },
      operator: random.pick(operators),
      capture: serial === undefined ? 'typed' : isAtDesk ? 'wedge' : 'camera',
      ...(serial === undefined ? {} : { rawScan: serial })
    };
    if (reverses !== undefined) movement.reverses = reverses;
    return movement;
  };
}
