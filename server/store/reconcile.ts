import type { FoldableMovement, Movement } from '../../src/lib/domain/movement/movement.ts';
import { emptySerialRow, extendSerialRow, projectSerial } from '../../src/lib/domain/serial/serial-row.ts';
import type { VersionedRow } from '../../src/lib/protocol/rows.ts';
import { identityToken, type Commit } from './plan-batch.ts';
import type { SerialIdentity } from './store.ts';

/** A serial that a batch touches, with its new movements in commit order. */
export interface TouchedSerial {
  identity: SerialIdentity;
  commits: Commit[];
}

/** The movement as the fold reads it. */
export function toFoldable(movement: Movement, correctedAt: number | undefined): FoldableMovement {
  return correctedAt === undefined ? movement : { ...movement, correctedAt };
}

const foldableOf = ({ movement, stamp }: Commit): FoldableMovement => toFoldable(movement, stamp.correctedAt);

const versionAfter = (commits: readonly Commit[]): number => commits.at(-1)?.stamp.seq ?? 0;

/** Groups a batch by serial, each serial once. */
export function touchedSerials(commits: readonly Commit[]): Map<string, TouchedSerial> {
  const touched = new Map<string, TouchedSerial>();
  for (const commit of commits) {
    if (!commit.identity) continue;
    const token = identityToken(commit.identity);
    const known = touched.get(token);
    if (known) known.commits.push(commit);
    else touched.set(token, { identity: commit.identity, commits: [commit] });
  }
  return touched;
}

/**
 * The row after its new movements, without reading its history.
 * @returns null when only the whole history can tell: then `reprojectRow`
 */
export function extendRow(row: VersionedRow | undefined, touched: TouchedSerial): VersionedRow | null {
  let next = row ?? startingRow(touched);
  for (const commit of touched.commits) {
    const extended = extendSerialRow(next, foldableOf(commit));
    if (!extended) return null;
    next = { ...extended, version: commit.stamp.seq };
  }
  return next;
}

function startingRow({ identity }: TouchedSerial): VersionedRow {
  return { ...emptySerialRow({ ...identity, serial: identity.serialKey }), version: 0 };
}

/** The row from the whole history: what was stored before, and the new movements. */
export function reprojectRow(history: readonly FoldableMovement[], touched: TouchedSerial): VersionedRow {
  const { row } = projectSerial(touched.identity, [...history, ...touched.commits.map(foldableOf)]);
  return { ...row, version: versionAfter(touched.commits) };
}
