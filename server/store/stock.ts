import { foldable, type FoldableMovement } from '../../src/lib/domain/movement/movement.ts';
import { stockKeysOf, type StockKey } from '../../src/lib/domain/stock/stock-effect.ts';
import {
  emptyStockRow,
  extendStockRow,
  projectStock,
  type StockRow
} from '../../src/lib/domain/stock/stock-row.ts';
import { stockToken } from '../../src/lib/domain/stock/stock-token.ts';
import type { VersionedStockRow } from '../../src/lib/protocol/rows.ts';
import type { Commit } from './plan-batch.ts';
import { historyWith, type KeptHistory } from './purge.ts';

/** A stock row that a batch touches, with its new movements in commit order. */
export interface TouchedStock {
  key: StockKey;
  commits: Commit[];
}

/** Groups the movements without serial by the stock rows they belong to. */
export function touchedStock(commits: readonly Commit[]): TouchedStock[] {
  const touched = new Map<string, TouchedStock>();
  for (const commit of commits) {
    if (commit.identity || commit.unidentified) continue;
    for (const key of stockKeysOf(commit.movement)) {
      const token = stockToken(key);
      const known = touched.get(token);
      if (known) known.commits.push(commit);
      else touched.set(token, { key, commits: [commit] });
    }
  }
  return [...touched.values()];
}

const foldableOf = ({ movement, stamp }: Commit): FoldableMovement => foldable(movement, stamp);

const versioned = (row: StockRow, commits: readonly Commit[]): VersionedStockRow =>
  Object.assign(row, { version: commits.at(-1)?.stamp.seq ?? 0 });

/**
 * The stock row after its new movements.
 *
 * @param input.history reads what the row was folded from; asked only when the row cannot tell
 */
export function reconcileStock(input: {
  row: VersionedStockRow | undefined;
  touched: TouchedStock;
  history: () => KeptHistory<StockRow>;
}): VersionedStockRow {
  const { row, touched } = input;
  let next: StockRow | null = row ?? emptyStockRow(touched.key);
  for (const commit of touched.commits) next = next && extendStockRow(next, foldableOf(commit));
  if (next) return versioned({ ...next }, touched.commits);
  const added = touched.commits.map(foldableOf);
  const { opening, movements } = historyWith(input.history(), added, (row) => row);
  return versioned(projectStock(touched.key, movements, opening ?? undefined).row, touched.commits);
}
