/** What outlives a reload: a locked phone stays locked, and idle time goes on. */
export interface LockMemory {
  locked: boolean;
  /** Wall clock here, raw ms, of the last touch or key. */
  activeAt: number;
}

const KEY = 'douchette.lock';

export function readLock(storage: Pick<Storage, 'getItem'>): LockMemory {
  const [locked, activeAt] = (storage.getItem(KEY) ?? '').split(' ');
  return { locked: locked === '1', activeAt: Number(activeAt ?? 0) || 0 };
}

export function writeLock(storage: Pick<Storage, 'setItem'>, { locked, activeAt }: LockMemory): void {
  // Without storage a phone still locks, until it is reloaded.
  try {
    storage.setItem(KEY, `${locked ? 1 : 0} ${activeAt}`);
  } catch {
    return;
  }
}
