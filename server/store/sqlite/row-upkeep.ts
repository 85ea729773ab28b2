import type { FoldableMovement } from '../../../src/lib/domain/movement/movement.ts';
import type { Flagged } from '../anomaly-changes.ts';
import type { FlaggedPlace } from '../flagged-place.ts';
import type { PurgePlan } from '../purge.ts';
import type {
  Difference,
  PurgeablePage,
  PurgeProgress,
  PurgeStep,
  RecalculateProgress,
  RecalculateStep,
  Step
} from '../upkeep.ts';
import { createAnomalyRegister } from './anomaly-register.ts';
import { packPayload } from './archive-codec.ts';
import { createFeedHead } from './feed-head.ts';
import { toCommittedHistory, toHistory, type RowHistory } from './histories.ts';
import type { SqliteDatabase } from './open-database.ts';

/** What upkeep must know of one sort of rows. */
export interface UpkeepRows<Row, Opening> {
  readStep: (step: Pick<Step, 'after' | 'limit'>) => RowHistory<Row>[];
  plan: (
    row: Row,
    cut: Pick<PurgeStep, 'before' | 'scope'> & { history: FoldableMovement[] }
  ) => PurgePlan<Opening> | null;
  fold: (row: Row, history: FoldableMovement[]) => { folded: Row; fields: Difference['fields'] };
  placeOf: (row: Row) => FlaggedPlace;
  /** Of a table of openings: `(id, row)`. */
  openings: string;
  /** Of a table of changes without a movement: `(id, seq)`. */
  changes: string;
  write: (row: Row, id: number) => void;
}

const nextOf = (found: readonly { id: number }[], { limit }: Pick<Step, 'limit'>): number | null =>
  found.length < limit ? null : (found.at(-1)?.id ?? null);

/** See `Upkeep`: the steps over one sort of rows, to be called inside a transaction. */
export function createRowUpkeep<Row extends Flagged & { version: number }, Opening>(
  client: SqliteDatabase,
  rows: UpkeepRows<Row, Opening>
) {
  const register = createAnomalyRegister(client);
  const head = createFeedHead(client);
  const statements = {
    pack: client.prepare<[number, Buffer]>('INSERT INTO archive (seq, payload) VALUES (?, ?)'),
    empty: client.prepare<[number]>(`UPDATE movement SET payload = '' WHERE seq = ?`),
    setOpening: client.prepare<[number, string]>(`REPLACE INTO ${rows.openings} VALUES (?, ?)`),
    dropOpening: client.prepare<[number]>(`DELETE FROM ${rows.openings} WHERE rowid = ?`),
    announce: client.prepare<[number, number]>(`REPLACE INTO ${rows.changes} VALUES (?, ?)`)
  };

  const planOf = ({ row, records }: RowHistory<Row>, { before, scope }: PurgeStep) =>
    rows.plan(row, { before, scope, history: toHistory(records) });

  /** Those records that the plan puts away and that are not away yet; a transfer may be of two rows of a step. */
  function leaving({ records }: RowHistory<Row>, plan: PurgePlan<Opening>, away: Set<number>) {
    const ids = new Set(plan.archivedIds);
    const parsed = toHistory(records);
    const found = records.filter(
      ({ seq, archived }, at) => !archived && !away.has(seq) && ids.has(parsed[at]?.id ?? '')
    );
    for (const { seq } of found) away.add(seq);
    return found;
  }

  function putAway(history: RowHistory<Row>, step: PurgeStep, away: Set<number>): number {
    const plan = planOf(history, step);
    if (!plan) return 0;
    const records = leaving(history, plan, away);
    for (const { seq, payload } of records) {
      statements.pack.run(seq, packPayload(payload));
      statements.empty.run(seq);
    }
    if (plan.opening) statements.setOpening.run(history.id, JSON.stringify(plan.opening));
    else statements.dropOpening.run(history.id);
    return records.length;
  }

  /** Writes the row that the movements give, as a change of its own in the feed. */
  function repair({ id, row, records }: RowHistory<Row>, at: number): Difference | null {
    const { folded, fields } = rows.fold(row, toHistory(records));
    if (fields.length === 0) return null;
    const version = head.lastSeq() + 1;
    head.moveTo(version);
    statements.announce.run(id, version);
    rows.write({ ...folded, version }, id);
    register({ place: rows.placeOf(row), before: row, after: folded, movements: [] }, at);
    return { ...rows.placeOf(row), fields };
  }

  return {
    readPurgeable(step: PurgeStep): PurgeablePage {
      const found = rows.readStep(step);
      const away = new Set<number>();
      const committed = found.flatMap((history) => {
        const plan = planOf(history, step);
        return plan ? toCommittedHistory(leaving(history, plan, away)) : [];
      });
      return { rows: found.length, movements: committed.length, committed, next: nextOf(found, step) };
    },
    purge(step: PurgeStep): PurgeProgress {
      const found = rows.readStep(step);
      const away = new Set<number>();
      const movements = found.reduce((sum, history) => sum + putAway(history, step, away), 0);
      return { rows: found.length, movements, next: nextOf(found, step) };
    },
    recalculate(step: RecalculateStep): RecalculateProgress {
      const found = rows.readStep(step);
      return {
        rows: found.length,
        movements: found.reduce((sum, { records }) => sum + records.length, 0),
        differences: found.flatMap((history) => repair(history, step.at) ?? []),
        next: nextOf(found, step)
      };
    }
  };
}
