import { keepDocumentMovements } from '../db/commands/keep-document-movements.ts';
import type { DouchetteDatabase } from '../db/database.ts';
import type { NamedWorkReport } from '../protocol/documents.ts';
import type { DocumentsApi } from './documents-api.ts';

/**
 * Asks once for what others have done on a document before this device began to
 * follow the feed, or that it has forgotten since, and keeps it.
 *
 * @returns who works on it; null while the server cannot be reached
 */
export async function joinDocument(input: {
  db: DouchetteDatabase;
  api: Pick<DocumentsApi, 'documentMovements'>;
  id: string;
}): Promise<readonly NamedWorkReport[] | null> {
  const { db, api, id } = input;
  const asked = await db.readFeed('cursor');
  const answer = await api.documentMovements(id);
  if (!answer.ok) return null;
  await keepDocumentMovements(db, answer.value.movements, asked);
  return answer.value.work;
}
