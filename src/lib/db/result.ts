import type { ErrorCode } from '../protocol/errors.ts';

/** What went wrong, as a value: a stable code, the field it concerns, and a technical detail. */
export interface DeviceError {
  code: DeviceErrorCode;
  /** A path such as `serial` or `movements.3.serial`. */
  field?: string | undefined;
  /** For the log and the curious, never shown as the message. */
  detail?: string | undefined;
}

/**
 * Codes of the device itself beside those of the wire.
 *
 *   storage-failed   the transaction was rolled back: nothing is stored
 *   storage-full     the same, because no space is left
 *   storage-stalled  not completed in time; it was told to roll back, and the
 *                    queue shows the row in the rare case that it got through
 *   storage-lost     the connection to the database is gone and could not be made
 *                    again: nothing can be stored until the app is started anew
 *   stale-page       a page of the feed that was asked from another cursor
 *   not-waiting      the row is no longer in the state the command needs
 */
export type DeviceErrorCode =
  | ErrorCode
  | 'storage-failed'
  | 'storage-full'
  | 'storage-stalled'
  | 'storage-lost'
  | 'stale-page'
  | 'not-waiting';

export type Result<Value, Failure = DeviceError> = { ok: true; value: Value } | { ok: false; error: Failure };

export const done = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value });

export const failed = <Failure>(error: Failure): { ok: false; error: Failure } => ({ ok: false, error });
