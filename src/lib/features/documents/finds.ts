/** Comparison for people: accents and case do not matter. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

/** Does one of the texts hold every word that is sought? Nothing sought finds everything. */
export function finds(sought: string, texts: readonly string[]): boolean {
  const searched = plain(texts.join(' '));
  return plain(sought.trim())
    .split(/\s+/)
    .every((word) => searched.includes(word));
}
