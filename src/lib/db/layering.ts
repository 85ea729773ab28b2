import type { HistorySpan } from '../domain/movement/history-span.ts';
import { liveMovementIds, reversedId } from '../domain/movement/liveness.ts';
import { foldable, type FoldableMovement, type Movement } from '../domain/movement/movement.ts';
import { compareOrderKeys, orderKey, sortMovements } from '../domain/movement/order.ts';
import type { Cursor } from '../protocol/pull.ts';
import type { FeedMovement, OutboxRow } from './schema.ts';

/**
 * What a screen shows of a row: the server's, and this device's own facts on it.
 *
 *   server row ── own movements the row does not hold yet, in fold order ──▶ row
 *
 * An own movement is layered while it waits, and after its acknowledgement until
 * the server's row or the pull cursor has passed its seq: an own scan never
 * disappears from the screen. Members of an envelope are layered like any other.
 */
export interface Layered<Row> {
  row: Row;
  /**
   * `confirmed`: the row as the server has it. `provisional`: with own movements
   * on top. `server-decides`: an own movement cannot be judged from the row alone
   * (a reversal, a count, or a place before what is known).
   */
  standing: 'confirmed' | 'provisional' | 'server-decides';
  /** Own movements that the server has not answered for, in the order they were made. */
  waiting: Movement[];
  /** Own movements that it refused: kept, shown, not part of `row`. */
  parked: Movement[];
  /** The version of the server's row; null when the server's row is not known here. */
  serverVersion: number | null;
}

/** All from one moment. */
export interface LayerSources<Stored> {
  row: Stored | undefined;
  /** Own movements about this row, whatever their state. */
  own: readonly OutboxRow[];
  /** Movements about this row that came through the feed. */
  pulled: readonly FeedMovement[];
  cursor: Cursor | undefined;
}

/** How rows of one sort are folded. */
export interface LayerRules<Row, Stored> {
  /** The row without what is only for storing it. */
  plain(stored: Stored): Row;
  empty(): Row;
  extend(row: Row, movement: FoldableMovement): Row | null;
  /** @param stored what only the server's row can tell is taken from it */
  project(movements: readonly FoldableMovement[], stored: Stored | undefined): Row;
}

type Versioned = HistorySpan & { version: number };

function isInRow(own: OutboxRow, { row, pulled, cursor }: LayerSources<Versioned>): boolean {
  if (pulled.some(({ id }) => id === own.id) || row?.lastKey?.id === own.id) return true;
  const known = own.acknowledgement;
  // An unidentified scan makes no row: only this device can show it.
  if (!known || (known.unidentified && !row)) return false;
  // Of another epoch, as after a restore, neither the cursor nor the row's version says anything.
  return cursor?.epoch === known.epoch && known.seq <= Math.max(cursor.seq, row?.version ?? 0);
}

/**
 * Own movements that cancel out among themselves: a reversal of another layer, and
 * what is taken back so. They change nothing but the span of the history.
 */
function cancelled(layers: readonly FoldableMovement[]): Set<string> {
  const ids = new Set(layers.map(({ id }) => id));
  const live = liveMovementIds(layers);
  const isCancelled = (movement: FoldableMovement): boolean => {
    const target = reversedId(movement);
    return target === undefined ? !live.has(movement.id) : ids.has(target);
  };
  return new Set(layers.filter(isCancelled).map(({ id }) => id));
}

/** Null where the row may hold it already: an answer that was lost says nothing of what the server has. */
function passOver<Row extends HistorySpan>(row: Row, movement: FoldableMovement): Row | null {
  if (movement.before !== undefined || row.unresolvedIds.includes(movement.id)) return null;
  const lastKey = orderKey(movement);
  if (row.lastKey && compareOrderKeys(lastKey, row.lastKey) <= 0) return null;
  return { ...row, lastKey, movementCount: row.movementCount + 1 };
}

interface Extended<Row> {
  row: Row;
  undecided: boolean;
}

function extended<Row extends HistorySpan>(
  row: Row,
  layers: readonly FoldableMovement[],
  extend: (row: Row, movement: FoldableMovement) => Row | null
): Extended<Row> {
  const gone = cancelled(layers);
  return sortMovements(layers).reduce<Extended<Row>>(
    (so, movement) => {
      const next = gone.has(movement.id) ? passOver(so.row, movement) : extend(so.row, movement);
      return next ? { ...so, row: next } : { ...so, undecided: true };
    },
    { row, undecided: false }
  );
}

function withLayers<Row extends HistorySpan, Stored extends Versioned>(
  { row, pulled }: LayerSources<Stored>,
  layers: readonly FoldableMovement[],
  rules: LayerRules<Row, Stored>
): Extended<Row> {
  if (row && layers.length === 0) return { row: rules.plain(row), undecided: false };
  // The whole history can tell, where this device happens to hold all of it.
  if (layers.length > 0 && (!row || pulled.length === row.movementCount)) {
    const history = pulled.map(({ committed }) => foldable(committed.movement, committed.stamp));
    return { row: rules.project([...history, ...layers], row), undecided: false };
  }
  return extended(row ? rules.plain(row) : rules.empty(), layers, (so, movement) =>
    rules.extend(so, movement)
  );
}

/** Own movements of one state, in the order they were made. */
function ownIn(state: OutboxRow['state'], own: readonly OutboxRow[]): OutboxRow[] {
  return own
    .filter((row) => row.state === state)
    .sort((a, b) => a.movement.origin.sequence - b.movement.origin.sequence);
}

/** What is known here of one row; null when nothing is. */
export function layer<Row extends HistorySpan, Stored extends Versioned>(
  sources: LayerSources<Stored>,
  rules: LayerRules<Row, Stored>
): Layered<Row> | null {
  const { row, own } = sources;
  if (!row && own.length === 0) return null;
  const unanswered = ownIn('waiting', own);
  const waiting = unanswered.filter((entry) => !isInRow(entry, sources));
  const ahead = ownIn('acknowledged', own).filter((entry) => !isInRow(entry, sources));
  const layers = [...waiting, ...ahead].map((entry) => foldable(entry.movement, entry.acknowledgement));
  const { row: shown, undecided } = withLayers(sources, layers, rules);
  return {
    row: shown,
    standing: undecided ? 'server-decides' : layers.length > 0 || !row ? 'provisional' : 'confirmed',
    waiting: unanswered.map(({ movement }) => movement),
    parked: ownIn('parked', own).map(({ movement }) => movement),
    serverVersion: row?.version ?? null
  };
}
