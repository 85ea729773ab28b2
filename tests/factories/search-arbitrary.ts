import fc from 'fast-check';
import { plainProduct } from '../../src/lib/domain/catalogue/catalogue.ts';
import type { SearchableRow } from '../../src/lib/domain/serial/serial-matcher.ts';
import {
  serialSortFields,
  sortDirections,
  type SerialQuery
} from '../../src/lib/domain/serial/serial-query.ts';
import { serialStatuses } from '../../src/lib/domain/serial/status.ts';
import { testId } from './history-arbitrary.ts';

const place = (id: string, siteId: string, parentId: string | null, code = id) => ({
  id,
  siteId,
  parentId,
  code,
  name: id,
  barcode: null,
  archived: false
});

/** Codes that are equal, codes in another order than ids, a tree of places, and a circle of them. */
export const searchCatalogue = {
  sites: ['site-1', 'site-2'].map((id, at) => ({
    id,
    code: `D${2 - at}`,
    name: id,
    timeZone: 'Europe/Paris',
    archived: false
  })),
  locations: [
    place('aisle', 'site-1', null, 'A'),
    place('shelf', 'site-1', 'aisle', 'A-1'),
    place('bin', 'site-1', 'shelf', '0'),
    place('yard', 'site-2', null, 'A'),
    place('egg', 'site-2', 'hen'),
    place('hen', 'site-2', 'egg')
  ],
  products: [
    plainProduct({ id: 'product-1', code: 'ÉC-1', label: 'Écran', gtins: ['09521234000013'] }),
    plainProduct({ id: 'product-2', code: 'B', label: 'sn ab', exactCase: true }),
    plainProduct({ id: 'product-3', code: 'B', label: 'Câble 1' })
  ],
  partners: ['partner-1', 'partner-2'].map((id) => ({
    id,
    code: id,
    name: id,
    roles: ['supplier' as const],
    archived: false
  }))
};

const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });

/** Few letters, so that texts often hold one another; letters beyond one byte, and beyond two. */
const letters = fc.string({
  unit: fc.constantFrom('A', 'B', 'a', '1', '0', '-', 'é', 'Ａ', '😀'),
  maxLength: 5
});
const serialKeyArbitrary = letters.filter((text) => text.length > 0);
const instant = fc.constantFrom(-1, 0, 1, 1000, 2000);
const anomaly = fc.record({
  id: fc.constantFrom('double-exit:1', 'double-exit:2'),
  type: fc.constant('double-exit' as const),
  movementId: fc.constant(testId(1, 1)),
  againstMovementId: fc.constant(null)
});

/** A row as searching sees it; product and place are now and then unknown to the catalogue. */
export const searchableRowArbitrary: fc.Arbitrary<SearchableRow> = fc.record({
  productId: fc.constantFrom('product-1', 'product-2', 'product-3', 'product-9'),
  serialKey: serialKeyArbitrary,
  state: fc.record({
    status: fc.constantFrom(...serialStatuses),
    condition: fc.constantFrom('available' as const, 'quarantine' as const),
    locationId: orNull(fc.constantFrom('aisle', 'shelf', 'bin', 'yard', 'egg', 'nowhere')),
    destinationId: fc.constant(null),
    lot: orNull(letters),
    container: fc.constant(null),
    partnerId: orNull(fc.constantFrom('partner-1', 'partner-2')),
    since: orNull(instant),
    lastMovementId: fc.constant(null)
  }),
  anomalies: fc.array(anomaly, { maxLength: 1 }),
  warnings: fc.array(anomaly, { maxLength: 1 }),
  acceptances: fc.array(
    fc.record({
      movementId: fc.constant(testId(1, 2)),
      anomalyId: fc.constantFrom('double-exit:1', 'double-exit:2'),
      against: fc.constant(null)
    }),
    { maxLength: 1 }
  )
});

/** Rows of which no two are the same serial. */
export const searchableRowsArbitrary = fc.uniqueArray(searchableRowArbitrary, {
  selector: ({ productId, serialKey }) => `${productId}/${serialKey}`,
  maxLength: 30
});

const textArbitrary = fc.oneof(
  { weight: 2, arbitrary: fc.constant('') },
  { weight: 4, arbitrary: letters },
  { weight: 2, arbitrary: fc.tuple(letters, letters).map((words) => words.join(' ')) },
  { weight: 2, arbitrary: fc.constantFrom('A0-A1', 'a0-a1', '0-1', 'B0+1', '00-11', 'A10-11', 'A0-A1 A') },
  { weight: 1, arbitrary: fc.constantFrom('écran', 'CABLE 1', ' 9521\t', '\u0301', '\u0000', '1\u0007') }
);

/** Null four times in five: a query with every filter finds nothing. */
const rarely = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value });

export const serialQueryArbitrary: fc.Arbitrary<SerialQuery> = fc.record({
  text: textArbitrary,
  statuses: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...serialStatuses), { minLength: 1 }) }
  ),
  presence: rarely(fc.constantFrom('never' as const, 'in' as const, 'moving' as const, 'out' as const)),
  condition: rarely(fc.constantFrom('available' as const, 'quarantine' as const)),
  productId: rarely(fc.constantFrom('product-1', 'product-2', 'product-9', 'no-product')),
  locationId: rarely(fc.constantFrom('aisle', 'shelf', 'hen', 'yard', 'nowhere')),
  siteId: rarely(fc.constantFrom('site-1', 'site-2', 'no-site')),
  partnerId: rarely(fc.constantFrom('partner-1', 'partner-2', 'no-partner')),
  changedFrom: rarely(instant),
  changedTo: rarely(instant),
  withAnomaly: fc.nat(4).map((one) => one === 0),
  sort: fc.record({
    field: fc.constantFrom(...serialSortFields),
    direction: fc.constantFrom(...sortDirections)
  })
});
