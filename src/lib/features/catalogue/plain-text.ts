/** Comparison for people: accents and case do not matter. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
}

/** Does one of the texts hold every word that is sought? Nothing sought finds everything. */
export function finds(sought: string, texts: readonly (string | null)[]): boolean {
  const searched = plain(texts.filter((text) => text !== null).join(' '));
  return plain(sought)
    .split(/\s+/)
    .every((word) => searched.includes(word));
}
