import type { Document } from '../../../src/lib/domain/document/document.ts';
import type { Put, PutAnswer } from '../../../src/lib/protocol/catalogue.ts';
import { putDocumentRequestSchema } from '../../../src/lib/protocol/documents.ts';
import type { DocumentDecision, DocumentMoment } from '../../store/documents.ts';
import type { AccessContext, Call } from '../context.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';
import { decideDocuments } from './decide-documents.ts';

function decide(put: Put<Document>, moment: DocumentMoment): DocumentDecision<PutAnswer<Document>> {
  const { row } = put;
  const { stale, problems, documents } = decideDocuments([put], moment);
  if (stale.length > 0) return { value: { verdict: 'changed-meanwhile', present: moment.document(row.id) } };
  if (problems.length > 0) return { value: { verdict: 'refused', problems } };
  return { value: { verdict: 'stored', row }, documents };
}

/**
 * Adds or changes a document, cancels it or opens it again, as the desk has
 * written it; or says what is wrong with it, or that another desk was faster.
 *
 * Errors: `not-enrolled`, `malformed-request`, `busy`.
 */
export async function putDocument({
  ctx,
  input
}: Call<unknown, AccessContext>): Promise<Result<PutAnswer<Document>>> {
  if (!ctx.device) return fail('not-enrolled');

  const request = parseInput(putDocumentRequestSchema, input);
  if (!request.ok) return request;
  const { row } = request.value;
  ctx.audit.target = `${row.number} (${row.state})`;
  const edited = await ctx.store.editDocuments((moment) => decide(request.value, moment));
  if (!edited.ok) return fail(edited.code);
  ctx.audit.nothingDone = edited.value.verdict !== 'stored';
  return succeed(edited.value);
}
