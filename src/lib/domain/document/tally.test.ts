import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { movementFactory } from '../../../../tests/factories/movements.ts';
import type { Movement } from '../movement/movement.ts';
import type { Document, DocumentLine } from './document.ts';
import { isComplete, progressOf, restLines, tallyDocument, type DocumentTally } from './tally.ts';

const UNIT = 1_000_000;

const line = (fields: Partial<DocumentLine> = {}): DocumentLine => ({
  id: 1,
  productId: 'product-1',
  quantityMicros: 2 * UNIT,
  lot: null,
  serials: [],
  ...fields
});

const tally = (
  lines: DocumentLine[],
  movements: Movement[],
  more: { type?: Document['type']; stage?: 'arrival'; exact?: boolean } = {}
): DocumentTally =>
  tallyDocument({
    document: { type: more.type ?? 'receipt', lines },
    movements,
    isExactCase: () => more.exact ?? false,
    ...(more.stage && { stage: more.stage })
  });

const make = movementFactory(7);

describe('an expected receipt', () => {
  test('tells what it lists from what is missing, whatever the case of the letters', () => {
    const { lines, extras } = tally([line({ serials: ['SN-1', 'SN-2'] })], [make({ serial: 'sn-1' })]);
    expect(lines[0]).toMatchObject({
      doneMicros: UNIT,
      seen: [{ serial: 'sn-1', as: 'listed' }],
      missing: ['SN-2']
    });
    expect(extras).toEqual([]);
  });

  test('keeps two serials apart that differ in case, where the product does', () => {
    const { lines } = tally([line({ serials: ['SN-1', 'SN-2'] })], [make({ serial: 'sn-1' })], {
      exact: true
    });
    expect(lines[0]).toMatchObject({ seen: [{ as: 'substitute' }], missing: ['SN-1', 'SN-2'] });
  });

  test('takes an unlisted serial for one it asks for without a name, then for a listed one', () => {
    const asked = line({ quantityMicros: 3 * UNIT, serials: ['A', 'B'] });
    const { lines, extras } = tally(
      [asked],
      ['X', 'Y', 'A', 'Z'].map((serial) => make({ serial }))
    );
    expect(lines[0]?.seen.map(({ serial, as }) => [serial, as])).toEqual([
      ['A', 'listed'],
      ['X', 'unlisted'],
      ['Y', 'substitute']
    ]);
    expect(lines[0]?.missing).toEqual(['B']);
    expect(extras).toMatchObject([{ serial: 'Z', reason: 'too-many' }]);
  });

  test('counts a serial once, however often and by whom it was scanned', () => {
    const other = movementFactory(8);
    const { lines, count } = tally(
      [line()],
      [make({ serial: 'SN-1' }), make({ serial: 'SN-1' }), other({ serial: 'sn-1' })]
    );
    expect(count).toBe(1);
    expect(lines[0]?.doneMicros).toBe(UNIT);
  });

  test('leaves out what was taken back, and what a document of its type does not count', () => {
    const wrong = make({ serial: 'SN-1' });
    const { lines, count } = tally(
      [line()],
      [wrong, make({ kind: 'reversal', reverses: wrong.id, serial: 'SN-1' }), make({ kind: 'quarantine' })]
    );
    expect(count).toBe(0);
    expect(lines[0]?.doneMicros).toBe(0);
  });

  test('says of another product that nobody ordered it, and of any product without lines that it was unplanned', () => {
    const stray = make({ productId: 'product-2' });
    expect(tally([line()], [stray]).extras).toMatchObject([{ reason: 'not-ordered' }]);
    expect(tally([], [stray]).extras).toMatchObject([{ reason: 'unplanned' }]);
  });

  test('splits a quantity over the lines that want it and calls the rest too many', () => {
    const { serial: _, ...five } = make({ quantityMicros: 5 * UNIT });
    const { lines, extras } = tally([line(), line({ id: 2, quantityMicros: UNIT })], [five]);
    expect(lines.map(({ doneMicros }) => doneMicros)).toEqual([2 * UNIT, UNIT]);
    expect(extras).toMatchObject([{ quantityMicros: 2 * UNIT, reason: 'too-many' }]);
  });

  test('fills a line that names a lot only from that lot', () => {
    const asked = [line({ lot: 'L1', quantityMicros: UNIT }), line({ id: 2, quantityMicros: UNIT })];
    const { lines } = tally(asked, [make({ lot: 'L2' })]);
    expect(lines.map(({ doneMicros }) => doneMicros)).toEqual([0, UNIT]);
  });
});

