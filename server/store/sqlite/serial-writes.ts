import { isDeepStrictEqual } from 'node:util';
import type { VersionedRow } from '../../../src/lib/protocol/rows.ts';
import type { Commit } from '../plan-batch.ts';
import { neverPurged, type SerialOpening } from '../purge.ts';
import { reconcileRow, touchedSerials, warnNamesakes, type TouchedSerial } from '../reconcile.ts';
import { createSerialHistories } from './kept-history.ts';
import type { ProductFacts } from './known-facts.ts';
import type { SqliteDatabase } from './open-database.ts';
import { changingColumns, changingValues, rowColumns, toRow, type SerialRecordRow } from './row-codec.ts';

/** What the row of a serial was, and what a batch has made of it. */
export interface SerialWrite {
  serialId: number;
  before: VersionedRow | undefined;
  after: VersionedRow;
  /** None when the row changed because of another product's. */
  commits: readonly Commit[];
}

interface Known {
  id: number;
  row: VersionedRow;
}

/** The rows of serials inside the transaction of a batch. */
export function createSerialWrites(client: SqliteDatabase) {
  const { keptHistory, wholeHistory } = createSerialHistories(client);
  const columns = rowColumns.join(', ');
  const statements = {
    byKeys: client.prepare<[string], SerialRecordRow>(
      `SELECT id, ${columns} FROM serial WHERE serial_key IN (SELECT value FROM json_each(?))`
    ),
    add: client.prepare(`INSERT INTO serial (${columns}) VALUES (${rowColumns.map(() => '?').join(', ')})`),
    set: client.prepare(
      `UPDATE serial SET ${changingColumns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`
    ),
    announce: client.prepare<[number, number]>('REPLACE INTO row_change (serial_id, seq) VALUES (?, ?)')
  };

  function write(
    touched: TouchedSerial,
    known: Known | undefined,
    facts: ProductFacts | undefined
  ): SerialWrite {
    const { commits } = touched;
    const after = reconcileRow({
      row: known?.row,
      touched,
      pattern: facts?.serialPattern ?? null,
      history: () => (known ? keptHistory(known.id) : neverPurged<SerialOpening>([]))
    });
    if (!known) return { serialId: add(after), before: undefined, after, commits };
    statements.set.run(...changingValues(after), known.id);
    return { serialId: known.id, before: known.row, after, commits };
  }

  const add = (row: VersionedRow): number =>
    Number(statements.add.run(...changingValues(row), row.productId, row.serialKey).lastInsertRowid);

  /** Known rows by serial key, then by product: those of other products are there too. */
  function readKnown(keys: readonly string[]): Map<string, Map<string, Known>> {
    const byKey = new Map<string, Map<string, Known>>();
    for (const record of statements.byKeys.all(JSON.stringify(keys))) {
      const products = byKey.get(record.serial_key) ?? new Map<string, Known>();
      byKey.set(record.serial_key, products);
      products.set(record.product_id, { id: record.id, row: toRow(record) });
    }
    return byKey;
  }

  return {
    /**
     * Writes the rows of the serials that a batch touches. `shared` are those
     * whose serial is known under several products: their warnings are to be
     * settled once the movements are written.
     */
    reconcile(
      commits: readonly Commit[],
      products: ReadonlyMap<string, ProductFacts>
    ): { writes: SerialWrite[]; shared: SerialWrite[][] } {
      const touched = touchedSerials(commits);
      const known = readKnown([...touched.keys()]);
      const writes: SerialWrite[] = [];
      const shared: SerialWrite[][] = [];
      for (const [key, ofProducts] of touched) {
        const rows = known.get(key);
        const made = [...ofProducts].map(([productId, one]) =>
          write(one, rows?.get(productId), products.get(productId))
        );
        writes.push(...made);
        const others = [...(rows ?? [])].filter(([productId]) => !ofProducts.has(productId));
        if (made.length + others.length > 1) {
          const untouched = others.map(([, { id, row }]) => ({
            serialId: id,
            before: row,
            after: row,
            commits: []
          }));
          shared.push([...made, ...untouched]);
        }
      }
      return { writes, shared };
    },

    /**
     * Settles the warnings of serials that several products share, and writes the
     * rows that change by it.
     *
     * @param nextSeq gives a row that no movement touched its own place in the feed
     * @returns the writes with their final rows, where they changed
     */
    settleShared(shared: readonly SerialWrite[], nextSeq: () => number): SerialWrite[] {
      const settled = warnNamesakes(
        shared.map(({ serialId, after }) => ({ row: after, history: wholeHistory(serialId) }))
      );
      return shared.flatMap((one, place) => {
        const row = settled[place] ?? one.after;
        if (isDeepStrictEqual(row.warnings, one.after.warnings)) return [];
        if (one.commits.length === 0) {
          row.version = nextSeq();
          statements.announce.run(one.serialId, row.version);
        }
        statements.set.run(...changingValues(row), one.serialId);
        return [{ ...one, after: row }];
      });
    }
  };
}
