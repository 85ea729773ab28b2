import type { Document } from '../../../src/lib/domain/document/document.ts';
import { isComplete } from '../../../src/lib/domain/document/tally.ts';
import {
  workReportRequestSchema,
  type WorkReport,
  type WorkReportRequest,
  type WorkReportResponse
} from '../../../src/lib/protocol/documents.ts';
import type { DocumentDecision, DocumentMoment } from '../../store/documents.ts';
import type { Call } from '../context.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';
import { tallyAt } from './document-tally.ts';

/** A document that is done when nothing is left to do and nobody is at it any more; a count is closed by a person. */
function closesItself(moment: DocumentMoment, report: WorkReport): Document | null {
  if (report.documentId === null || report.state !== 'closed') return null;
  const document = moment.document(report.documentId);
  if (document?.state !== 'open' || document.type === 'count') return null;
  const others = moment.workOn(document.id).filter(({ workId }) => workId !== report.workId);
  if (others.some(({ state }) => state !== 'closed')) return null;
  return isComplete(tallyAt(moment, document)) ? { ...document, state: 'closed' } : null;
}

function decide(
  request: WorkReportRequest,
  moment: DocumentMoment,
  by: { deviceId: string; reportedAt: number }
): DocumentDecision<WorkReportResponse | null> {
  const { ids, state: said, ...rest } = request;
  const known = moment.workReport(request.workId);
  if (known && known.deviceId !== by.deviceId) return { value: null };
  const missing = moment.missingOf(ids);
  const isClosed = said === 'finished' && missing.length === 0;
  const state = isClosed ? 'closed' : said;
  const report: WorkReport = { ...rest, ...by, state, missing: missing.length };
  const closed = closesItself(moment, report);
  return {
    value: { state, serverCount: ids.length - missing.length, missing },
    report,
    ...(closed && { documents: [closed] })
  };
}

/**
 * Takes down how far a device's work session is. A finished one is closed once
 * all its movements are here; the last one of a document whose lines are all
 * done closes the document. Said twice, it is taken down once.
 *
 * Errors: `not-enrolled`, `malformed-request`, `foreign-origin` (the session is
 * another device's), `busy`.
 */
export async function reportWork({ ctx, input }: Call<unknown>): Promise<Result<WorkReportResponse>> {
  if (!ctx.device) return fail('not-enrolled');

  const request = parseInput(workReportRequestSchema, input);
  if (!request.ok) return request;
  const by = { deviceId: ctx.device.id, reportedAt: ctx.now() };
  const edited = await ctx.store.editDocuments((moment) => decide(request.value, moment, by));
  if (!edited.ok) return fail(edited.code);
  return edited.value ? succeed(edited.value) : fail('foreign-origin', { field: 'workId' });
}
