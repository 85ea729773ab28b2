import { liveQuery } from 'dexie';
import { latestQuery, passedOver } from './latest-query';

/** A query whose value follows the database; `undefined` until the first answer. */
export interface Live<Value> {
  readonly value: Value | undefined;
  readonly failed: boolean;
}

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
    let isOver = false;
    const show = (next: Value): void => {
      if (isOver) return;
      value = next;
      failed = false;
    };
    const subscription = liveQuery(latestQuery({ query: ask(), overtaken: show })).subscribe({
      next: (next) => {
        if (next !== passedOver) show(next);
      },
      error: () => {
        failed = true;
      }
    });
    return () => {
      isOver = true;
      subscription.unsubscribe();
    };
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
