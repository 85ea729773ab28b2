import type { DeviceError } from './result.ts';

/** Dexie wraps what the browser threw: the reason is in `inner`, sometimes several deep. */
function namesOf(error: unknown): string[] {
  const names: string[] = [];
  for (let next = error; next instanceof Error && names.length < 5;) {
    names.push(next.name);
    next = 'inner' in next ? next.inner : next.cause;
  }
  return names;
}

/** A failed transaction as an error value. */
export function storageError(error: unknown): DeviceError {
  const names = namesOf(error);
  const code = names.includes('QuotaExceededError') ? 'storage-full' : 'storage-failed';
  return { code, detail: names.join(' < ') || String(error) };
}

/** Safari: "Connection to Indexed Database server lost"; others close the database under the app. */
const LOST_CONNECTION = ['UnknownError', 'DatabaseClosedError', 'InvalidStateError'];

/** Is it the connection that failed, so that a new one may help? */
export const isConnectionLost = (error: unknown): boolean =>
  namesOf(error).some((name) => LOST_CONNECTION.includes(name));
