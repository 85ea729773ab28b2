import type { CommittedMovement } from '../../../src/lib/protocol/rows.ts';
import { searchPage } from '../search.ts';
import type { SearchInput, SearchResult, SerialIdentity, SerialRecord } from '../store.ts';
import { createCatalogueReader } from './catalogue.ts';
import { movementFrom, movementSelect, toCommitted, type MovementRecord } from './movement-codec.ts';
import type { Query, SqliteDatabase } from './open-database.ts';
import { rowColumns, toRow, type SerialRecordRow } from './row-codec.ts';

type NamedRecord = MovementRecord & { device_name: string | null };

/** Questions about serials. */
export function createLookups(client: SqliteDatabase, query: Query) {
  const catalogue = createCatalogueReader(query);
  const columns = rowColumns.join(', ');
  const everyRow = client.prepare<[], SerialRecordRow>(`SELECT id, ${columns} FROM serial`);
  const row = client.prepare<[string, string], SerialRecordRow>(
    `SELECT id, ${columns} FROM serial WHERE product_id = ? AND serial_key = ?`
  );
  const named = `SELECT ${movementSelect}, d.name AS device_name
    FROM ${movementFrom} LEFT JOIN device d ON d.id = t.device_id`;
  const movementsOf = client.prepare<[number], NamedRecord>(`${named} WHERE m.serial_id = ? ORDER BY m.seq`);
  const unidentified = client.prepare<[number], NamedRecord>(
    `${named} WHERE m.unidentified = 1 ORDER BY m.seq DESC LIMIT ?`
  );

  function searchSerials(input: SearchInput): SearchResult {
    return searchPage(everyRow.all().map(toRow), catalogue.readAll(), input);
  }

  function readSerial({ productId, serialKey }: SerialIdentity): SerialRecord | null {
    const record = row.get(productId, serialKey);
    return record ? { row: toRow(record), movements: movementsOf.all(record.id).map(toCommitted) } : null;
  }

  return {
    searchSerials: client.transaction(searchSerials),
    readSerial: client.transaction(readSerial),
    readUnidentified: ({ limit }: { limit: number }): CommittedMovement[] =>
      unidentified.all(limit).map(toCommitted)
  };
}
