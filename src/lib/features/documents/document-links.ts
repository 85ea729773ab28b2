import type { DocumentType } from '$lib/domain/document/document';

/** Where documents lead; the addresses belong to the routes. */
export interface DocumentLinks {
  list: string;
  document: (id?: string) => string;
  edit: (id: string) => string;
  /** The screen on which it is worked on. */
  task: (document: { type: DocumentType; id: string }) => string;
  serial: (identity: { productId: string; serialKey: string }) => string;
  import: string;
}
