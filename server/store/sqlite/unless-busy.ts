import { SqliteError } from 'better-sqlite3';
import type { Written } from '../written.ts';

/** Does a write; one that lost the race for the write lock answers `busy`. */
export function unlessBusy<T>(work: () => T): Written<T> {
  try {
    return { ok: true, value: work() };
  } catch (fault) {
    if (isBusy(fault)) return { ok: false, code: 'busy' };
    throw fault;
  }
}

function isBusy(fault: unknown): boolean {
  const cause = fault instanceof Error && fault.cause instanceof SqliteError ? fault.cause : fault;
  return cause instanceof SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(cause.code);
}
