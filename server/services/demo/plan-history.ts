import type { MovementKind } from '../../../src/lib/domain/movement/kind.ts';
import type { Movement } from '../../../src/lib/domain/movement/movement.ts';
import { demoCustomers, demoPlaces, demoSuppliers } from './demo-catalogue.ts';
import type { SeededRandom } from './random.ts';

/** One movement of a believable life, before it has a device, a number and a clock. */
export interface PlannedStep {
  kind: MovementKind;
  at: number;
  /** Index in the history of the step that this one takes back. */
  reverses?: number;
  fields: Partial<
    Pick<
      Movement,
      'fromLocationId' | 'toLocationId' | 'partnerId' | 'document' | 'condition' | 'label' | 'lot'
    >
  >;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SPAN_DAYS = 180;

/** The life of one serial as it is being told: where it is, and what time it is. */
class Story {
  readonly steps: PlannedStep[] = [];
  readonly #random: SeededRandom;
  readonly #end: number;
  #at: number;
  #place: string | undefined;

  constructor(random: SeededRandom, now: number) {
    this.#random = random;
    // A whole day: were it the hour, what is told and with it every later draw would change with the hour.
    const today = Math.floor(now / DAY);
    this.#end = today * DAY;
    const day = today - 2 - random.below(SPAN_DAYS);
    this.#at = day * DAY + 7 * HOUR + random.below(9 * HOUR);
  }

  /** Adds a step, unless it would lie in the future: then the story simply is not that far yet. */
  tell(kind: MovementKind, fields: PlannedStep['fields'] = {}, reverses?: number): boolean {
    if (this.#at >= this.#end) return false;
    const leaving = this.#place === undefined ? {} : { fromLocationId: this.#place };
    const step: PlannedStep = { kind, at: this.#at, fields: { ...leaving, ...fields } };
    if (reverses !== undefined) step.reverses = reverses;
    this.steps.push(step);
    this.#place =
      fields.toLocationId ?? (kind === 'quarantine' || kind === 'release' ? this.#place : undefined);
    return true;
  }

  get place(): string | undefined {
    return this.#place;
  }

  later(maxDays: number): void {
    this.#at += HOUR / 4 + this.#random.below(maxDays * DAY);
  }
}

const documentOf = (random: SeededRandom, prefix: string): string =>
  `${prefix}-${10_000 + random.below(5000)}`;

function tellArrival(story: Story, random: SeededRandom, lot: string | undefined): void {
  const batch = lot === undefined ? {} : { lot };
  story.tell('receipt', {
    toLocationId: demoPlaces.receiving,
    partnerId: random.pick(demoSuppliers),
    document: documentOf(random, 'BR'),
    ...batch
  });
  story.later(1);
  story.tell('transfer', { toLocationId: random.pick(demoPlaces.shelves) });
  story.later(40);
}

function tellSale(story: Story, random: SeededRandom): void {
  const partnerId = random.pick(demoCustomers);
  if (!story.tell('shipment', { partnerId, document: documentOf(random, 'BL') })) return;
  if (random.chance(0.03)) {
    story.later(1);
    story.tell('reversal', { label: 'Expédition saisie par erreur' }, story.steps.length - 1);
    return;
  }
  if (!random.chance(0.1)) return;
  story.later(30);
  const condition = random.chance(0.5) ? 'quarantine' : 'available';
  story.tell('customer-return', { partnerId, toLocationId: demoPlaces.returns, condition });
}

function tellLoan(story: Story, random: SeededRandom): void {
  const partnerId = random.pick(demoCustomers);
  if (!story.tell('loan', { partnerId, document: documentOf(random, 'PR') }) || random.chance(0.4)) return;
  story.later(30);
  story.tell('loan-return', { partnerId, toLocationId: demoPlaces.returns });
}

function tellQuarantine(story: Story, random: SeededRandom): void {
  if (!story.tell('transfer', { toLocationId: demoPlaces.quarantine })) return;
  story.tell('quarantine', { label: 'Emballage abîmé, à contrôler' });
  story.later(10);
  if (random.chance(0.5)) story.tell('release', { label: 'Contrôlé, bon' });
  else if (random.chance(0.4)) story.tell('supplier-return', { partnerId: random.pick(demoSuppliers) });
}

function tellCount(story: Story, random: SeededRandom): void {
  const isMisplaced = random.chance(0.1);
  const place = isMisplaced ? random.pick(demoPlaces.shelves) : story.place;
  if (place !== undefined) story.tell('count', { toLocationId: place });
}

/** Two people disagree with what is believed: these are what the desk's list of anomalies is for. */
function tellContradiction(story: Story, random: SeededRandom): void {
  const sale = () => ({ partnerId: random.pick(demoCustomers), document: documentOf(random, 'BL') });
  if (random.chance(0.5)) {
    story.tell('shipment', sale());
    story.later(5);
    story.tell('shipment', sale());
  } else if (random.chance(0.5)) {
    story.tell('shipment', { ...sale(), fromLocationId: demoPlaces.workshop });
  } else {
    story.tell('receipt', { toLocationId: demoPlaces.receiving, partnerId: random.pick(demoSuppliers) });
  }
}

const endings: readonly [share: number, tell: (story: Story, random: SeededRandom) => void][] = [
  [0.42, () => undefined],
  [0.34, tellSale],
  [0.06, (story, random) => void story.tell('transfer', { toLocationId: random.pick(demoPlaces.shelves) })],
  [0.05, tellCount],
  [0.04, tellLoan],
  [0.04, tellQuarantine],
  [0.02, (story) => void story.tell('transfer-departure', { toLocationId: demoPlaces.workshop })],
  [0.01, (story) => void story.tell('scrap', { label: 'Cassé' })],
  [0.02, tellContradiction]
];

/**
 * A believable life of one serial over the months before the day of `now` (UTC), in the order of time.
 * The same draws tell the same life on every day and at every hour: only its dates move.
 */
export function planHistory(input: {
  random: SeededRandom;
  now: number;
  lot: string | undefined;
  /** In [0, 1): which of the endings, by their shares. */
  fate: number;
}): PlannedStep[] {
  const { random, now, lot, fate } = input;
  const story = new Story(random, now);
  const isMissingItsEntry = random.chance(0.01);
  if (isMissingItsEntry) tellSale(story, random);
  else tellArrival(story, random, lot);
  let roll = fate;
  for (const [share, tell] of isMissingItsEntry ? [] : endings) {
    if (roll < share) {
      tell(story, random);
      break;
    }
    roll -= share;
  }
  return story.steps;
}
