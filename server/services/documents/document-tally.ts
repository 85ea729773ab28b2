import { foldable } from '../../../src/lib/domain/movement/movement.ts';
import type { Document } from '../../../src/lib/domain/document/document.ts';
import { tallyDocument, type DocumentTally } from '../../../src/lib/domain/document/tally.ts';
import type { DocumentMoment } from '../../store/documents.ts';

/** How far a document has come by the movements that are here; a transfer by what has arrived. */
export function tallyAt(moment: DocumentMoment, document: Document): DocumentTally {
  const exact = new Set(moment.catalogue().products.flatMap(({ id, exactCase }) => (exactCase ? [id] : [])));
  return tallyDocument({
    document,
    movements: moment.movementsOf(document.number).map(({ movement, stamp }) => foldable(movement, stamp)),
    isExactCase: (productId) => exact.has(productId),
    stage: 'arrival'
  });
}
