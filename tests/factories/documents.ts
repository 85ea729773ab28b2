import type { Document, DocumentLine } from '../../src/lib/domain/document/document.ts';

/** So many whole units of the first product of the test catalogue. */
export const testLine = (fields: Partial<DocumentLine> & { units?: number } = {}): DocumentLine => {
  const { units = 1, ...rest } = fields;
  return {
    id: 1,
    productId: 'product-1',
    quantityMicros: units * 1_000_000,
    lot: null,
    serials: [],
    ...rest
  };
};

/** A receipt of two pieces, of the test catalogue. */
export function testDocument(fields: Partial<Document> = {}): Document {
  return {
    id: 'document-1',
    number: 'BR-1',
    type: 'receipt',
    state: 'open',
    partnerId: 'supplier-1',
    fromLocationId: null,
    toLocationId: 'loc-1',
    scope: null,
    blind: false,
    expectedOn: null,
    assignedTo: null,
    note: '',
    openedAt: 1_700_000_000_000,
    backorderOf: null,
    lines: [testLine({ units: 2, serials: ['SN-1', 'SN-2'] })],
    ...fields
  };
}
