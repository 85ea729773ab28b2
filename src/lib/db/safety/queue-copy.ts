import type { Result } from '../result.ts';
import type { OutboxRow } from '../schema.ts';
import type { Mark } from './mark.ts';

/**
 * The second copy of what the server has not acknowledged, outside IndexedDB:
 * Chromium may come back from a crash with an empty database.
 *
 * Everything here may fail without a scan being lost, as long as the database
 * lives; so failures are values, and a screen says that only one copy exists.
 */
export interface QueueCopy {
  /** What is held now. */
  read(): Promise<Result<CopyContents, CopyFailure>>;
  /** Resolves once the rows are on disk. A row that is held already is written again, harmlessly. */
  append(rows: readonly CopiedRow[]): Promise<Result<null, CopyFailure>>;
  /** Their content is no longer needed: the server has it. Unknown ids are ignored. */
  acknowledge(acknowledgements: readonly CopyAcknowledgement[]): Promise<Result<null, CopyFailure>>;
  /** Raises the high-water mark; appending raises it too. */
  note(mark: Mark): Promise<Result<null, CopyFailure>>;
  close(): Promise<void>;
}

/** A row of the outbox without what only the database knows of it. */
export type CopiedRow = Pick<
  OutboxRow,
  | 'id'
  | 'movement'
  | 'productId'
  | 'serialKey'
  | 'stockKeys'
  | 'documentKey'
  | 'workId'
  | 'nameless'
  | 'relayedFrom'
>;

export interface CopyAcknowledgement {
  id: string;
  /** Commit order at the server; null when it is not known. */
  seq: number | null;
}

export interface CopyContents {
  mark: Mark | null;
  /** Rows without acknowledgement, in the order in which they were written. */
  unsent: CopiedRow[];
  /** Whole records that this version of the app cannot read; they are kept. */
  unreadable: number;
  /** Stretches of the file that were damaged when it was opened. */
  damaged: number;
}

/**
 *   unsupported  the browser has no OPFS with sync access, or no Web Locks
 *   full         no space left
 *   failed       anything else: the reason is in `detail`
 *   silent       no answer in time; it may still be written later
 */
export interface CopyFailure {
  code: 'unsupported' | 'full' | 'failed' | 'silent';
  detail?: string | undefined;
}

/** The part of a row that is copied. */
export function toCopiedRow(row: OutboxRow): CopiedRow {
  const { id, movement, productId, serialKey, stockKeys, documentKey, workId, nameless, relayedFrom } = row;
  return {
    id,
    movement,
    ...(productId !== undefined && { productId }),
    ...(serialKey !== undefined && { serialKey }),
    ...(stockKeys !== undefined && { stockKeys }),
    ...(documentKey !== undefined && { documentKey }),
    ...(workId !== undefined && { workId }),
    ...(nameless !== undefined && { nameless }),
    ...(relayedFrom !== undefined && { relayedFrom })
  };
}
