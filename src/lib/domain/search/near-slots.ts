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

interface Row {
  text: string;
  start: number;
  length: number;
}

/** How many characters are alike from the beginning. */
function alikeBefore(sought: Uint16Array, { text, start, length }: Row): number {
  const most = Math.min(sought.length, length);
  let alike = 0;
  while (alike < most && sought[alike] === shapeOf(text.charCodeAt(start + alike))) alike++;
  return alike;
}

/** How many characters are alike from the end, of `most` at most. */
function alikeBehind(sought: Uint16Array, { text, start, length }: Row, most: number): number {
  let alike = 0;
  while (
    alike < most &&
    sought[sought.length - 1 - alike] === shapeOf(text.charCodeAt(start + length - 1 - alike))
  ) {
    alike++;
  }
  return alike;
}

/** Do the two characters behind `before` stand the other way round? */
function isExchanged(sought: Uint16Array, { text, start }: Row, before: number): boolean {
  return (
    sought[before] === shapeOf(text.charCodeAt(start + before + 1)) &&
    sought[before + 1] === shapeOf(text.charCodeAt(start + before))
  );
}

/**
 * Can at most one slip lie between the two, look-alikes aside? Then what is alike
 * from both ends leaves one character, or two that are exchanged.
 */
function mayBeNear(sought: Uint16Array, row: Row): boolean {
  if (Math.abs(sought.length - row.length) > 1) return false;
  const before = alikeBefore(sought, row);
  const behind = alikeBehind(sought, row, Math.min(sought.length, row.length) - before);
  const left = Math.max(sought.length, row.length) - before - behind;
  return left <= 1 || (left === 2 && sought.length === row.length && isExchanged(sought, row, before));
}

function nearRows({ folded, starts }: TextBlock, sought: Uint16Array): number[] {
  const rows: number[] = [];
  for (let row = 0; row < starts.length - 1; row++) {
    const start = starts[row] ?? 0;
    const length = (starts[row + 1] ?? 0) - start - 1;
    if (mayBeNear(sought, { text: folded, start, length })) rows.push(row);
  }
  return rows;
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
