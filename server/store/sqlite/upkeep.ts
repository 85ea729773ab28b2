import { projectSerial } from '../../../src/lib/domain/serial/serial-row.ts';
import { differingFields } from '../compare-rows.ts';
import { planPurge, type PurgePlan } from '../purge.ts';
import type {
  Difference,
  PurgeablePage,
  PurgeProgress,
  PurgeStep,
  RecalculateProgress,
  Step
} from '../upkeep.ts';
import { packPayload } from './archive-codec.ts';
import { createHistories, toCommittedHistory, toHistory, type SerialHistory } from './histories.ts';
import type { SqliteDatabase } from './open-database.ts';
import { changingColumns, changingValues } from './row-codec.ts';

const nextOf = (found: readonly SerialHistory[], { limit }: Step): number | null =>
  found.length < limit ? null : (found.at(-1)?.serialId ?? null);

/** See `Upkeep`. Each step is one transaction. */
export function createUpkeep(client: SqliteDatabase) {
  const histories = createHistories(client);
  const statements = {
    pack: client.prepare<[number, Buffer]>('INSERT INTO archive (seq, payload) VALUES (?, ?)'),
    empty: client.prepare<[number]>(`UPDATE movement SET payload = '' WHERE seq = ?`),
    setOpening: client.prepare<[number, string]>(
      `INSERT INTO opening (serial_id, "row") VALUES (?, ?)
       ON CONFLICT (serial_id) DO UPDATE SET "row" = excluded."row"`
    ),
    dropOpening: client.prepare<[number]>('DELETE FROM opening WHERE serial_id = ?'),
    lastSeq: client.prepare<[], number>('SELECT last_seq FROM feed').pluck(),
    setLastSeq: client.prepare<[number]>('UPDATE feed SET last_seq = ?'),
    announce: client.prepare<[number, number]>('REPLACE INTO row_change (serial_id, seq) VALUES (?, ?)'),
    setRow: client.prepare(
      `UPDATE serial SET ${changingColumns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`
    )
  };

  const planOf = ({ row, records }: SerialHistory, { before, scope }: PurgeStep): PurgePlan | null =>
    planPurge({ identity: row, history: toHistory(records), before, scope });

  /** Those records that the plan puts away and that are not away yet. */
  function leaving({ records }: SerialHistory, plan: PurgePlan): SerialHistory['records'] {
    const ids = new Set(plan.archivedIds);
    const parsed = toHistory(records);
    return records.filter(({ archived }, at) => !archived && ids.has(parsed[at]?.id ?? ''));
  }

  function readPurgeable(step: PurgeStep): PurgeablePage {
    const found = histories(step);
    const committed = found.flatMap((history) => {
      const plan = planOf(history, step);
      return plan ? toCommittedHistory(leaving(history, plan)) : [];
    });
    return { serials: found.length, movements: committed.length, committed, next: nextOf(found, step) };
  }

  function purge(step: PurgeStep): PurgeProgress {
    const found = histories(step);
    let movements = 0;
    for (const history of found) {
      const plan = planOf(history, step);
      const records = plan ? leaving(history, plan) : [];
      if (!plan || records.length === 0) continue;
      for (const { seq, payload } of records) {
        statements.pack.run(seq, packPayload(payload));
        statements.empty.run(seq);
      }
      if (plan.opening) statements.setOpening.run(history.serialId, JSON.stringify(plan.opening));
      else statements.dropOpening.run(history.serialId);
      movements += records.length;
    }
    return { serials: found.length, movements, next: nextOf(found, step) };
  }

  /** Writes the row that the movements give, as a change of its own in the feed. */
  function repair({ serialId, row, records }: SerialHistory): Difference | null {
    const folded = projectSerial(row, toHistory(records)).row;
    const fields = differingFields(row, folded);
    if (fields.length === 0) return null;
    const seq = (statements.lastSeq.get() ?? 0) + 1;
    statements.setLastSeq.run(seq);
    statements.announce.run(serialId, seq);
    statements.setRow.run(...changingValues({ ...folded, warnings: row.warnings, version: seq }), serialId);
    return { productId: row.productId, serialKey: row.serialKey, fields };
  }

  function recalculate(step: Step): RecalculateProgress {
    const found = histories(step);
    return {
      serials: found.length,
      movements: found.reduce((sum, { records }) => sum + records.length, 0),
      differences: found.flatMap((history) => repair(history) ?? []),
      next: nextOf(found, step)
    };
  }

  const purging = client.transaction(purge);
  const recalculating = client.transaction(recalculate);
  return {
    readPurgeable,
    purge: (step: PurgeStep) => purging.immediate(step),
    recalculate: (step: Step) => recalculating.immediate(step)
  };
}