test('a transfer between two sites is left first and arrives later', () => {
  const left = make({ kind: 'transfer-departure', serial: 'SN-1' });
  const arrived = make({ kind: 'transfer-arrival', serial: 'SN-1' });
  const done = (movements: Movement[], stage?: 'arrival') =>
    tally([line()], movements, { type: 'transfer', ...(stage && { stage }) }).lines[0]?.doneMicros;
  expect(done([left])).toBe(UNIT);
  expect(done([left], 'arrival')).toBe(0);
  expect(done([left, arrived], 'arrival')).toBe(UNIT);
});

test('it is complete when each line has what it asks for; progress weighs lines alike', () => {
  const half = tally([line(), line({ id: 2, productId: 'product-2' })], [make(), make()]);
  expect(isComplete(half)).toBe(false);
  expect(progressOf(half)).toBe(0.5);
  expect(isComplete(tally([line()], [make(), make()]))).toBe(true);
  expect(isComplete(tally([], [make()]))).toBe(false);
});

test('what is left to do keeps the announced serials that never came, as many as are still wanted', () => {
  const asked = line({ quantityMicros: 3 * UNIT, serials: ['A', 'B', 'C'] });
  const rest = restLines(tally([asked], [make({ serial: 'A' }), make({ serial: 'X' })]));
  expect(rest).toEqual([{ ...asked, quantityMicros: UNIT, serials: ['B'] }]);
});

interface Scan {
  serial: string | undefined;
  product: string;
  units: number;
  takenBack: boolean;
}

const scan: fc.Arbitrary<Scan> = fc.record({
  serial: fc.constantFrom('A', 'a', 'B', 'C', 'D', undefined),
  product: fc.constantFrom('product-1', 'product-2'),
  units: fc.integer({ min: 1, max: 4 }),
  takenBack: fc.boolean()
});

const movementsOf = (scans: Scan[]): Movement[] => {
  const by = movementFactory(9);
  return scans.flatMap(({ serial, product, units, takenBack }) => {
    const { serial: _, ...plain } = by({ productId: product });
    const made = serial === undefined ? { ...plain, quantityMicros: units * UNIT } : { ...plain, serial };
    return takenBack ? [made, by({ kind: 'reversal', reverses: made.id })] : [made];
  });
};

const lines = fc.array(
  fc.record({
    id: fc.constant(1),
    productId: fc.constantFrom('product-1', 'product-2'),
    quantityMicros: fc.integer({ min: 1, max: 4 }).map((units) => units * UNIT),
    lot: fc.constant(null),
    serials: fc.uniqueArray(fc.constantFrom('A', 'B', 'C'), { maxLength: 3 })
  }),
  { maxLength: 3 }
);

test('any order and any repetition of any movements gives the same tally', () => {
  fc.assert(
    fc.property(
      fc.array(scan, { maxLength: 8 }),
      lines,
      fc.infiniteStream(fc.nat()),
      (scans, asked, order) => {
        const movements = movementsOf(scans);
        const shuffled = [...movements, ...movements.slice(0, 3)]
          .map((movement) => ({ movement, at: order.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ movement }) => movement);
        expect(tally(asked, shuffled)).toEqual(tally(asked, movements));
      }
    )
  );
});

test('nothing of any movements is lost: what stands on lines and beside them is all that was done', () => {
  fc.assert(
    fc.property(fc.array(scan, { maxLength: 8 }), lines, (scans, asked) => {
      const { lines: done, extras } = tally(asked, movementsOf(scans));
      const standing = scans.filter(({ takenBack }) => !takenBack);
      const serials = new Set(
        standing.flatMap(({ serial, product }) => (serial ? [`${product}/${serial.toUpperCase()}`] : []))
      );
      const units = standing.reduce((sum, { serial, units: n }) => sum + (serial ? 0 : n), serials.size);
      const told = [
        ...done.map(({ doneMicros }) => doneMicros),
        ...extras.map((extra) => extra.quantityMicros)
      ];
      expect(told.reduce((sum, micros) => sum + micros, 0)).toBe(units * UNIT);
    })
  );
});
