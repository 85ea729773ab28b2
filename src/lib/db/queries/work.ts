import { isPhysical } from '../../domain/movement/kind.ts';
import { liveMovementIds } from '../../domain/movement/liveness.ts';
import type { DouchetteDatabase } from '../database.ts';
import type { OutboxRow, WorkRow } from '../schema.ts';

/** One scan of a work session. */
export interface WorkScan {
  row: OutboxRow;
  takenBack: boolean;
}

/** A work session with what was done in it, as this device knows it. */
export interface WorkView {
  work: WorkRow;
  /** In the order in which they were made. */
  scans: WorkScan[];
  /** Of `scans` those that stand. */
  count: number;
  /** Movements of the session that the server has not answered for, those that take back included. */
  waiting: number;
  /** Those that it refused: they wait for the desk. */
  parked: number;
}

const bySequence = (a: OutboxRow, b: OutboxRow): number =>
  a.movement.recordedAt - b.movement.recordedAt || a.movement.origin.sequence - b.movement.origin.sequence;

const isScan = ({ movement: { kind } }: OutboxRow): boolean => isPhysical(kind);

/** A work session; null when this device does not know it. */
export async function readWork(db: DouchetteDatabase, id: string): Promise<WorkView | null> {
  const [work, rows] = await Promise.all([db.work.get(id), db.outbox.where('workId').equals(id).toArray()]);
  if (!work) return null;
  const live = liveMovementIds(rows.map(({ movement }) => movement));
  const scans = rows
    .filter(isScan)
    .sort(bySequence)
    .map((row) => ({ row, takenBack: !live.has(row.id) }));
  const inState = (state: OutboxRow['state']): number => rows.filter((row) => row.state === state).length;
  return {
    work,
    scans,
    count: scans.filter(({ takenBack, row }) => !takenBack && row.state !== 'parked').length,
    waiting: inState('waiting'),
    parked: inState('parked')
  };
}

/** Work sessions of this device that are not closed, the oldest first. */
export async function listOpenWork(db: DouchetteDatabase): Promise<WorkRow[]> {
  const open = await db.work.where('state').anyOf('working', 'finished').toArray();
  return open.sort((a, b) => a.startedAt - b.startedAt);
}
