/**
 * What a person waits for goes first: while a scan is in hand, what only brings the
 * screen up to date waits, for a moment.
 */

/** However much is scanned, the screen follows after so long, ms. */
const LONGEST_WAIT_MS = 1000;

/** Scans that pour in, ten a second, leave less between them; those of a person's hand leave more, ms. */
const QUIET_MS = 120;

let underWay = 0;
let quiet: ReturnType<typeof setTimeout> | undefined;
const waiting = new Set<() => void>();

export const isCalm = (): boolean => underWay === 0 && quiet === undefined;

/** Does what a person waits for. */
export async function goesFirst<Value>(work: () => Promise<Value>): Promise<Value> {
  underWay += 1;
  clearTimeout(quiet);
  quiet = undefined;
  try {
    return await work();
  } finally {
    underWay -= 1;
    if (underWay === 0) quiet = setTimeout(release, QUIET_MS);
  }
}

/** Calls back once nothing that goes first is or has just been under way, after a second at the latest. */
export function onceCalm(go: () => void): void {
  if (isCalm()) return go();
  const goNow = () => {
    clearTimeout(timer);
    waiting.delete(goNow);
    go();
  };
  const timer = setTimeout(goNow, LONGEST_WAIT_MS);
  waiting.add(goNow);
}

function release(): void {
  quiet = undefined;
  for (const go of [...waiting]) go();
}
