import { foldable, type FoldableMovement } from '../../src/lib/domain/movement/movement.ts';
import {
  emptySerialRow,
  extendSerialRow,
  projectSerial,
  type SerialRow
} from '../../src/lib/domain/serial/serial-row.ts';
import type { VersionedRow } from '../../src/lib/protocol/rows.ts';
import type { Commit } from './plan-batch.ts';
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

/** What a batch touches, by product and then by serial key. */
export type TouchedSerials = Map<string, Map<string, TouchedSerial>>;

/** Groups a batch by serial, each serial once. */
export function touchedSerials(commits: readonly Commit[]): TouchedSerials {
  const products: TouchedSerials = new Map();
  for (const commit of commits) {
    const { identity } = commit;
    if (!identity) continue;
    const serials = products.get(identity.productId) ?? new Map<string, TouchedSerial>();
    products.set(identity.productId, serials);
    const touched = serials.get(identity.serialKey);
    if (touched) touched.commits.push(commit);
    else serials.set(identity.serialKey, { identity, commits: [commit] });
  }
  return products;
}

/**
 * The row after its new movements, without reading its history.
 * @returns null when only the whole history can tell: then `reprojectRow`
 */
export function extendRow(row: VersionedRow | undefined, touched: TouchedSerial): VersionedRow | null {
  const { identity, commits } = touched;
  let next: SerialRow = row ?? emptySerialRow({ ...identity, serial: identity.serialKey });
  for (const commit of commits) {
    const extended = extendSerialRow(next, foldableOf(commit));
    if (!extended) return null;
    next = extended;
  }
  return versioned(next, commits);
}

/** The row from the whole history: what was stored before, and the new movements. */
export function reprojectRow(history: readonly FoldableMovement[], touched: TouchedSerial): VersionedRow {
  const { row } = projectSerial(touched.identity, [...history, ...touched.commits.map(foldableOf)]);
  return versioned(row, touched.commits);
}
