import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { movementFactory } from '../../../../tests/factories/movements.ts';
import { tallyDocument, type LineTally } from '../document/tally.ts';
import { movementSchema } from '../movement/movement-schemas.ts';
import { unknownSerial, type SerialState } from '../serial/serial-state.ts';
import { withPlacesInside } from '../count/count-scope.ts';
import { judgePick, needsReason, pickFindings } from './judge-pick.ts';
import { judgeQuantity, sourcesOf } from './judge-quantity.ts';
import { planPick, routeOf, type AvailableQuantity, type AvailableSerial } from './plan-pick.ts';

const UNIT = 1_000_000;

const route = routeOf(['A-10', 'A-9', 'B-1'].map((code) => ({ id: code, code })));

const line = (fields: Partial<LineTally['line']> = {}, done = 0, missing: string[] = []): LineTally => ({
  line: { id: 1, productId: 'p', quantityMicros: 2 * UNIT, lot: null, serials: missing, ...fields },
  doneMicros: done,
  seen: [],
  missing
});

const held = (serial: string, fields: Partial<AvailableSerial> = {}): AvailableSerial => ({
  productId: 'p',
  serialKey: serial,
  serial,
  locationId: 'A-9',
  lot: null,
  since: 1,
  ...fields
});

const plan = (tally: LineTally[], serials: AvailableSerial[], quantities: AvailableQuantity[] = []) =>
  planPick({ tally, serials, quantities, route, keyOf: (_productId, serial) => serial.toUpperCase() });

describe('a plan', () => {
  test('proposes what came first, and walks past each place once', () => {
    const { stops, short } = plan(
      [line({ quantityMicros: 3 * UNIT })],
      [
        held('NEW', { since: 9 }),
        held('OLD', { since: 1, locationId: 'B-1' }),
        held('OLDER', { since: 0, locationId: 'A-10' }),
        held('SECOND', { since: 2 })
      ]
    );
    expect(
      stops.map(({ locationId, serials }) => [locationId, ...serials.map(({ serial }) => serial)])
    ).toEqual([
      ['A-9', 'SECOND'],
      ['A-10', 'OLDER'],
      ['B-1', 'OLD']
    ]);
    expect(short).toEqual([]);
  });

  test('proposes the serials that the order names before older ones', () => {
    const { stops } = plan(
      [line({ quantityMicros: UNIT }, 0, ['NAMED'])],
      [held('OLD'), held('NAMED', { since: 9 })]
    );
    expect(stops.flatMap(({ serials }) => serials.map(({ serial }) => serial))).toEqual(['NAMED']);
  });

  test('finds a named serial in whatever case it is written, and leaves it to the line that names it', () => {
    const asked = [line({ quantityMicros: UNIT }), line({ id: 2, quantityMicros: UNIT }, 0, ['abc1'])];
    const { stops } = plan(asked, [held('ABC1', { since: 1 }), held('LATER', { since: 9 })]);
    expect(stops.map(({ lineId, serials }) => [lineId, serials[0]?.serial])).toEqual([
      [1, 'LATER'],
      [2, 'ABC1']
    ]);
  });

  test('leaves out what was taken, keeps to the lot, and tells what is short', () => {
    const asked = [line({ lot: 'L1' }, UNIT), line({ id: 2, productId: 'q', quantityMicros: UNIT })];
    const { stops, short } = plan(asked, [held('OTHER-LOT', { lot: 'L2' }), held('MINE', { lot: 'L1' })]);
    expect(stops.map(({ serials }) => serials.map(({ serial }) => serial))).toEqual([['MINE']]);
    expect(short).toEqual([{ lineId: 2, productId: 'q', quantityMicros: UNIT }]);
  });

  test('takes a quantity along the way from as many places as it needs, for two lines not twice', () => {
    const at = (locationId: string, units: number) => ({
      productId: 'p',
      locationId,
      lot: null,
      quantityMicros: units * UNIT
    });
    const { stops, short } = plan([line(), line({ id: 2 })], [], [at('B-1', 9), at('A-9', 3)]);
    expect(
      stops.map(({ lineId, locationId, quantityMicros }) => [lineId, locationId, quantityMicros / UNIT])
    ).toEqual([
      [1, 'A-9', 2],
      [2, 'A-9', 1],
      [2, 'B-1', 1]
    ]);
    expect(short).toEqual([]);
  });
});

