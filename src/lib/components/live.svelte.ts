import { liveQuery } from 'dexie';

/** A query whose value follows the database; `undefined` until the first answer. */
export interface Live<Value> {
  readonly value: Value | undefined;
  readonly failed: boolean;
}

/**
 * Runs a query of the device's database, and again whenever what it read
 * changes. Call it while a component starts; it stops with the component.
 *
 * @param ask reads the reactive state that the query depends on, and returns the query
 */
export function live<Value>(ask: () => () => Promise<Value>): Live<Value> {
  let value = $state.raw<Value>();
  let failed = $state(false);
  $effect(() => {
    const subscription = liveQuery(ask()).subscribe({
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
