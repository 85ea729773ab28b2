import { serialKey } from './serial-identity.ts';
import { SEARCH_WORDS } from './serial-query.ts';
import { possibleRange, rangeHolds, type SerialRange } from './serial-range.ts';

const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/g;
const MARKS = /\p{M}/gu;

/** The text for comparing words: case of any alphabet and accents aside (`Écran` is found by `ecran`). */
export function foldWords(text: string): string {
  return text.normalize('NFD').replace(MARKS, '').toLowerCase();
}

/** One word of what is sought, as each kind of field is compared with it. */
export interface SearchWord {
  /** For serials and lots: under the rule that serials are compared by. */
  key: string;
  /** For the words of a product; empty when nothing but accents is left, which is in no product. */
  words: string;
  /** Of the keys of serials, where the word is written as one (`SN010-SN019`) or may be one. */
  range: SerialRange | null;
}

/** Is a serial found by a word: does it hold it, or is it of the range that the word is? Both as keys. */
export const serialHolds = (key: string, word: SearchWord): boolean =>
  key.includes(word.key) || (word.range !== null && rangeHolds(word.range, key));

function toWord(text: string): SearchWord {
  const key = serialKey(text);
  return { key, words: foldWords(text), range: possibleRange(key) };
}

export interface SearchText {
  /** The whole text as a serial; empty when there is none. */
  key: string;
  words: readonly SearchWord[];
}

/** What a typed or scanned text asks for; an empty one has no words. */
export function readSearchText(text: string): SearchText {
  const clean = text.normalize('NFC').replace(/\s/g, ' ').replace(CONTROLS, '').trim();
  const words = clean.split(/ +/).filter((word) => word !== '');
  return {
    key: serialKey(clean),
    words: words.slice(0, SEARCH_WORDS).map(toWord)
  };
}

/** Does the product's code, label or one of its GTINs hold the word? */
export function productHolds(
  product: { code: string; label: string; gtins: readonly string[] },
  { words }: SearchWord
): boolean {
  return (
    words !== '' &&
    [product.code, product.label, ...product.gtins].some((field) => foldWords(field).includes(words))
  );
}

/** 0 when the serial is the text, 1 when it begins with it, 2 when it holds it, 3 otherwise. */
export function relevance(key: string, sought: SearchText): number {
  if (sought.key === '') return 0;
  if (!key.includes(sought.key)) return 3;
  return key === sought.key ? 0 : key.startsWith(sought.key) ? 1 : 2;
}
