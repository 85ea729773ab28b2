import type { DocumentType } from '$lib/domain/document/document';

/** Where home leads; the addresses belong to the routes. */
export interface HomeLinks {
  serial: (identity: { productId: string; serialKey: string }) => string;
  serials: (text?: string) => string;
  entry: (prefill?: { locationId?: string; serial?: string }) => string;
  exit: string;
  /** The content of a place. */
  content: (location: { locationId: string }) => string;
  /** The stock of a product, place by place. */
  stock: (product: { productId: string }) => string;
  document: (id: string) => string;
  /** The screen on which a document is worked on. */
  task: (document: { type: DocumentType; id: string }) => string;
  documents: (filter: { type: DocumentType }) => string;
  anomalies: string;
}
