import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FACTORY_START, idFactory, movementFactory } from '../../../../tests/factories/movements.ts';
import type { MovementDraft } from '../movement/draft.ts';
import type { Movement } from '../movement/movement.ts';
import { movementSchema } from '../movement/movement-schemas.ts';
import { openAnomalies, projectSerial } from '../serial/serial-row.ts';
import {
  countSerials,
  judgeSighting,
  type CountedRow,
  type SerialCount,
  type Sighting
} from './count-serials.ts';
import { areaOf, isInArea, type CountArea } from './count-scope.ts';
import { settleFound, settleMissing } from './count-settlement.ts';

const OPENED_AT = FACTORY_START + 1_000_000;
const newId = idFactory(3);
const by = {
  operator: { id: newId(), name: 'Claire' },
  effectiveDate: '2024-10-02',
  document: 'INV-1',
  label: 'Inventaire INV-1'
};

const before = movementFactory(1);
const during = movementFactory(2, { startAt: OPENED_AT });
const after = movementFactory(4, { startAt: OPENED_AT + 1_000_000 });

const seen = (serial: string, toLocationId: string): Movement =>
  during({ kind: 'count', serial, toLocationId, document: 'INV-1' });

/** What everyone holds of some movements, the server having taken all of them but the latest `unsent`. */
function world(movements: readonly Movement[], unsent = 0) {
  const taken = movements.slice(0, movements.length - unsent);
  const serials = [...new Set(taken.map(({ serial }) => serial ?? ''))];
  const rows = serials.map((serial): CountedRow => {
    const own = taken.filter((movement) => movement.serial === serial);
    const { row } = projectSerial({ productId: 'product-1', serialKey: serial }, own);
    return { ...row, version: taken.length };
  });
  const sightings = movements.flatMap((movement, place): Sighting[] =>
    movement.kind === 'count'
      ? [{ movement, serialKey: movement.serial ?? '', seq: place < taken.length ? place + 1 : null }]
      : []
  );
  return { rows, sightings };
}

const aisle: CountArea = { locationIds: new Set(['loc-1', 'loc-2']), productId: null };

const count = (movements: readonly Movement[], unsent = 0): SerialCount =>
  countSerials({ area: aisle, openedAt: OPENED_AT, ...world(movements, unsent) });

const recorded = (drafts: readonly (MovementDraft | null)[]): Movement[] =>
  drafts.flatMap((draft) => {
    if (!draft) return [];
    const { id, recordedAt, clock, origin } = after();
    return [movementSchema.parse({ ...draft, id, recordedAt, clock, origin })];
  });

const settled = ({ found, missing }: SerialCount): Movement[] =>
  recorded([...found.map((one) => settleFound(one, by)), ...missing.map((one) => settleMissing(one, by))]);

describe('a count of an aisle', () => {
  test('tells what is there, what is missing, and what does not belong there', () => {
    const { found, missing } = count([
      before({ serial: 'HERE' }),
      before({ serial: 'GONE' }),
      before({ serial: 'ELSEWHERE', toLocationId: 'loc-9' }),
      before({ serial: 'SHIPPED' }),
      before({ serial: 'SHIPPED', kind: 'shipment', fromLocationId: 'loc-1' }),
      ...['HERE', 'ELSEWHERE', 'SHIPPED', 'NOBODY-KNOWS'].map((serial) => seen(serial, 'loc-1'))
    ]);
    expect(found.map(({ serial, finding }) => [serial, finding])).toEqual([
      ['HERE', 'as-expected'],
      ['ELSEWHERE', 'misplaced'],
      ['SHIPPED', 'already-out'],
      ['NOBODY-KNOWS', 'unexpected']
    ]);
    expect(missing).toMatchObject([{ serial: 'GONE', locationId: 'loc-1' }]);
  });

  test('does not miss what left, moved out or moved in while it went on', () => {
    const left = before({ serial: 'LEFT' });
    const movedOut = before({ serial: 'MOVED-OUT' });
    const movedIn = before({ serial: 'MOVED-IN', toLocationId: 'loc-9' });
    const result = count([
      left,
      movedOut,
      movedIn,
      during({ serial: 'LEFT', kind: 'shipment', fromLocationId: 'loc-1' }),
      during({ serial: 'MOVED-OUT', kind: 'transfer', fromLocationId: 'loc-1', toLocationId: 'loc-9' }),
      during({ serial: 'MOVED-IN', kind: 'transfer', fromLocationId: 'loc-9', toLocationId: 'loc-1' }),
      during({ serial: 'RECEIVED' })
    ]);
    expect(result).toEqual({ found: [], missing: [], movedMeanwhile: 2 });
  });

  test('counts a serial that was seen and then shipped as expected', () => {
    const movements = [before({ serial: 'A' }), seen('A', 'loc-1')];
    movements.push(during({ serial: 'A', kind: 'shipment', fromLocationId: 'loc-1' }));
    expect(count(movements).found).toMatchObject([{ finding: 'as-expected' }]);
  });

  test('forgets that a serial was unexpected once its receipt arrives late', () => {
    const sighting = seen('LATE', 'loc-1');
    expect(count([sighting]).found).toMatchObject([{ finding: 'unexpected' }]);
    expect(count([sighting, before({ serial: 'LATE' })]).found).toMatchObject([{ finding: 'as-expected' }]);
  });

  test('judges a sighting that the server does not hold yet by what is known here', () => {
    const movements = [before({ serial: 'A', toLocationId: 'loc-9' }), seen('A', 'loc-1')];
    expect(count(movements, 1).found).toMatchObject([{ finding: 'misplaced', locationId: 'loc-1' }]);
  });

  test('tells an unknown serial from the row that this device made of its own sighting', () => {
    const sighting = seen('NOBODY-KNOWS', 'loc-1');
    const { rows } = world([sighting]);
    const { found } = countSerials({
      area: aisle,
      openedAt: OPENED_AT,
      rows: rows.map((row) => ({ ...row, version: 0 })),
      sightings: [{ movement: sighting, serialKey: 'NOBODY-KNOWS', seq: null }]
    });
    expect(found).toMatchObject([{ finding: 'unexpected' }]);
  });

  test('goes by the last sighting of a serial', () => {
    const { found } = count([before({ serial: 'A' }), seen('A', 'loc-2'), seen('A', 'loc-1')], 2);
    expect(found).toMatchObject([{ locationId: 'loc-1', finding: 'as-expected' }]);
  });
});

