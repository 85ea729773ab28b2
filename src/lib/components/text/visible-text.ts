/** A run of text as it is, or one character that cannot be seen with its code point (`U+200B`). */
export interface TextRun {
  text: string;
  invisible: boolean;
}

// Format characters, halves of a pair, variation selectors and fillers, spaces other than the plain
// one, private use and unassigned: two serials that differ only in these look the same and are not.
const INVISIBLE =
  /[\p{Cf}\p{Cc}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}|\u2800/u;

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Spaces that a reader could not see or count: at an end, or several in a row. */
function isHiddenSpace(characters: readonly string[], at: number): boolean {
  if (characters[at] !== ' ') return false;
  return at === 0 || at === characters.length - 1 || characters[at - 1] === ' ' || characters[at + 1] === ' ';
}

/** Splits a text so that a screen can show what is otherwise invisible in it. */
export function visibleRuns(text: string): TextRun[] {
  const characters = [...text];
  const runs: TextRun[] = [];
  characters.forEach((character, at) => {
    const invisible = INVISIBLE.test(character) || isHiddenSpace(characters, at);
    const last = runs.at(-1);
    if (invisible) runs.push({ text: character === ' ' ? '␣' : codePoint(character), invisible: true });
    else if (last && !last.invisible) last.text += character;
    else runs.push({ text: character, invisible: false });
  });
  return runs;
}
