/** The newest of the rows that have the same key. */
export function newestOf<Row extends { version: number }>(
  rows: readonly Row[],
  keyOf: (row: Row) => string
): Row[] {
  const byKey = new Map<string, Row>();
  for (const row of rows) {
    const known = byKey.get(keyOf(row));
    if (!known || row.version > known.version) byKey.set(keyOf(row), row);
  }
  return [...byKey.values()];
}

/** Is a row newer than the one held, which stands at the same place? */
export const isNewer =
  (known: readonly ({ version: number } | undefined)[]) =>
  (row: { version: number }, place: number): boolean =>
    row.version > (known[place]?.version ?? -1);
