import { Dexie, liveQuery } from 'dexie';
import { isCalm, onceCalm } from './calm';

/** A query whose value follows the database; `undefined` until the first answer. */
export interface Live<Value> {
  readonly value: Value | undefined;
  readonly failed: boolean;
}

/** Dexie notes what a query reads only behind promises of its own. */
const calmed = () => new Dexie.Promise<void>((resolve) => onceCalm(() => resolve()));

/**
 * Runs a query of the device's database, and again whenever what it read
 * changes, scans in hand first. Call it while a component starts; it stops with the component.
 *
 * @param ask reads the reactive state that the query depends on, and returns the query
 */
export function live<Value>(ask: () => () => Promise<Value>): Live<Value> {
  let value = $state.raw<Value>();
  let failed = $state(false);
  $effect(() => {
    const query = ask();
    let isFirst = true;
    const subscription = liveQuery(() => {
      const waits = !isFirst && !isCalm();
      isFirst = false;
      return waits ? calmed().then(query) : query();
    }).subscribe({
      next: (next) => {
        value = next;
        failed = false;
      },
      error: () => {
        failed = true;
      }
    });
    return () => subscription.unsubscribe();
  });
  return {
    get value() {
      return value;
    },
    get failed() {
      return failed;
    }
  };
}
