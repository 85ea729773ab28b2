import { foldCode, type CatalogueProblem } from './problem.ts';

/** What a row is found by, beside its id. */
export interface Coded {
  id: string;
  code: string;
}

/**
 * A code names one row of its kind, archived ones too: an old label must not
 * come to mean something else.
 *
 * @param input.all every row as it would stand afterwards
 * @param input.keyOf what must be unique; the folded code unless told
 */
export function checkCodes<Row extends Coded>(input: {
  changed: readonly Row[];
  all: readonly Row[];
  keyOf?: (row: Row) => string;
}): CatalogueProblem[] {
  const { changed, all, keyOf = ({ code }: Row) => foldCode(code) } = input;
  const holders = new Map<string, number>();
  for (const row of all) holders.set(keyOf(row), (holders.get(keyOf(row)) ?? 0) + 1);
  return changed
    .filter((row) => (holders.get(keyOf(row)) ?? 0) > 1)
    .map(({ id, code }) => ({ id, code: 'code-taken', field: 'code', value: code }));
}
