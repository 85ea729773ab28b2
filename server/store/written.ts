/** A write that lost the race for the write lock answers `busy` and has changed nothing. */
export type Written<T> = { ok: true; value: T } | { ok: false; code: 'busy' };
