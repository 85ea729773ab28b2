import type { z } from 'zod';
import type { CatalogueProblem } from '../../../src/lib/domain/catalogue/problem.ts';
import type { Put, PutAnswer } from '../../../src/lib/protocol/catalogue.ts';
import type { CatalogueMoment } from '../../store/catalogue-edit.ts';
import type { CatalogueEntries } from '../../store/store.ts';
import type { Call } from '../context.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';

/** How one kind of row is found, checked and stored. */
export interface RowKind<Row extends { id: string }> {
  all: (moment: CatalogueMoment) => readonly Row[];
  /** What is wrong with rows as they would stand, `all` being the whole kind afterwards. */
  check: (input: {
    changes: readonly Put<Row>[];
    all: readonly Row[];
    moment: CatalogueMoment;
  }) => CatalogueProblem[];
  entries: (rows: readonly Row[]) => CatalogueEntries;
}

/** The same content, whatever the order of the keys. */
export const isSame = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

/** JSON with its keys in order: two programs may write them differently. */
function canonical(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner
  );
}

/** The whole kind as it would stand, and what of it differs from what was seen or is to be stored. */
export function planRows<Row extends { id: string }>(
  changes: readonly Put<Row>[],
  present: readonly Row[]
): { all: Row[]; stale: Row['id'][]; toStore: Put<Row>[] } {
  const byId = new Map(present.map((row) => [row.id, row]));
  const stale: string[] = [];
  const toStore: Put<Row>[] = [];
  for (const { row, seen } of changes) {
    const now = byId.get(row.id) ?? null;
    // Stored already: the answer was lost on its way.
    if (isSame(now, row)) continue;
    if (!isSame(now, seen)) stale.push(row.id);
    toStore.push({ row, seen: now });
  }
  for (const { row } of toStore) byId.set(row.id, row);
  return { all: [...byId.values()], stale, toStore };
}

/**
 * Stores one row of the catalogue as a person has edited it, or says what is
 * wrong with it, or that another desk has changed it since it was seen.
 *
 * Errors: `not-enrolled`, `malformed-request`, `busy`.
 */
export async function putRow<Row extends { id: string }>(
  { ctx, input }: Call<unknown>,
  schema: z.ZodType<Put<Row>>,
  kind: RowKind<Row>
): Promise<Result<PutAnswer<Row>>> {
  if (!ctx.device) return fail('not-enrolled');

  const request = parseInput(schema, input);
  if (!request.ok) return request;
  const { row } = request.value;
  const edited = await ctx.store.editCatalogue<PutAnswer<Row>>((moment) => {
    const present = kind.all(moment);
    const { all, stale, toStore } = planRows([request.value], present);
    if (stale.length > 0) {
      const now = present.find(({ id }) => id === row.id) ?? null;
      return { value: { verdict: 'changed-meanwhile', present: now }, entries: null };
    }
    const problems = kind.check({ changes: toStore, all, moment });
    if (problems.length > 0) return { value: { verdict: 'refused', problems }, entries: null };
    const entries = toStore.length > 0 ? kind.entries([row]) : null;
    return { value: { verdict: 'stored', row }, entries };
  });
  return edited.ok ? succeed(edited.value) : fail(edited.code);
}
