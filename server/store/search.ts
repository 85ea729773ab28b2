import type { SearchCatalogue } from '../../src/lib/domain/serial/search-catalogue.ts';
import { createSerialMatcher, selectSerials } from '../../src/lib/domain/serial/serial-matcher.ts';
import type { VersionedRow } from '../../src/lib/protocol/rows.ts';
import type { SearchInput, SearchResult } from './store.ts';

/** A page of what a query finds among some rows, by looking at every one. */
export function searchPage(
  rows: Iterable<VersionedRow>,
  catalogue: SearchCatalogue,
  { query, after, limit }: SearchInput
): SearchResult {
  const { positionOf, compare } = createSerialMatcher(query, catalogue);
  const found = selectSerials(rows, query, catalogue);
  const behind =
    after === null ? found.rows : found.rows.filter((row) => compare(positionOf(row), after) > 0);
  const page = behind.slice(0, limit);
  const last = behind.length > limit ? page.at(-1) : undefined;
  return {
    rows: page,
    total: found.rows.length,
    counts: found.counts,
    next: last ? positionOf(last) : null
  };
}
