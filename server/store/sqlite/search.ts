import { setImmediate as nextTurn } from 'node:timers/promises';
import { CatalogueIndex } from '../../../src/lib/domain/search/catalogue-index.ts';
import { countStock, type SerialCount } from '../../../src/lib/domain/search/count-stock.ts';
import { findSerials } from '../../../src/lib/domain/search/find-serials.ts';
import { findNearSlots } from '../../../src/lib/domain/search/near-slots.ts';
import type { NearQuery } from '../../../src/lib/domain/serial/near-rows.ts';
import type { VersionedRow } from '../../../src/lib/protocol/rows.ts';
import type { SearchInput, SearchResult } from '../store.ts';
import { createCatalogueReader } from './catalogue.ts';
import type { Query, SqliteDatabase } from './open-database.ts';
import { rowColumns, toRow, type SerialRecordRow } from './row-codec.ts';
import { SearchRows } from './search-rows.ts';

/** Reads the catalogue again only when it changed: each of its rows has a place in the feed. */
function createCatalogueCache(client: SqliteDatabase, query: Query): () => CatalogueIndex {
  const reader = createCatalogueReader(query);
  const lastChange = client
    .prepare<[], string>(
      `SELECT json_array((SELECT max(seq) FROM product), (SELECT max(seq) FROM location), (SELECT max(seq) FROM site))`
    )
    .pluck();
  let cached: { at: string | undefined; catalogue: CatalogueIndex } | null = null;
  return () => {
    const at = lastChange.get();
    if (cached?.at !== at) cached = null;
    cached ??= { at, catalogue: new CatalogueIndex(reader.readAll()) };
    return cached.catalogue;
  };
}

/**
 * Searching among serials. The index is in memory (see `SearchRows`), the rows of
 * a page come from the table.
 */
export function createSearch(client: SqliteDatabase, query: Query) {
  const rows = new SearchRows(client);
  const readCatalogue = createCatalogueCache(client, query);
  const rowsById = client.prepare<[string], SerialRecordRow>(
    `SELECT id, ${rowColumns.join(', ')} FROM serial WHERE id IN (SELECT value FROM json_each(?))`
  );

  function readSlots(slots: readonly number[]): VersionedRow[] {
    const ids = rows.idsOf(slots);
    const found = new Map(rowsById.all(JSON.stringify(ids)).map((record) => [record.id, toRow(record)]));
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  /** Asks the index in one moment of the database; null while rows have yet to be taken in. */
  const askOnce = client.transaction(
    <Answer>(ask: (catalogue: CatalogueIndex) => Answer): { answer: Answer } | null =>
      rows.catchUp() ? null : { answer: ask(readCatalogue()) }
  );

  /** The first question to a process takes in every row, and lets others be answered meanwhile. */
  async function ask<Answer>(question: (catalogue: CatalogueIndex) => Answer): Promise<Answer> {
    for (;;) {
      const asked = askOnce(question) as { answer: Answer } | null;
      if (asked) return asked.answer;
      await nextTurn();
    }
  }

  return {
    searchSerials: ({ query: wanted, after, limit }: SearchInput): Promise<SearchResult> =>
      ask((catalogue) => {
        const { total, counts, page } = findSerials(rows.index, wanted, catalogue);
        const { slots, next } = page({ after, limit });
        return { rows: readSlots(slots), total, counts, next };
      }),
    /** Serials in stock by product, place and lot. */
    countStock: (): Promise<SerialCount[]> => ask(() => countStock(rows.index)),
    nearSerials: (wanted: NearQuery): Promise<VersionedRow[]> =>
      ask(({ exactCaseOf }) => readSlots(findNearSlots(rows.index, wanted, exactCaseOf)))
  };
}
