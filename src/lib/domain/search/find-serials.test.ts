import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  searchableRowArbitrary,
  searchableRowsArbitrary,
  searchCatalogue,
  serialQueryArbitrary
} from '../../../../tests/factories/search-arbitrary.ts';
import { createSerialMatcher, selectSerials, type SearchableRow } from '../serial/serial-matcher.ts';
import { everySerial, type SerialPosition, type SerialQuery } from '../serial/serial-query.ts';
import { CatalogueIndex } from './catalogue-index.ts';
import { findSerials } from './find-serials.ts';
import { SerialIndex, toIndexedSerial } from './serial-index.ts';

const identity = ({ productId, serialKey }: { productId: string; serialKey: string }): string =>
  `${productId}/${serialKey}`;
const catalogue = new CatalogueIndex(searchCatalogue);

function indexOf(rows: readonly SearchableRow[]): SerialIndex {
  const index = new SerialIndex();
  for (const row of rows) index.add(toIndexedSerial(row));
  return index;
}

const named = (index: SerialIndex, slots: Iterable<number>): string[] =>
  Array.from(slots, (slot) => identity(index.identityOf(slot)));

function expectAsDefined(index: SerialIndex, rows: readonly SearchableRow[], query: SerialQuery): void {
  const defined = selectSerials(rows, query, searchCatalogue);
  const finding = findSerials(index, query, catalogue);
  expect(named(index, finding.all())).toEqual(defined.rows.map(identity));
  expect(named(index, finding.page({ after: null, limit: 5 }).slots)).toEqual(
    defined.rows.slice(0, 5).map(identity)
  );
  expect(finding.total).toBe(defined.rows.length);
  expect(finding.counts).toEqual(defined.counts);
}

test('any query over any rows finds what the definition finds, in its order', () => {
  fc.assert(
    fc.property(searchableRowsArbitrary, serialQueryArbitrary, (rows, query) => {
      expectAsDefined(indexOf(rows), rows, query);
    }),
    { numRuns: 1000 }
  );
});

test('it stays so while rows change, go, come back and are added', () => {
  const step = fc.record({ at: fc.nat(40), to: searchableRowArbitrary, goes: fc.nat(3) });
  fc.assert(
    fc.property(
      searchableRowsArbitrary,
      fc.array(step, { maxLength: 12 }),
      serialQueryArbitrary,
      (rows, steps, query) => {
        const index = indexOf(rows);
        const slots = new Map(rows.map((row, slot) => [slot, row]));
        for (const { at, to, goes } of steps) {
          const slot = at % (index.size + 1);
          findSerials(index, query, catalogue).page({ after: null, limit: 5 });
          if (slot === index.size) {
            const isKnown = named(index, Array(index.size).keys()).includes(identity(to));
            if (!isKnown) slots.set(index.add(toIndexedSerial(to)), to);
          } else if (goes === 0) {
            index.remove(slot);
            slots.delete(slot);
          } else {
            const row = { ...to, ...index.identityOf(slot) };
            index.set(slot, toIndexedSerial(row));
            slots.set(slot, row);
          }
        }
        expectAsDefined(index, [...slots.values()], query);
      }
    ),
    { numRuns: 300 }
  );
});

test('the pages of any query are its list, and go on from a row that is no longer there', () => {
  fc.assert(
    fc.property(
      searchableRowsArbitrary,
      serialQueryArbitrary,
      fc.integer({ min: 1, max: 7 }),
      (rows, query, limit) => {
        const index = indexOf(rows);
        const finding = findSerials(index, query, catalogue);
        const paged: string[] = [];
        for (let after: SerialPosition | null = null; ;) {
          const page = finding.page({ after, limit });
          expect(page.slots.length).toBeLessThanOrEqual(limit);
          paged.push(...named(index, page.slots));
          after = page.next;
          if (after === null) break;
        }
        expect(paged).toEqual(named(index, finding.all()));
      }
    ),
    { numRuns: 500 }
  );
});

test('behind any position, one of a row or of none, stands what the definition puts there', () => {
  fc.assert(
    fc.property(
      searchableRowsArbitrary,
      searchableRowArbitrary,
      serialQueryArbitrary,
      (rows, other, query) => {
        const { positionOf, compare } = createSerialMatcher(query, searchCatalogue);
        const after = positionOf(other);
        const index = indexOf(rows);
        const { slots } = findSerials(index, query, catalogue).page({ after, limit: 1000 });
        const defined = selectSerials(rows, query, searchCatalogue).rows;
        expect(named(index, slots)).toEqual(
          defined.filter((row) => compare(positionOf(row), after) > 0).map(identity)
        );
      }
    ),
    { numRuns: 500 }
  );
});

test('among more rows than a block holds, pages from anywhere are those of the whole list', () => {
  const [first] = fc.sample(searchableRowArbitrary, { seed: 3, numRuns: 1 });
  if (!first) throw new Error('no row');
  const rows = Array.from({ length: 9000 }, (_, at): SearchableRow => {
    const since = at % 5 === 0 ? null : (at * 7919) % 6007;
    const locationId = ['aisle', 'bin', 'yard', null][at % 4] ?? null;
    return { ...first, serialKey: `SN-${(at * 6007) % 9000}`, state: { ...first.state, since, locationId } };
  });
  const index = indexOf(rows);
  const sorts = ['serial', 'since', 'place', 'relevance'] as const;
  for (const field of sorts) {
    for (const text of ['', 'sn-1', '99', 'sn-8999', 'none']) {
      const query: SerialQuery = { ...everySerial, text, sort: { field, direction: 'descending' } };
      expectAsDefined(index, rows, query);
      const finding = findSerials(index, query, catalogue);
      const all = [...finding.all()];
      const first = finding.page({ after: null, limit: 4500 });
      expect(first.slots).toEqual(all.slice(0, 4500));
      if (!first.next) continue;
      expect(finding.page({ after: first.next, limit: 60 }).slots).toEqual(all.slice(4500, 4560));
    }
  }
});
