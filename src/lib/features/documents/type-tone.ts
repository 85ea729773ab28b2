import type { DocumentType } from '$lib/domain/document/document';

/** The family of colour tokens of a type: what comes, what goes, what moves, what is looked at. */
export const typeTone = {
  receipt: 'ok',
  pick: 'out',
  transfer: 'moving',
  count: 'care'
} as const satisfies Record<DocumentType, string>;