test('for any stock and order: nothing is proposed twice or beyond what is asked, and stops and shortages add up', () => {
  const place = fc.constantFrom('A-10', 'A-9', 'B-1', null);
  const product = fc.constantFrom('p', 'q');
  const serials = fc.uniqueArray(
    fc.record({
      serial: fc.integer({ min: 0, max: 20 }).map((n) => `S${n}`),
      locationId: place,
      productId: product,
      since: fc.nat(5)
    }),
    { selector: ({ serial }) => serial, maxLength: 12 }
  );
  const lines = fc.array(
    fc.record({ productId: product, units: fc.integer({ min: 1, max: 5 }), done: fc.nat(5) }),
    { maxLength: 4 }
  );
  const quantities = fc.array(fc.record({ productId: product, locationId: place, units: fc.nat(4) }), {
    maxLength: 4
  });
  fc.assert(
    fc.property(serials, lines, quantities, (stock, asked, bulk) => {
      const tally = asked.map(({ productId, units, done }, at) =>
        line({ id: at + 1, productId, quantityMicros: units * UNIT }, done * UNIT)
      );
      const { stops, short } = plan(
        tally,
        stock.map(({ serial, ...fields }) => held(serial, fields)),
        bulk.map(({ units, ...fields }) => ({ ...fields, lot: null, quantityMicros: units * UNIT }))
      );
      const proposed = stops.flatMap((stop) => stop.serials.map(({ serial }) => serial));
      expect(new Set(proposed).size).toBe(proposed.length);
      const walked = stops.map(({ locationId }) => route(locationId));
      expect(walked).toEqual([...walked].sort((a, b) => a - b));
      for (const one of tally) {
        const sum = (parts: readonly { lineId: number; quantityMicros: number }[]) =>
          parts
            .filter(({ lineId }) => lineId === one.line.id)
            .reduce((all, part) => all + part.quantityMicros, 0);
        const wanted = Math.max(0, one.line.quantityMicros - one.doneMicros);
        expect(sum(stops) + sum(short)).toBe(wanted);
      }
    })
  );
});

describe('a serial in the hand', () => {
  const places = [
    { id: 'A', parentId: null },
    { id: 'A-9', parentId: 'A' },
    { id: 'B-1', parentId: null }
  ];
  const inStock: SerialState = { ...unknownSerial, status: 'in-stock', locationId: 'A-9' };
  const judged = (
    known: SerialState | null,
    lines: LineTally[],
    { productId = 'p', serial = 'S', placeId = null as string | null } = {}
  ) =>
    judgePick({
      piece: { productId, serialKey: serial, lot: null },
      known,
      lines,
      placeIds: placeId === null ? null : withPlacesInside(placeId, places),
      keyOf: (one) => one.toUpperCase()
    });

  test('is told apart: as ordered, another one, not ordered, too many', () => {
    expect(judged(inStock, [line()])).toBe('as-ordered');
    expect(judged(inStock, [line({}, 0, ['s', 'other'])])).toBe('as-ordered');
    expect(judged(inStock, [line({}, 0, ['one', 'other'])])).toBe('substitute');
    expect(judged(inStock, [line({ productId: 'q' })])).toBe('wrong-product');
    expect(judged(inStock, [line({}, 2 * UNIT)])).toBe('too-many');
    expect(judged(inStock, [])).toBe('as-ordered');
  });

  test('is told apart by where it is: out, set apart, elsewhere, unknown', () => {
    expect(judged({ ...inStock, status: 'delivered' }, [line()])).toBe('already-out');
    expect(judged({ ...inStock, condition: 'quarantine' }, [line()])).toBe('quarantined');
    expect(judged(inStock, [line()], { placeId: 'B-1' })).toBe('elsewhere');
    expect(judged(inStock, [line()], { placeId: 'A-9' })).toBe('as-ordered');
    expect(judged(inStock, [line()], { placeId: 'A' })).toBe('as-ordered');
    expect(judged(null, [line()])).toBe('unknown');
  });

  test('goes with a reason when it is not what was ordered, or should not be there', () => {
    expect(pickFindings.filter(needsReason)).toEqual([
      'substitute',
      'wrong-product',
      'wrong-lot',
      'too-many',
      'not-there',
      'already-out',
      'quarantined'
    ]);
  });
});

