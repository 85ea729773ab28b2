import { IDBIndex, IDBObjectStore } from 'fake-indexeddb';

const statements = [
  'add',
  'put',
  'delete',
  'clear',
  'get',
  'getKey',
  'getAll',
  'getAllKeys',
  'count',
  'openCursor',
  'openKeyCursor'
] as const;

type Patched = Record<string, (this: unknown, ...given: unknown[]) => unknown>;

/**
 * A process that ends at one point: so many steps are let through, statements of
 * IndexedDB and whatever else is counted as one, and none that comes after. What a
 * transaction had not committed by then is rolled back, as by a kill.
 */
export class CrashPoint {
  #left: number;
  readonly #restore: (() => void)[] = [];
  /** Steps asked for so far. */
  steps = 0;

  constructor(after: number) {
    this.#left = after;
    for (const prototype of [IDBObjectStore.prototype, IDBIndex.prototype] as unknown as Patched[]) {
      for (const name of statements) {
        const real = prototype[name];
        if (!real) continue;
        const pass = () => this.pass();
        prototype[name] = function (...given) {
          pass();
          return real.apply(this, given);
        };
        this.#restore.push(() => (prototype[name] = real));
      }
    }
  }

  get isOver(): boolean {
    return this.#left <= 0;
  }

  /** Counts a step. Throws once the process is over. */
  pass(): void {
    if (this.isOver) throw new DOMException('the process is over', 'AbortError');
    this.#left -= 1;
    this.steps += 1;
  }

  /** The next process is a whole one. */
  end(): void {
    for (const restore of this.#restore) restore();
  }
}
