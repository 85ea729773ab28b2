import { compareCodePoints } from '../text/compare-code-points.ts';
import { admittedPlaces, placeOrder, productOrder, type SearchCatalogue } from './search-catalogue.ts';
import { productHolds, readSearchText, relevance, serialHolds } from './search-words.ts';
import { serialKey } from './serial-identity.ts';
import {
  admitsStatus,
  noCounts,
  type SerialPosition,
  type SerialQuery,
  type SerialSort,
  type StatusCounts
} from './serial-query.ts';
import { openAnomalies, type SerialRow } from './serial-row.ts';
import { serialStatuses } from './status.ts';

/** What searching reads of a serial's row. */
export type SearchableRow = Pick<
  SerialRow,
  'productId' | 'serialKey' | 'state' | 'anomalies' | 'warnings' | 'acceptances'
>;

/** A query made ready for row after row: what it means, in its plainest form. */
export interface SerialMatcher {
  matches(row: SearchableRow): boolean;
  /** All of the query but its `statuses` and `presence`: what `StatusCounts` count. */
  matchesAnyStatus(row: SearchableRow): boolean;
  positionOf(row: SearchableRow): SerialPosition;
  compare(a: SerialPosition, b: SerialPosition): number;
}

export function createSerialMatcher(query: SerialQuery, catalogue: SearchCatalogue): SerialMatcher {
  const holdsText = textTest(query, catalogue);
  const places = admittedPlaces(query, catalogue);
  const { condition, productId, partnerId, changedFrom, changedTo, withAnomaly } = query;
  const matchesAnyStatus = (row: SearchableRow): boolean => {
    const { state } = row;
    return (
      (productId === null || row.productId === productId) &&
      (condition === null || state.condition === condition) &&
      (partnerId === null || state.partnerId === partnerId) &&
      (places === null || (state.locationId !== null && places.has(state.locationId))) &&
      (changedFrom === null || (state.since !== null && state.since >= changedFrom)) &&
      (changedTo === null || (state.since !== null && state.since < changedTo)) &&
      (!withAnomaly || openAnomalies(row).length > 0) &&
      holdsText(row)
    );
  };
  const valueOf = sortValue(query, catalogue);
  return {
    matchesAnyStatus,
    matches: (row) => admitsStatus(query, row.state.status) && matchesAnyStatus(row),
    positionOf: (row) => ({ value: valueOf(row), serialKey: row.serialKey, productId: row.productId }),
    compare: positionComparer(query.sort)
  };
}

function textTest(query: SerialQuery, { products }: SearchCatalogue): (row: SearchableRow) => boolean {
  const { words } = readSearchText(query.text);
  const tests = words.map((word) => {
    const ids = new Set(products.filter((product) => productHolds(product, word)).map(({ id }) => id));
    return ({ productId, serialKey: key, state: { lot } }: SearchableRow): boolean =>
      serialHolds(serialKey(key), word) ||
      (lot !== null && serialKey(lot).includes(word.key)) ||
      ids.has(productId);
  });
  return (row) => tests.every((test) => test(row));
}

function sortValue(
  query: SerialQuery,
  catalogue: SearchCatalogue
): (row: SearchableRow) => SerialPosition['value'] {
  const { field } = query.sort;
  if (field === 'relevance') {
    const sought = readSearchText(query.text);
    return (row) => relevance(serialKey(row.serialKey), sought);
  }
  if (field === 'product') {
    const codeOf = productOrder(catalogue);
    return (row) => codeOf(row.productId);
  }
  if (field === 'place') {
    const codeOf = placeOrder(catalogue);
    return ({ state }) => (state.locationId === null ? null : codeOf(state.locationId));
  }
  if (field === 'status') return ({ state }) => serialStatuses.indexOf(state.status);
  return field === 'since' ? ({ state }) => state.since : (row) => row.serialKey;
}

function compareValues(a: SerialPosition['value'], b: SerialPosition['value'], sign: number): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (typeof a === 'number' || typeof b === 'number') return sign * (Number(a) - Number(b));
  return sign * compareCodePoints(a, b);
}

/** The order of a sorted list. */
export function positionComparer({
  field,
  direction
}: SerialSort): (a: SerialPosition, b: SerialPosition) => number {
  const sign = direction === 'descending' ? -1 : 1;
  const bySerial = (a: SerialPosition, b: SerialPosition): number =>
    compareCodePoints(a.serialKey, b.serialKey) || compareCodePoints(a.productId, b.productId);
  if (field === 'serial') return (a, b) => sign * bySerial(a, b);
  return (a, b) => compareValues(a.value, b.value, sign) || bySerial(a, b);
}

/** What a query finds. */
export interface SerialsFound<Row> {
  /** In the order of the query's sort. */
  rows: Row[];
  counts: StatusCounts;
}

/** Everything that a query finds among some rows, sorted: the definition that every index is held to. */
export function selectSerials<Row extends SearchableRow>(
  rows: Iterable<Row>,
  query: SerialQuery,
  catalogue: SearchCatalogue
): SerialsFound<Row> {
  const matcher = createSerialMatcher(query, catalogue);
  const counts = noCounts();
  const found: { row: Row; position: SerialPosition }[] = [];
  for (const row of rows) {
    if (!matcher.matchesAnyStatus(row)) continue;
    counts[row.state.status] += 1;
    if (admitsStatus(query, row.state.status)) found.push({ row, position: matcher.positionOf(row) });
  }
  found.sort((a, b) => matcher.compare(a.position, b.position));
  return { rows: found.map(({ row }) => row), counts };
}
