import type { Document } from './document.ts';
import { restLines, type DocumentTally } from './tally.ts';

const NUMBER_LIMIT = 80;

const SUFFIX = /-R\d+$/;

/** The number of the next backorder: `BL-7` leaves `BL-7-R1`, and that one `BL-7-R2`. */
export function backorderNumber(
  { number, backorderOf }: Pick<Document, 'number' | 'backorderOf'>,
  isTaken: (number: string) => boolean
): string {
  const stem = backorderOf === null ? number : number.replace(SUFFIX, '');
  for (let at = 1; ; at++) {
    const suffix = `-R${at}`;
    const next = `${stem.slice(0, NUMBER_LIMIT - suffix.length)}${suffix}`;
    if (!isTaken(next)) return next;
  }
}

/** Only what comes or goes leaves a rest that somebody still expects. */
const leavesRest = ({ type }: Document): boolean => type === 'receipt' || type === 'pick';

/** The document with what is left to do of one that is closed short; null when nothing is. */
export function makeBackorder(input: {
  document: Document;
  tally: DocumentTally;
  id: string;
  number: string;
  openedAt: number;
}): Document | null {
  const { document, tally, id, number, openedAt } = input;
  const lines = restLines(tally);
  if (lines.length === 0 || !leavesRest(document)) return null;
  return { ...document, id, number, openedAt, state: 'open', backorderOf: document.id, lines };
}
