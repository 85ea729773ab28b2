/** A run of text as it is, or one character that cannot be seen with its code point (`U+200B`). */
export interface TextRun {
  text: string;
  invisible: boolean;
}

// Format characters, halves of a pair, variation selectors and fillers, spaces other than the plain
// one, private use and unassigned: two serials that differ only in these look the same and are not.
const INVISIBLE =
  /[\p{Cf}\p{Cc}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}|\u2800/u;

// Letters and digits of the alphabets that have ours among their shapes, and signs that stand for an ASCII one.
const FOREIGN_LOOKING =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Lisu}]|(?![\x20-\x7e])[\p{Nd}\p{P}\p{S}]/u;

/** Nothing in it that is not what it looks like. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/** A character that may be taken for another one: the first letter of Cyrillic `А1`, the ligature in `ﬁ1`. */
const looksLikeAnother = (character: string): boolean =>
  !PLAIN.test(character) && (FOREIGN_LOOKING.test(character) || character.normalize('NFKC') !== character);

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Spaces that a reader could not see or count: at an end, or several in a row. */
function isHiddenSpace(characters: readonly string[], at: number): boolean {
  if (characters[at] !== ' ') return false;
  return at === 0 || at === characters.length - 1 || characters[at - 1] === ' ' || characters[at + 1] === ' ';
}

/**
 * Splits a text so that a screen can show what is otherwise invisible in it.
 *
 * @param kind of a `code`, such as a serial, letters that only look like ASCII ones are named too: two codes
 *   that differ in one must not look the same; a `name` may well be in another alphabet
 */
export function visibleRuns(text: string, kind: 'code' | 'name' = 'name'): TextRun[] {
  if (PLAIN.test(text)) return [{ text, invisible: false }];
  const characters = [...text];
  const runs: TextRun[] = [];
  characters.forEach((character, at) => {
    const invisible = INVISIBLE.test(character) || isHiddenSpace(characters, at);
    const last = runs.at(-1);
    if (invisible) runs.push({ text: character === ' ' ? '␣' : codePoint(character), invisible: true });
    else if (last && !last.invisible) last.text += character;
    else runs.push({ text: character, invisible: false });
    if (kind === 'code' && !invisible && looksLikeAnother(character)) {
      runs.push({ text: codePoint(character), invisible: true });
    }
  });
  return runs;
}

/** A name for where only text can stand, such as the sentence of a message. */
export const visibleName = (name: string): string =>
  visibleRuns(name)
    .map(({ text, invisible }) => (invisible ? `[${text}]` : text))
    .join('');
