import type { Operator } from '../../domain/movement/movement.ts';

/**
 * The high-water mark of a device: how far its database had come, kept outside
 * of it (local storage, and the file of the second copy). A database that is
 * behind it was emptied or set back.
 */
export interface Mark {
  deviceId: string | null;
  deviceName: string | null;
  incarnation: string;
  /** The sequence number that the next scan of this incarnation gets, at least. */
  next: number;
  operator: Operator | null;
}

/** Of two witnesses the later one: incarnations are UUIDv7, so the younger sorts behind. */
export function laterMark(a: Mark | null, b: Mark | null): Mark | null {
  if (!a || !b) return a ?? b;
  if (a.incarnation !== b.incarnation) return a.incarnation > b.incarnation ? a : b;
  return replaceMark(a, b);
}

/** What a newer word of the same device says: within an incarnation numbers only rise. */
export const replaceMark = (held: Mark | null, next: Mark): Mark =>
  held?.incarnation === next.incarnation ? { ...next, next: Math.max(held.next, next.next) } : next;

/** The mark once this scan is stored; scans of other devices or incarnations do not move it. */
export function markAfter(mark: Mark, origin: { incarnation: string; sequence: number }): Mark {
  const isOwn = origin.incarnation === mark.incarnation;
  return isOwn && origin.sequence >= mark.next ? { ...mark, next: origin.sequence + 1 } : mark;
}

/** Where a mark is kept. */
export interface MarkStore {
  /** Null when there is none, or none that can be read. */
  read(): Mark | null;
  /** Raises it. @returns whether it is kept now */
  write(mark: Mark): boolean;
}
