import { cutHistory, foldsOnto } from '../../src/lib/domain/movement/cut-history.ts';
import type { HistorySpan } from '../../src/lib/domain/movement/history-span.ts';
import type { FoldableMovement } from '../../src/lib/domain/movement/movement.ts';
import { projectSerial, type SerialRow } from '../../src/lib/domain/serial/serial-row.ts';
import { presenceOf } from '../../src/lib/domain/serial/status.ts';
import { firstFact, type FirstFact } from '../../src/lib/domain/serial/warnings.ts';
import type { StockKey } from '../../src/lib/domain/stock/stock-effect.ts';
import { projectStock, type StockRow } from '../../src/lib/domain/stock/stock-row.ts';
import type { SerialIdentity } from './serial-identity.ts';

/**
 * What is put away.
 *
 *   gone   (épurer)  whole histories of serials that left before the date, and of
 *                    stock that came to nothing before it
 *   all    (apurer)  everything before the date; what is still here begins with its opening
 */
export const purgeScopes = ['gone', 'all'] as const;

export type PurgeScope = (typeof purgeScopes)[number];

/** What stands in place of the history of a serial that is put away. */
export interface SerialOpening {
  row: SerialRow;
  /** The first fact of what was put away, which tells whose serial it was first. */
  first: FirstFact | null;
}

export interface PurgePlan<Opening> {
  /** Ids of the movements that go into the archive, those already there among them. */
  archivedIds: string[];
  /** What the rest of the history is folded onto; null where nothing follows, and the row says it all. */
  opening: Opening | null;
}

interface Cut {
  history: readonly FoldableMovement[];
  /** Ms since the epoch: what stands before it. */
  before: number;
  scope: PurgeScope;
}

const idsOf = (movements: readonly FoldableMovement[]): string[] => movements.map(({ id }) => id);

/** What a purge does to one serial; null when it leaves it alone. */
export function planPurge(input: Cut & { identity: SerialIdentity }): PurgePlan<SerialOpening> | null {
  const { past, present } = cutHistory(input.history, input.before);
  if (past.length === 0) return null;
  const { row } = projectSerial(input.identity, past);
  const isGone = present.length === 0 && presenceOf(row.state.status) === 'out';
  if (input.scope === 'gone' && !isGone) return null;
  return {
    archivedIds: idsOf(past),
    opening: present.length > 0 ? { row, first: firstFact(past) } : null
  };
}

/** What a purge does to the stock of one product, place and lot; null when it leaves it alone. */
export function planStockPurge(input: Cut & { key: StockKey }): PurgePlan<StockRow> | null {
  const { past, present } = cutHistory(input.history, input.before);
  if (past.length === 0) return null;
  const { row } = projectStock(input.key, past);
  const isGone = present.length === 0 && row.quantityMicros === 0;
  if (input.scope === 'gone' && !isGone) return null;
  return { archivedIds: idsOf(past), opening: present.length > 0 ? row : null };
}

/** A history of which a purge may have put the earlier part away. */
export interface KeptHistory<Opening> {
  /** What the part that was put away folded to; null where nothing was, or where it no longer holds. */
  opening: Opening | null;
  /** What is not behind the opening. */
  recent: () => readonly FoldableMovement[];
  /** Everything, out of the archive too. */
  whole: () => readonly FoldableMovement[];
}

/** Nothing was ever put away. */
export function neverPurged<Opening>(movements: readonly FoldableMovement[]): KeptHistory<Opening> {
  return { opening: null, recent: () => movements, whole: () => movements };
}

/**
 * What to fold so that new facts are in it: the recent ones on the opening while
 * that gives the same as the whole, otherwise the whole from the archive.
 */
export function historyWith<Opening>(
  kept: KeptHistory<Opening>,
  added: readonly FoldableMovement[],
  spanOf: (opening: Opening) => HistorySpan
): { opening: Opening | null; movements: FoldableMovement[] } {
  const { opening } = kept;
  if (opening) {
    const movements = [...kept.recent(), ...added];
    if (foldsOnto(spanOf(opening), movements)) return { opening, movements };
  }
  return { opening: null, movements: [...kept.whole(), ...added] };
}
