import { readNearText, selectNearRows, type NearQuery } from '../serial/near-rows.ts';
import { confusableKey } from '../serial/near-serials.ts';
import { serialKey } from '../serial/serial-identity.ts';
import type { SerialIndex } from './serial-index.ts';
import { TEXT_BLOCK_ROWS, type TextBlock } from './text-column.ts';

/** The shapes of ASCII characters by `confusableKey`: what looks alike has the same one. */
const SHAPES = Uint8Array.from({ length: 128 }, (_, code) =>
  confusableKey(String.fromCharCode(code)).charCodeAt(0)
);

const shapeOf = (code: number): number => (code < 128 ? (SHAPES[code] ?? code) : code);

const shapesOf = (text: string): Uint16Array =>
  Uint16Array.from({ length: text.length }, (_, at) => shapeOf(text.charCodeAt(at)));

/**
 * The rows of a block between which and the sought one at most one slip can lie,
 * look-alikes aside: what is alike from both ends leaves one character, or two
 * that are exchanged. One loop without objects, since it meets every serial.
 */
function nearRows({ folded, starts }: TextBlock, sought: Uint16Array): number[] {
  const size = sought.length;
  const rows: number[] = [];
  for (let row = 0; row < starts.length - 1; row++) {
    const start = starts[row] ?? 0;
    const length = (starts[row + 1] ?? 0) - start - 1;
    if (length < size - 1 || length > size + 1) continue;
    const shorter = length < size ? length : size;
    let before = 0;
    while (before < shorter && sought[before] === shapeOf(folded.charCodeAt(start + before))) before++;
    const end = start + length - 1;
    let behind = 0;
    const most = shorter - before;
    while (behind < most && sought[size - 1 - behind] === shapeOf(folded.charCodeAt(end - behind))) behind++;
    const left = (length > size ? length : size) - before - behind;
    if (left <= 1 || (left === 2 && isExchanged(sought, folded, { before, start }))) rows.push(row);
  }
  return rows;
}

/** Do the two characters behind `before` stand the other way round? */
function isExchanged(
  sought: Uint16Array,
  folded: string,
  { before, start }: { before: number; start: number }
): boolean {
  return (
    sought[before] === shapeOf(folded.charCodeAt(start + before + 1)) &&
    sought[before + 1] === shapeOf(folded.charCodeAt(start + before))
  );
}

/** Slots of serials that may be near a text: every near one, few others, and the text's own. */
export function nearSlots(index: SerialIndex, text: string): number[] {
  const sought = shapesOf(text);
  return index.keys
    .blocks()
    .flatMap((block, at) => nearRows(block, sought).map((row) => at * TEXT_BLOCK_ROWS + row))
    .filter((slot) => index.isThere(slot));
}

/** The slots of `selectNearRows`, in its order. */
export function findNearSlots(
  index: SerialIndex,
  query: NearQuery,
  exactCaseOf: (productId: string) => boolean
): number[] {
  const sought = readNearText(query.text);
  if (sought === null) return [];
  const candidates = nearSlots(index, serialKey(sought)).map((slot) => ({ slot, ...index.identityOf(slot) }));
  return selectNearRows(candidates, query, exactCaseOf).map(({ slot }) => slot);
}
