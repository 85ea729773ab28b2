import { Dexie } from 'dexie';
import { isCalm, onceCalm } from './calm';

/** What a query gives that a later change has made needless. */
export const passedOver = Symbol('passed over');

/**
 * A query that is asked anew at each change, for `liveQuery`. While scans are in hand it
 * waits, and of those that wait together only the last one runs: ten changes a second are
 * one query, not ten.
 *
 * @param input.overtaken told what a query found that a change overtook while it ran:
 *   Dexie lets it go, and while scans pour in there would be nothing new to see
 */
export function latestQuery<Value>(input: {
  query: () => Promise<Value>;
  overtaken: (found: Value) => void;
}): () => Promise<Value | typeof passedOver> {
  const { query, overtaken } = input;
  let asked = 0;
  let shown = 0;
  let calmed: Promise<void> | null = null;

  function run(turn: number): Promise<Value> {
    return query().then((found) => {
      if (turn === asked) shown = turn;
      // A task of its own: here the transaction of the query is still the present one.
      else setTimeout(() => turn > shown && overtaken(found));
      return found;
    });
  }

  /** One for all that wait: were it anew for each, a scan every tenth of a second would put it off for ever. */
  const nextCalm = (): Promise<void> =>
    // Dexie notes what a query reads only behind promises of its own.
    new Dexie.Promise((resolve) =>
      onceCalm(() => {
        calmed = null;
        resolve();
      })
    );

  return () => {
    const turn = ++asked;
    if (turn === 1 || isCalm()) return run(turn);
    calmed ??= nextCalm();
    return calmed.then<Value | typeof passedOver>(() => (turn === asked ? run(turn) : passedOver));
  };
}
