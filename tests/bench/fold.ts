import { seededRandom } from '../../server/services/demo/random.ts';
import { physicalKinds } from '../../src/lib/domain/movement/kind.ts';
import type { Movement } from '../../src/lib/domain/movement/movement.ts';
import { foldSerial } from '../../src/lib/domain/serial/fold-serial.ts';
import { emptySerialRow, extendSerialRow, projectSerial } from '../../src/lib/domain/serial/serial-row.ts';
import { movementFactory } from '../factories/movements.ts';

/**
 * The fold of a million movements: whole histories, arrived in any order, as a
 * recalculation folds them; and one by one onto rows, as the server takes in a
 * quiet day. Histories are made in portions, outside the time measured.
 */

const MOVEMENTS = 1_000_000;
const PORTION = 50_000;
const SEED = 1;

interface FoldRow {
  bench: 'fold';
  name: string;
  unit: string;
  value: number;
  [condition: string]: string | number;
}

/** Histories of 1 to 12 movements of every kind; one in eight takes a movement back. */
function* histories(): Generator<Movement[]> {
  const random = seededRandom(SEED);
  const make = movementFactory(SEED);
  for (let serial = 0; ; serial++) {
    const history: Movement[] = [];
    const length = 1 + random.below(12);
    for (let at = 0; at < length; at++) {
      const kind = at === 0 ? 'receipt' : random.pick(physicalKinds);
      const undone = at > 0 && random.chance(0.125) ? random.pick(history).id : undefined;
      const fields = { serial: `SN-${serial}`, toLocationId: 'loc-1', fromLocationId: 'loc-1' };
      history.push(make(undone ? { ...fields, kind: 'reversal', reverses: undone } : { ...fields, kind }));
    }
    yield history;
  }
}

function shuffled<T>(items: readonly T[], random: ReturnType<typeof seededRandom>): T[] {
  const left = [...items];
  const out: T[] = [];
  while (left.length > 0) out.push(...left.splice(random.below(left.length), 1));
  return out;
}

function measure(source: Generator<Movement[]>, work: (history: Movement[]) => void): number {
  const random = seededRandom(SEED + 1);
  let folded = 0;
  let took = 0;
  while (folded < MOVEMENTS) {
    const portion: Movement[][] = [];
    for (let made = 0; made < PORTION;) {
      const history = shuffled<Movement>(source.next().value ?? [], random);
      portion.push(history);
      made += history.length;
    }
    const startedAt = performance.now();
    for (const history of portion) work(history);
    took += performance.now() - startedAt;
    folded += portion.reduce((sum, { length }) => sum + length, 0);
  }
  return took;
}

const identityOf = (history: readonly Movement[]) => {
  const serial = history[0]?.serial ?? '';
  return { productId: 'product-1', serialKey: serial, serial };
};

function extendAll(history: readonly Movement[]): void {
  let row = emptySerialRow(identityOf(history));
  const inOrder = [...history].sort((a, b) => a.recordedAt - b.recordedAt);
  inOrder.forEach((movement, at) => {
    row = extendSerialRow(row, movement) ?? projectSerial(row, inOrder.slice(0, at + 1)).row;
  });
}

export async function run(): Promise<FoldRow[]> {
  const whole = measure(histories(), (history) => foldSerial(history));
  const onebyOne = measure(histories(), extendAll);
  const row = (name: string, value: number): FoldRow => ({
    bench: 'fold',
    name,
    unit: 's',
    value: Math.round(value) / 1000,
    movements: MOVEMENTS,
    history: '1–12, every kind, 1/8 reversals'
  });
  return [row('whole histories, shuffled', whole), row('one by one onto rows', onebyOne)];
}
