/** What is in a text that people cannot see, or may confuse. */
export interface TextTraits {
  /** Controls, line separators, bidirectional marks, zero-width and other invisible characters, odd spaces. */
  unprintable: boolean;
  nonAscii: boolean;
  /** Mixes 0 with O, or 1 with I or l. */
  lookAlike: boolean;
}

// C0, DEL, C1 and non-characters; bidi; zero width, joiners, fillers, variation selectors and tags; spaces that are no U+0020.
const UNPRINTABLE =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0f\u{e0000}-\u{e0fff}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/u;
const NON_ASCII = /[^\u0000-\u007f]/;

/** Looks a text over once. */
export function textTraits(text: string): TextTraits {
  const ones = Number(text.includes('1')) + Number(text.includes('I')) + Number(text.includes('l'));
  return {
    unprintable: UNPRINTABLE.test(text),
    nonAscii: NON_ASCII.test(text),
    lookAlike: (text.includes('0') && text.includes('O')) || ones > 1
  };
}