describe('a quantity in the hand', () => {
  const goods = (units: number, fields: { productId?: string; lot?: string } = {}) => ({
    productId: 'p',
    lot: null,
    quantityMicros: units * UNIT,
    ...fields
  });
  const judged = (of: ReturnType<typeof goods>, lines: LineTally[], heldUnits = 99) =>
    judgeQuantity({ goods: of, lines, heldMicros: heldUnits * UNIT });

  test('is told apart: as ordered, not ordered, another lot, too many, more than is there', () => {
    expect(judged(goods(2), [line()])).toBe('as-ordered');
    expect(judged(goods(3), [line()])).toBe('too-many');
    expect(judged(goods(2), [line({}, UNIT)])).toBe('too-many');
    expect(judged(goods(3), [line({}, UNIT), line({ id: 2 })])).toBe('as-ordered');
    expect(judged(goods(1), [line({ productId: 'q' })])).toBe('wrong-product');
    expect(judged(goods(1, { lot: 'L2' }), [line({ lot: 'L1' })])).toBe('wrong-lot');
    expect(judged(goods(1), [line({ lot: 'L1' })])).toBe('wrong-lot');
    expect(judged(goods(2), [line()], 1)).toBe('not-there');
    expect(judged(goods(50), [])).toBe('as-ordered');
  });

  test('for any order: it is as ordered exactly where the tally finds nothing in excess', () => {
    const lot = fc.constantFrom(null, 'L1', 'L2');
    const units = fc.integer({ min: 1, max: 6 });
    const lines = fc.array(fc.record({ lot, units }), { minLength: 1, maxLength: 4 });
    const taken = fc.record({ lot, units });
    fc.assert(
      fc.property(lines, fc.array(taken, { maxLength: 3 }), taken, (asked, before, last) => {
        const make = movementFactory(1);
        const shipped = [...before, last].map((one) =>
          movementSchema.parse({
            ...make({ kind: 'shipment', productId: 'p', quantityMicros: one.units * UNIT }),
            serial: undefined,
            ...(one.lot !== null && { lot: one.lot })
          })
        );
        const tallied = (movements: typeof shipped) =>
          tallyDocument({
            document: {
              type: 'pick',
              lines: asked.map(
                (one, at) => line({ id: at + 1, lot: one.lot, quantityMicros: one.units * UNIT }).line
              )
            },
            movements,
            isExactCase: () => false
          });
        const finding = judged({ ...goods(last.units), lot: last.lot }, tallied(shipped.slice(0, -1)).lines);
        const id = shipped.at(-1)?.id;
        const isExtra = tallied(shipped).extras.some(({ movementId }) => movementId === id);
        expect(finding === 'as-ordered').toBe(!isExtra);
      })
    );
  });

  test('comes from where the picker stands, from inside it, or else from where most is', () => {
    const at = (locationId: string | null, units: number, lot: string | null = null) => ({
      productId: 'p',
      locationId,
      lot,
      quantityMicros: units * UNIT
    });
    const held = [at('A-9', 2, 'L1'), at('A-9', 1, 'L2'), at('B-1', 7, 'L1')];
    const first = (placeId: string | null, lot: string | null = null, inside: string[] = []) => {
      const placeIds = placeId === null ? null : new Set([placeId, ...inside]);
      const [source] = sourcesOf({ held, lot, placeId, placeIds });
      return source && [source.locationId, source.heldMicros / UNIT];
    };
    expect(first(null)).toEqual(['B-1', 7]);
    expect(first(null, 'L2')).toEqual(['A-9', 1]);
    expect(first('A-9')).toEqual(['A-9', 3]);
    expect(first('A', null, ['A-9'])).toEqual(['A-9', 3]);
    expect(first('C-1')).toEqual(['C-1', 0]);
    expect(first('B-1', 'L2')).toEqual(['B-1', 0]);
  });

  test('comes from no place in particular where nothing is known of it', () => {
    expect(sourcesOf({ held: [], lot: null, placeId: null, placeIds: null })).toEqual([
      { locationId: null, heldMicros: 0 }
    ]);
  });
});
