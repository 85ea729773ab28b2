import { foldable, type FoldableMovement } from '../../src/lib/domain/movement/movement.ts';
import {
  emptySerialRow,
  extendSerialRow,
  projectSerial,
  type SerialRow
} from '../../src/lib/domain/serial/serial-row.ts';
import type { SerialPattern } from '../../src/lib/domain/serial/serial-pattern.ts';
import {
  firstFact,
  formatWarning,
  sameSerialWarnings,
  type FirstFact
} from '../../src/lib/domain/serial/warnings.ts';
import type { VersionedRow } from '../../src/lib/protocol/rows.ts';
import type { Commit } from './plan-batch.ts';
import { historyWith, type KeptHistory, type SerialOpening } from './purge.ts';
import type { SerialIdentity } from './store.ts';

/** A serial that a batch touches, with its new movements in commit order. */
export interface TouchedSerial {
  identity: SerialIdentity;
  commits: Commit[];
}

const foldableOf = ({ movement, stamp }: Commit): FoldableMovement => foldable(movement, stamp);

/** A row's version is the seq of the movement that last changed it. */
const versioned = (row: SerialRow, commits: readonly Commit[]): VersionedRow =>
  Object.assign(row, { version: commits.at(-1)?.stamp.seq ?? 0 });

/** Groups a batch by serial, each serial once: by serial key, then by product. */
export function touchedSerials(commits: readonly Commit[]): Map<string, Map<string, TouchedSerial>> {
  const keys = new Map<string, Map<string, TouchedSerial>>();
  for (const commit of commits) {
    const { identity } = commit;
    if (!identity) continue;
    const products = keys.get(identity.serialKey) ?? new Map<string, TouchedSerial>();
    keys.set(identity.serialKey, products);
    const touched = products.get(identity.productId);
    if (touched) touched.commits.push(commit);
    else products.set(identity.productId, { identity, commits: [commit] });
  }
  return keys;
}

/** The row after its new movements, without reading its history; null when only the whole history can tell. */
function extendRow(row: VersionedRow | undefined, { identity, commits }: TouchedSerial): SerialRow | null {
  let next: SerialRow = row ?? emptySerialRow({ ...identity, serial: identity.serialKey });
  for (const commit of commits) {
    const extended = extendSerialRow(next, foldableOf(commit));
    if (!extended) return null;
    next = extended;
  }
  return next;
}

function withFormatWarning(
  row: SerialRow,
  first: FirstFact | null,
  pattern: SerialPattern | null
): SerialRow {
  const warning = pattern && formatWarning({ pattern, serial: row.serial, first });
  return warning ? { ...row, warnings: [warning] } : row;
}

/** The row from its history, or from the opening that stands for the earlier part of it. */
function projectRow(
  { identity, commits }: TouchedSerial,
  pattern: SerialPattern | null,
  history: KeptHistory<SerialOpening>
): SerialRow {
  const { opening, movements } = historyWith(history, commits.map(foldableOf), ({ row }) => row);
  const { row } = projectSerial(identity, movements, opening?.row);
  return withFormatWarning(row, opening?.first ?? firstFact(movements), pattern);
}

/**
 * The row after its new movements. Warnings about other serials are not in it
 * yet, unless it had them and nothing of its past has changed.
 *
 * @param input.history reads what the row was folded from; asked only when the row cannot tell
 */
export function reconcileRow(input: {
  row: VersionedRow | undefined;
  touched: TouchedSerial;
  pattern: SerialPattern | null;
  history: () => KeptHistory<SerialOpening>;
}): VersionedRow {
  const { row, touched, pattern } = input;
  const extended = extendRow(row, touched);
  if (!extended) return versioned(projectRow(touched, pattern, input.history()), touched.commits);
  const first = row ? null : firstFact(touched.commits.map(foldableOf));
  return versioned(row ? extended : withFormatWarning(extended, first, pattern), touched.commits);
}

/** The rows of one serial under several products, each with its history. */
export interface Namesake {
  row: VersionedRow;
  history: readonly FoldableMovement[];
}

/** The same rows with their warnings about each other as they must be. */
export function warnNamesakes(namesakes: readonly Namesake[]): VersionedRow[] {
  const firsts = new Map<string, FirstFact>();
  for (const { row, history } of namesakes) {
    const first = firstFact(history);
    if (first) firsts.set(row.productId, first);
  }
  const warnings = sameSerialWarnings(firsts);
  return namesakes.map(({ row }) => {
    const others = row.warnings.filter(({ type }) => type !== 'same-serial-other-product');
    const warning = warnings.get(row.productId);
    return { ...row, warnings: warning ? [...others, warning] : others };
  });
}
