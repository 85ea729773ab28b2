import type { CatalogueProblem } from '../../../src/lib/domain/catalogue/problem.ts';
import {
  checkDocument,
  checkDocumentEdit,
  documentCatalogue
} from '../../../src/lib/domain/document/check-documents.ts';
import { documentKey } from '../../../src/lib/domain/document/document-key.ts';
import type { Document } from '../../../src/lib/domain/document/document.ts';
import type { Put } from '../../../src/lib/protocol/catalogue.ts';
import type { DocumentMoment } from '../../store/documents.ts';
import { planRows } from '../catalogue/put-row.ts';

/** What of edited documents another desk has changed, what is wrong with them, and what is to be stored. */
export function decideDocuments(
  changes: readonly Put<Document>[],
  moment: DocumentMoment
): { stale: string[]; problems: CatalogueProblem[]; documents: Document[] } {
  const present = changes.flatMap(({ row }) => moment.document(row.id) ?? []);
  const { stale, toStore } = planRows(changes, present);
  if (stale.length > 0) return { stale, problems: [], documents: [] };
  const holders = new Map<string, string>();
  for (const { row } of toStore) holders.set(documentKey(row.number), row.id);
  const isTaken = ({ id, number }: Document): boolean =>
    (moment.documentNumbered(number)?.id ?? id) !== id || holders.get(documentKey(number)) !== id;
  const catalogue = documentCatalogue(moment.catalogue());
  const problems = toStore.flatMap(({ row, seen }) => [
    ...checkDocumentEdit({
      document: row,
      seen,
      use: {
        isTaken,
        isNamed: seen !== null && moment.movementsOf(seen.number).length > 0,
        isWorkedOn: moment.workOn(row.id).some(({ state }) => state !== 'closed')
      }
    }),
    ...checkDocument(row, catalogue)
  ]);
  return { stale, problems, documents: problems.length > 0 ? [] : toStore.map(({ row }) => row) };
}
