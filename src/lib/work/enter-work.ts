import { readOperator } from '$lib/db/queries/operator';
import { beginWork } from '$lib/db/commands/change-work';
import { failed, type Result } from '$lib/db/result';
import type { WorkRow, WorkSetup } from '$lib/db/schema';
import type { Document, DocumentType } from '$lib/domain/document/document';
import { uuidV7 } from '$lib/domain/id';
import type { Device } from '$lib/sync/device';
import { pageDocumentsApi } from '$lib/sync/documents-api';
import { joinDocument } from '$lib/sync/join-document';

const ID_BYTES = 10;

/** What a document says of all its scans. */
const setupOf = (document: Document | null): WorkSetup => ({
  document: document?.number ?? '',
  partnerId: document?.partnerId ?? null,
  fromLocationId: document?.fromLocationId ?? null,
  toLocationId: document?.toLocationId ?? null,
  productId: null
});

/**
 * The work session of this device on a document, or without one: the one under
 * way, or a new one.
 *
 * Errors: `not-enrolled` while nobody works here, `storage-failed`, `storage-full`.
 */
export async function enterWork(
  device: Device,
  { type, document }: { type: DocumentType; document: Document | null }
): Promise<Result<WorkRow>> {
  const operator = await readOperator(device.db);
  if (!operator) return failed({ code: 'not-enrolled' });
  // What others have done on it is told meanwhile: without a network the feed tells later.
  if (document) void joinDocument({ db: device.db, api: pageDocumentsApi(), id: document.id });
  const now = device.clock.now();
  return beginWork(device.db, {
    id: uuidV7({ now: Math.max(0, now), random: crypto.getRandomValues(new Uint8Array(ID_BYTES)) }),
    type,
    documentId: document?.id ?? null,
    setup: setupOf(document),
    operator,
    startedAt: Math.round(now),
    state: 'working',
    printLater: []
  });
}
