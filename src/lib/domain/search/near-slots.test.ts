import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptySerialRow } from '../serial/serial-row.ts';
import { selectNearRows } from '../serial/near-rows.ts';
import { findNearSlots } from './near-slots.ts';
import { SerialIndex, toIndexedSerial } from './serial-index.ts';

/** Characters that look alike in pairs, some that do not, and one beyond ASCII. */
const serialArbitrary = fc.string({
  unit: fc.constantFrom('0', 'O', 'o', '1', 'I', '5', 'S', 'A', '7', 'é'),
  minLength: 1,
  maxLength: 5
});
const rowsArbitrary = fc.uniqueArray(
  fc.record({ productId: fc.constantFrom('exact', 'other'), serialKey: serialArbitrary }),
  { selector: ({ productId, serialKey }) => `${productId}/${serialKey}`, maxLength: 40 }
);
const exactCaseOf = (productId: string): boolean => productId === 'exact';

test('any text has the same near serials in the index as among all rows, in the same order', () => {
  fc.assert(
    fc.property(
      rowsArbitrary,
      serialArbitrary,
      fc.constantFrom(null, 'exact'),
      fc.integer({ min: 1, max: 50 }),
      (rows, text, productId, limit) => {
        const index = new SerialIndex();
        for (const row of rows) index.add(toIndexedSerial(emptySerialRow({ ...row, serial: row.serialKey })));
        const query = { text, productId, limit };
        const found = findNearSlots(index, query, exactCaseOf).map((slot) => index.identityOf(slot));
        expect(found).toEqual(selectNearRows(rows, query, exactCaseOf));
      }
    ),
    { numRuns: 1500 }
  );
});

test('a serial that is gone is near nothing, and nothing is near what cannot be a serial', () => {
  const index = new SerialIndex();
  const row = { productId: 'other', serialKey: 'SN-1' };
  const slot = index.add(toIndexedSerial(emptySerialRow({ ...row, serial: 'SN-1' })));
  const near = (text: string) => findNearSlots(index, { text, productId: null, limit: 5 }, exactCaseOf);
  expect(near(' sn-2 ')).toEqual([slot]);
  expect(near('')).toEqual([]);
  expect(near('SN-1')).toEqual([]);
  index.remove(slot);
  expect(near('SN-2')).toEqual([]);
});
