import { foldable, type FoldableMovement, type Movement } from '../domain/movement/movement.ts';
import { sortMovements } from '../domain/movement/order.ts';
import {
  emptySerialRow,
  extendSerialRow,
  projectSerial,
  type SerialRow
} from '../domain/serial/serial-row.ts';
import type { Cursor } from '../protocol/pull.ts';
import type { FeedMovement, OutboxRow, SerialIdentity, StoredRow } from './schema.ts';

/**
 * What a screen shows of one serial.
 *
 *   server row ── own movements the row does not hold yet, in fold order ──▶ row
 *
 * An own movement is layered while it waits, and after its acknowledgement until
 * the server's row or the pull cursor has passed its seq: an own scan never
 * disappears from the screen.
 */
export interface SerialView {
  row: SerialRow;
  /**
   * `confirmed`: the row as the server has it. `provisional`: with own movements
   * on top. `server-decides`: an own movement cannot be judged from the row alone
   * (a reversal, or a date before what is known).
   */
  standing: 'confirmed' | 'provisional' | 'server-decides';
  /** Own movements that the server has not answered for, in the order they were made. */
  waiting: Movement[];
  /** Own movements that it refused: kept, shown, not part of `row`. */
  parked: Movement[];
  /** The version of the server's row; null when the server's row is not known here. */
  serverVersion: number | null;
}

export interface SerialSources {
  identity: SerialIdentity;
  row: StoredRow | undefined;
  /** Own movements of this serial, whatever their state. */
  own: readonly OutboxRow[];
  /** Movements of this serial that came through the feed. */
  pulled: readonly FeedMovement[];
  cursor: Cursor | undefined;
}

function isInRow(own: OutboxRow, sources: SerialSources): boolean {
  const { row, pulled, cursor } = sources;
  if (pulled.some(({ id }) => id === own.id) || row?.lastKey?.id === own.id) return true;
  const known = own.acknowledgement;
  // An unidentified scan makes no row: only this device can show it.
  if (!known || (known.unidentified && !row)) return false;
  const passed = cursor?.epoch === known.epoch ? cursor.seq : 0;
  return known.seq <= Math.max(passed, row?.version ?? 0);
}

function withoutVersion({ version: _version, open: _open, ...row }: StoredRow): SerialRow {
  return row;
}

/** The fold of the whole history with the layers, where this device happens to hold all of it. */
function foldedWhole(sources: SerialSources, layers: readonly FoldableMovement[]): SerialRow | null {
  const { identity, row, pulled } = sources;
  if (row && pulled.length !== row.movementCount) return null;
  const history = pulled.map(({ committed }) => foldable(committed.movement, committed.stamp));
  const folded = projectSerial(identity, [...history, ...layers]).row;
  return { ...folded, warnings: row?.warnings ?? [] };
}

interface Layered {
  row: SerialRow;
  undecided: boolean;
}

function extended(row: SerialRow, layers: readonly FoldableMovement[]): Layered {
  return sortMovements(layers).reduce<Layered>(
    (so, movement) => {
      const next = extendSerialRow(so.row, movement);
      return next ? { ...so, row: next } : { ...so, undecided: true };
    },
    { row, undecided: false }
  );
}

function layered(sources: SerialSources, layers: readonly FoldableMovement[]): Layered {
  const { identity, row, own } = sources;
  if (row && layers.length === 0) return { row: withoutVersion(row), undecided: false };
  const whole = layers.length > 0 ? foldedWhole(sources, layers) : null;
  if (whole) return { row: whole, undecided: false };
  const serial = own[0]?.movement.serial ?? identity.serialKey;
  return extended(row ? withoutVersion(row) : emptySerialRow({ ...identity, serial }), layers);
}

/** Own movements of one state, in the order they were made. */
function ownIn(state: OutboxRow['state'], own: readonly OutboxRow[]): OutboxRow[] {
  return own
    .filter((row) => row.state === state)
    .sort((a, b) => a.movement.origin.sequence - b.movement.origin.sequence);
}

/** What is known here of one serial; null when nothing is. */
export function layerSerial(sources: SerialSources): SerialView | null {
  const { row, own } = sources;
  if (!row && own.length === 0) return null;
  const unanswered = ownIn('waiting', own);
  const waiting = unanswered.filter((entry) => !isInRow(entry, sources));
  const ahead = ownIn('acknowledged', own).filter((entry) => !isInRow(entry, sources));
  const layers = [...waiting, ...ahead].map((entry) => foldable(entry.movement, entry.acknowledgement));
  const { row: shown, undecided } = layered(sources, layers);
  return {
    row: shown,
    standing: undecided ? 'server-decides' : layers.length > 0 || !row ? 'provisional' : 'confirmed',
    waiting: unanswered.map(({ movement }) => movement),
    parked: ownIn('parked', own).map(({ movement }) => movement),
    serverVersion: row?.version ?? null
  };
}
