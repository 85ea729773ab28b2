import type { Location, Partner, Product } from '../../../src/lib/domain/catalogue/catalogue.ts';
import type { Document } from '../../../src/lib/domain/document/document.ts';
import {
  importPartRequestSchema,
  type ImportAnswer,
  type ImportPart,
  type Put
} from '../../../src/lib/protocol/catalogue.ts';
import type { CatalogueDecision, CatalogueMoment } from '../../store/catalogue-edit.ts';
import type { DocumentDecision, DocumentMoment } from '../../store/documents.ts';
import type { Call, ServerContext } from '../context.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';
import { decideDocuments } from '../documents/decide-documents.ts';
import { planRows, type RowKind } from './put-row.ts';
import { locationKind, partnerKind, productKind } from './row-kinds.ts';

function importDocuments(changes: readonly Put<Document>[]) {
  return (moment: DocumentMoment): DocumentDecision<ImportAnswer> => {
    const { stale, problems, documents } = decideDocuments(changes, moment);
    if (stale.length > 0)
      return { value: { verdict: 'changed-meanwhile', ids: stale.slice(0, MOST_PROBLEMS) } };
    if (problems.length > 0)
      return { value: { verdict: 'refused', problems: problems.slice(0, MOST_PROBLEMS) } };
    return { value: { verdict: 'stored', count: documents.length }, documents };
  };
}

/** More problems than this say nothing new about a file. */
const MOST_PROBLEMS = 500;

function decide<Row extends { id: string }>(
  changes: readonly Put<Row>[],
  kind: RowKind<Row>,
  moment: CatalogueMoment
): CatalogueDecision<ImportAnswer> {
  const { all, stale, toStore } = planRows(changes, kind.all(moment));
  if (stale.length > 0)
    return {
      value: { verdict: 'changed-meanwhile', ids: stale.slice(0, MOST_PROBLEMS) },
      entries: null
    };
  const problems = kind.check({ changes: toStore, all, moment });
  if (problems.length > 0)
    return { value: { verdict: 'refused', problems: problems.slice(0, MOST_PROBLEMS) }, entries: null };
  const entries = kind.entries(toStore.map(({ row }) => row));
  return { value: { verdict: 'stored', count: toStore.length }, entries };
}

const decideFor =
  (kind: Exclude<ImportPart['kind'], 'documents'>, rows: ImportPart['rows']) =>
  (moment: CatalogueMoment): CatalogueDecision<ImportAnswer> => {
    // The rows were parsed by the schema of this kind.
    if (kind === 'products') return decide(rows as Put<Product>[], productKind, moment);
    if (kind === 'locations') return decide(rows as Put<Location>[], locationKind, moment);
    return decide(rows as Put<Partner>[], partnerKind, moment);
  };

/**
 * Takes in a part of an import; the part that completes it stores the whole in
 * one transaction, or nothing.
 *
 * Errors: `not-enrolled`, `malformed-request`, `import-lost` (the server has
 * been restarted, or a part is missing: send it from the first part), `busy`.
 */
export async function importRows({
  ctx,
  input
}: Call<unknown, ServerContext>): Promise<Result<ImportAnswer>> {
  if (!ctx.device) return fail('not-enrolled');

  const request = parseInput(importPartRequestSchema, input);
  if (!request.ok) return request;
  const part = request.value;
  const taken = ctx.imports.take({ deviceId: ctx.device.id, part, now: ctx.now() });
  if (taken === null) return fail('import-lost', { field: 'offset' });
  if (typeof taken === 'number') return succeed({ verdict: 'held', received: taken });

  const edited =
    part.kind === 'documents'
      ? await ctx.store.editDocuments(importDocuments(taken as Put<Document>[]))
      : await ctx.store.editCatalogue(decideFor(part.kind, taken));
  return edited.ok ? succeed(edited.value) : fail(edited.code);
}
