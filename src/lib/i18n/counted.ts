/**
 * Writes a count with its noun by the plural rule of the language: in French
 * nought and one are singular, in English only one is.
 */
export function counted(locale: string): (count: number, one: string, many: string) => string {
  const numbers = new Intl.NumberFormat(locale);
  const plurals = new Intl.PluralRules(locale);
  return (count, one, many) =>
    `${numbers.format(count)}\u00a0${plurals.select(count) === 'one' ? one : many}`;
}
