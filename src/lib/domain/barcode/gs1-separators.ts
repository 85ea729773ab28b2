/** The separator between elements: FNC1 as readers transmit it (GS1 General Specifications §7.8.6.1). */
export const GS = '\u001d';

// What wedges, log files and label designers show instead of the control character.
const NAMED = /␝|<GS>|<FNC1>|\{GS\}|\{FNC1\}|\[GS\]|\[FNC1\]|\\x1d|\\u001d|\\035|\\F|~d029|\^\]/gi;
// Signs that no GS1 value can hold, so that in GS1 data they can only be separators (232 is FNC1 in Data Matrix).
const OUTSIDE_SETS = /[|^~\u00e8\u001c\u001e\u001f]/g;

/** A text with its separators as GS, and whether they had to be put back. */
export interface Separated {
  text: string;
  substituted: boolean;
}

/** Puts back separators that are written out by name or drawn as a picture. */
export function restoreNamedSeparators(text: string): Separated {
  if (text.includes(GS)) return { text, substituted: false };
  const restored = text.replace(NAMED, GS);
  return { text: restored, substituted: restored !== text };
}

/** As `restoreNamedSeparators`, and signs such as `|` that cannot be GS1 data. Only for what is known to be GS1. */
export function restoreGs1Separators(text: string): Separated {
  if (text.includes(GS)) return { text, substituted: false };
  const restored = text.replace(NAMED, GS).replace(OUTSIDE_SETS, GS);
  return { text: restored, substituted: restored !== text };
}
