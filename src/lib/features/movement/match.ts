const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

/** Does one of the texts hold what was typed, accents and case aside? Nothing typed matches all. */
export function matches(typed: string, ...texts: readonly string[]): boolean {
  const sought = plain(typed.trim());
  return texts.some((text) => plain(text).includes(sought));
}
