import { laterMark, markAfter, type Mark } from './mark.ts';
import type { CopyContents } from './queue-copy.ts';

/** What a database says of itself at a start. */
export interface DatabaseState {
  incarnation: string;
  /** Does it know which device it is on? */
  isEnrolled: boolean;
  /** The sequence number of its next scan. */
  next: number;
  /** Does it hold movements of this incarnation? */
  holds: (incarnation: string) => boolean;
  /** Rows of the second copy that it does not have. */
  absent: number;
}

/** `null`: the second copy could not be read, which is not the same as empty. */
export interface Witnesses {
  stored: Mark | null;
  copy: CopyContents | null;
}

export interface Judgement {
  /**
   *   whole     nothing is wanting
   *   emptied   it is not the database that the marks speak of
   *   set-back  it is, but it has forgotten its latest scans, some rows, or who it is
   */
  found: 'whole' | 'emptied' | 'set-back';
  /** Its next number was given out before: it must begin another incarnation. */
  mustBeginAnew: boolean;
  /** See `Restoration`. */
  missing: number | null;
  mark: Mark | null;
}

/** The mark of the copy, raised by the rows in it. */
function copiedMark({ mark, unsent }: CopyContents): Mark | null {
  return mark && unsent.reduce((so, { movement }) => markAfter(so, movement.origin), mark);
}

/** Numbers that the stored mark has seen given out and that stand neither in the copy nor in the database. */
function missingOf(database: DatabaseState, { stored, copy }: Witnesses): number | null {
  if (!copy || !stored) return copy ? 0 : null;
  const copied = copiedMark(copy);
  const inCopy = copied?.incarnation === stored.incarnation ? copied.next : 1;
  const inDatabase = database.incarnation === stored.incarnation ? database.next : 1;
  return Math.max(0, stored.next - Math.max(inCopy, inDatabase));
}

/**
 * Compares a database with what stands outside of it.
 *
 * A mark of an incarnation that the database has never heard of is that of
 * another, lost database: one in which something had been recorded, or which at
 * least knew its device.
 */
export function judgeStart(database: DatabaseState, witnesses: Witnesses): Judgement {
  const copied = witnesses.copy && copiedMark(witnesses.copy);
  const mark = laterMark(copied, witnesses.stored);
  const isSame = mark?.incarnation === database.incarnation;
  const mustBeginAnew = isSame && database.next < mark.next;
  const wasInUse = mark !== null && (mark.next > 1 || (mark.deviceId !== null && !database.isEnrolled));
  const isStranger = wasInUse && !isSame && !(database.isEnrolled && database.holds(mark.incarnation));
  const isBehind = mustBeginAnew || database.absent > 0;
  const isEmptied = isStranger && !database.holds(mark.incarnation);
  const found = isEmptied ? 'emptied' : isStranger || isBehind ? 'set-back' : 'whole';
  return { found, mustBeginAnew, missing: found === 'whole' ? 0 : missingOf(database, witnesses), mark };
}
