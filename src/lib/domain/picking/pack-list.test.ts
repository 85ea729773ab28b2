import fc from 'fast-check';
import { expect, test } from 'vitest';
import { movementFactory } from '../../../../tests/factories/movements.ts';
import { tallyDocument } from '../document/tally.ts';
import { movementSchema } from '../movement/movement-schemas.ts';
import { packList } from './pack-list.ts';

const UNIT = 1_000_000;
const [FIRST, SECOND] = ['376000100000000010', '376000100000000027'];

const packed = (movements: Parameters<typeof packList>[0]['movements']) => ({
  document: { type: 'pick' as const, lines: [] },
  movements,
  isExactCase: () => false
});

test('what went is listed parcel by parcel, and what is loose last', () => {
  const make = movementFactory(1);
  const shipped = (serial: string, container?: string) =>
    make({ kind: 'shipment', serial, ...(container !== undefined && { container }) });
  const list = packList(
    packed([shipped('LOOSE'), shipped('B', SECOND), shipped('A1', FIRST), shipped('A2', FIRST)])
  );
  expect(list.map(({ sscc, goods }) => [sscc, ...goods.flatMap(({ serials }) => serials)])).toEqual([
    [FIRST, 'A1', 'A2'],
    [SECOND, 'B'],
    [null, 'LOOSE']
  ]);
});

test('for any shipment: the parcels hold what the tally counts, each serial once', () => {
  const piece = fc.record({
    serial: fc.option(fc.constantFrom('a', 'A', 'b', 'c')),
    container: fc.option(fc.constantFrom(FIRST, SECOND)),
    units: fc.integer({ min: 1, max: 3 })
  });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const make = movementFactory(2);
      const movements = pieces.map(({ serial, container, units }) =>
        movementSchema.parse({
          ...make({ kind: 'shipment' }),
          serial: serial ?? undefined,
          container: container ?? undefined,
          quantityMicros: serial === null ? units * UNIT : UNIT
        })
      );
      const goods = packList(packed(movements)).flatMap((parcel) => parcel.goods);
      const extras = tallyDocument(packed(movements)).extras;
      const sum = (parts: readonly { quantityMicros: number }[]) =>
        parts.reduce((all, { quantityMicros }) => all + quantityMicros, 0);
      expect(sum(goods)).toBe(sum(extras));
      const serials = goods.flatMap((one) => one.serials).map((serial) => serial.toUpperCase());
      expect(serials.toSorted()).toEqual(
        extras.flatMap(({ serial }) => (serial === null ? [] : [serial.toUpperCase()])).toSorted()
      );
      expect(new Set(serials).size).toBe(serials.length);
    })
  );
});
