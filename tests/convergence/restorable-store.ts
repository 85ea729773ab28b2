import { MemoryStore } from '../../server/store/memory/memory-store.ts';
import type { Store } from '../../server/store/store.ts';
import type { SeededRandom } from '../factories/device.ts';

const logged = [
  'appendMovements',
  'putCatalogue',
  'addDevice',
  'renameDevice',
  'recallMoment'
] as const satisfies readonly (keyof Store)[];

type Operation = (store: Store) => Promise<unknown>;

interface Backup {
  operations: number;
  marks: number;
}

/**
 * A store in memory that can be put back to an earlier moment, as a server is by a
 * file copied back: what was done up to then is done again, with the same marks,
 * and what follows leaves other ones.
 */
export class RestorableStore {
  readonly #epoch: string;
  readonly #random: SeededRandom;
  #operations: Operation[] = [];
  #marks: Uint8Array[] = [];
  #backup: Backup = { operations: 0, marks: 0 };
  present: Store;

  constructor(epoch: string, random: SeededRandom) {
    this.#epoch = epoch;
    this.#random = random;
    this.present = this.#open();
  }

  #open(): Store {
    let at = 0;
    const store = new MemoryStore(this.#epoch, (size) => {
      const mark = (this.#marks[at] ??= this.#random.bytes(size));
      at += 1;
      return mark;
    });
    for (const name of logged) {
      const perform = store[name].bind(store) as (...input: unknown[]) => Promise<unknown>;
      const note = (...input: unknown[]) => {
        this.#operations.push((other) => (other[name] as typeof perform)(...input));
        return perform(...input);
      };
      Object.defineProperty(store, name, { value: note });
    }
    return store;
  }

  backUp(): void {
    this.#backup = { operations: this.#operations.length, marks: this.#marks.length };
  }

  /** Back to the last backup, or to the beginning. */
  async restore(): Promise<void> {
    const { operations, marks } = this.#backup;
    const done = this.#operations.slice(0, operations);
    this.#operations = [];
    this.#marks = this.#marks.slice(0, marks);
    this.present = this.#open();
    for (const operation of done) await operation(this.present);
  }
}