test('a sighting is judged at the beep, by what was known before it', () => {
  const state = world([before({ serial: 'A' })]).rows[0]?.state ?? null;
  expect(judgeSighting(state, seen('A', 'loc-1'))).toBe('as-expected');
  expect(judgeSighting(state, seen('A', 'loc-2'))).toBe('misplaced');
  expect(judgeSighting(null, seen('A', 'loc-2'))).toBe('unexpected');
});

test('validating leaves no difference and no contradiction, except of serials that had left', () => {
  const movements = [
    before({ serial: 'GONE' }),
    before({ serial: 'ELSEWHERE', toLocationId: 'loc-9' }),
    seen('ELSEWHERE', 'loc-1'),
    seen('NOBODY-KNOWS', 'loc-2')
  ];
  const all = [...movements, ...settled(count(movements))];
  const again = count(all);
  expect(again.missing).toEqual([]);
  expect(again.found.every(({ finding }) => finding === 'as-expected')).toBe(true);
  expect(world(all).rows.flatMap((row) => openAnomalies(row))).toEqual([]);
  expect(world(all).rows.find(({ serial }) => serial === 'GONE')?.state.status).toBe('missing');
});

const SERIALS = ['A', 'B', 'C', 'D'];
const PLACES = ['loc-1', 'loc-2', 'loc-9'];

const planArbitrary = fc.array(
  fc.record({
    serial: fc.constantFrom(...SERIALS),
    place: fc.constantFrom(...PLACES),
    kind: fc.constantFrom('receipt' as const, 'transfer' as const, 'shipment' as const, 'count' as const),
    isDuring: fc.boolean()
  }),
  { maxLength: 14 }
);

type Plan = { serial: string; place: string; kind: Movement['kind']; isDuring: boolean };

const movementsOf = (plans: readonly Plan[]): Movement[] =>
  plans.map(({ serial, place, kind, isDuring }) => {
    if (kind === 'count') return seen(serial, place);
    return (isDuring ? during : before)({
      serial,
      kind,
      ...(kind === 'shipment' ? { fromLocationId: place } : { toLocationId: place })
    });
  });

test('whatever happened, what moved during the count is not missing, and each serial is told once', () => {
  fc.assert(
    fc.property(planArbitrary, (plans) => {
      const movements = movementsOf(plans);
      const { found, missing, movedMeanwhile } = count(movements);
      const lastMoved = (serial: string) =>
        movements.filter((movement) => movement.serial === serial && movement.kind !== 'count').at(-1);
      for (const { serial } of missing) {
        expect(found.some((one) => one.serial === serial)).toBe(false);
        expect(movements.some((one) => one.serial === serial && one.kind === 'count')).toBe(false);
        expect(lastMoved(serial)).toBeDefined();
      }
      const held = world(movements).rows.filter(
        ({ productId, serialKey, state }) =>
          state.status === 'in-stock' &&
          isInArea(aisle, { productId, locationId: state.locationId }) &&
          !found.some((one) => one.serialKey === serialKey)
      );
      expect(missing.length + movedMeanwhile).toBe(held.length);
      const standing = held.filter(({ state }) => (state.since ?? 0) <= OPENED_AT);
      expect(missing.map(({ serialKey }) => serialKey)).toEqual(standing.map(({ serialKey }) => serialKey));
    })
  );
});

test('whatever was seen, validating twice, as two desks may, says no more than validating once', () => {
  fc.assert(
    fc.property(planArbitrary, (plans) => {
      const movements = movementsOf(plans);
      const result = count(movements);
      const once = count([...movements, ...settled(result)]);
      const twice = count([...movements, ...settled(result), ...settled(result)]);
      expect(once.missing).toEqual([]);
      expect(twice.missing).toEqual([]);
      expect(twice.found.map(({ finding }) => finding)).toEqual(once.found.map(({ finding }) => finding));
      expect(once.found.filter(({ finding }) => finding === 'unexpected')).toEqual([]);
    })
  );
});

test('the area of a place is all that is inside it; of a site, its places; of a product, anywhere', () => {
  const place = (id: string, parentId: string | null, siteId = 'site-1') => ({
    id,
    parentId,
    siteId,
    code: id,
    name: id,
    barcode: null,
    archived: false
  });
  const locations = [
    place('shelf', 'aisle'),
    place('aisle', null),
    place('dock', null),
    place('far', null, 'site-2')
  ];
  const nothing = { siteId: null, locationId: null, productId: null };
  expect([...(areaOf({ ...nothing, locationId: 'aisle' }, locations).locationIds ?? [])]).toEqual([
    'aisle',
    'shelf'
  ]);
  expect([...(areaOf({ ...nothing, siteId: 'site-1' }, locations).locationIds ?? [])].sort()).toEqual([
    'aisle',
    'dock',
    'shelf'
  ]);
  const anywhere = areaOf({ ...nothing, productId: 'p' }, locations);
  expect(isInArea(anywhere, { productId: 'p', locationId: null })).toBe(true);
  expect(isInArea(anywhere, { productId: 'q', locationId: null })).toBe(false);
});
