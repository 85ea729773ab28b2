import type { CommittedMovement } from '../../../src/lib/protocol/rows.ts';
import { likeLiteral, searchTerms } from '../search.ts';
import type { SearchResult, SerialIdentity, SerialRecord } from '../store.ts';
import { createCatalogueReader } from './catalogue.ts';
import { movementFrom, movementSelect, toCommitted, type MovementRecord } from './movement-codec.ts';
import type { Query, SqliteDatabase } from './open-database.ts';
import { rowColumns, toRow, type SerialRecordRow } from './row-codec.ts';

type NamedRecord = MovementRecord & { device_name: string | null };

/** Questions about single serials. LIKE and upper() fold ASCII only, exactly as `serialKey` does. */
export function createLookups(client: SqliteDatabase, query: Query) {
  const catalogue = createCatalogueReader(query);
  const columns = rowColumns.join(', ');
  const matching = `
    WITH wanted AS (SELECT @key AS key, @contains AS contains, @prefix AS prefix)
    SELECT %s FROM serial, wanted
    WHERE serial_key LIKE contains ESCAPE '\\' OR lot LIKE contains ESCAPE '\\'
       OR product_id IN (SELECT value FROM json_each(@productIds))`;
  const matches = client.prepare<[Record<string, string | number>], SerialRecordRow>(
    `${matching.replace('%s', `id, ${columns}`)}
     ORDER BY CASE WHEN upper(serial_key) = key THEN 0
                   WHEN serial_key LIKE prefix ESCAPE '\\' THEN 1
                   WHEN serial_key LIKE contains ESCAPE '\\' THEN 2 ELSE 3 END,
              serial_key, product_id
     LIMIT @limit`
  );
  const total = client.prepare<[Record<string, string>], number>(matching.replace('%s', 'count(*)')).pluck();
  const row = client.prepare<[string, string], SerialRecordRow>(
    `SELECT id, ${columns} FROM serial WHERE product_id = ? AND serial_key = ?`
  );
  const named = `SELECT ${movementSelect}, d.name AS device_name
    FROM ${movementFrom} LEFT JOIN device d ON d.id = t.device_id`;
  const movementsOf = client.prepare<[number], NamedRecord>(`${named} WHERE m.serial_id = ? ORDER BY m.seq`);
  const unidentified = client.prepare<[number], NamedRecord>(
    `${named} WHERE m.unidentified = 1 ORDER BY m.seq DESC LIMIT ?`
  );

  function searchSerials({ text, limit }: { text: string; limit: number }): SearchResult {
    const terms = searchTerms(text, catalogue.products());
    const literal = likeLiteral(terms.key);
    const wanted = {
      key: terms.key,
      contains: `%${literal}%`,
      prefix: `${literal}%`,
      productIds: JSON.stringify([...terms.productIds])
    };
    return { rows: matches.all({ ...wanted, limit }).map(toRow), total: total.get(wanted) ?? 0 };
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
