import { uuidV7 } from '../../../src/lib/domain/id.ts';
import type { Document } from '../../../src/lib/domain/document/document.ts';
import { backorderNumber, makeBackorder } from '../../../src/lib/domain/document/backorder.ts';
import { isAllowed } from '../../../src/lib/protocol/roles.ts';
import {
  closeDocumentRequestSchema,
  type CloseDocumentAnswer,
  type CloseDocumentRequest
} from '../../../src/lib/protocol/documents.ts';
import type { DocumentDecision, DocumentMoment } from '../../store/documents.ts';
import { isSame } from '../catalogue/put-row.ts';
import type { AccessContext, Call } from '../context.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';
import { tallyAt } from './document-tally.ts';

interface Asked {
  request: CloseDocumentRequest;
  backorderId: string;
  openedAt: number;
  /** Only what it has worked on itself, and has finished. */
  onlyOfDevice: string | null;
}

function backorderOf(moment: DocumentMoment, document: Document, asked: Asked): Document | null {
  const number = backorderNumber(document, (one) => moment.documentNumbered(one) !== null);
  const { backorderId: id, openedAt } = asked;
  return makeBackorder({ document, tally: tallyAt(moment, document), id, number, openedAt });
}

function decide(asked: Asked, moment: DocumentMoment): DocumentDecision<CloseDocumentAnswer | null> {
  const { id, seen, backorder, override } = asked.request;
  const present = moment.document(id);
  // Closed already: the answer was lost on its way, or the last session has closed it.
  if (present?.state === 'closed') return { value: { verdict: 'closed', row: present, backorder: null } };
  if (!present || !isSame(present, seen) || present.state !== 'open')
    return { value: { verdict: 'changed-meanwhile', present } };
  const work = moment.workOn(id);
  if (asked.onlyOfDevice !== null && !work.some(({ deviceId }) => deviceId === asked.onlyOfDevice))
    return { value: null };
  const open = work.filter(({ state }) => state !== 'closed');
  if (open.length > 0 && override === undefined) return { value: { verdict: 'work-open', work: open } };
  const row: Document = { ...present, state: 'closed' };
  const rest = backorder ? backorderOf(moment, present, asked) : null;
  return { value: { verdict: 'closed', row, backorder: rest }, documents: rest ? [row, rest] : [row] };
}

/**
 * Closes a document; what is left to do may become a document of its own. Not
 * while somebody works on it or has scans that have not come, unless the desk
 * gives a reason, which stays in the log. A device closes what it has worked on.
 *
 * Errors: `not-enrolled`, `malformed-request`, `forbidden` (an override, or a
 * document of others, without the desk's role), `busy`.
 */
export async function closeDocument({
  ctx,
  input
}: Call<unknown, AccessContext>): Promise<Result<CloseDocumentAnswer>> {
  if (!ctx.device) return fail('not-enrolled');

  const parsed = parseInput(closeDocumentRequestSchema, input);
  if (!parsed.ok) return parsed;
  const request = parsed.value;
  const { seen, override } = request;
  ctx.audit.target = override === undefined ? seen.number : `${seen.number}: ${override}`;
  // A key was given its scope by an administrator: it does what the desk does.
  const isDesk = ctx.key !== null || isAllowed(ctx.role, 'documents');
  if (override !== undefined && !isDesk) return fail('forbidden', { field: 'override' });
  const openedAt = ctx.now();
  const asked: Asked = {
    request,
    backorderId: uuidV7({ now: openedAt, random: ctx.randomBytes(10) }),
    openedAt,
    onlyOfDevice: isDesk ? null : ctx.device.id
  };
  const edited = await ctx.store.editDocuments((moment) => decide(asked, moment));
  if (!edited.ok) return fail(edited.code);
  if (edited.value === null) return fail('forbidden', { field: 'id' });
  ctx.audit.nothingDone = edited.value.verdict !== 'closed';
  return succeed(edited.value);
}
