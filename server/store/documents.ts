import type { Catalogue } from '../../src/lib/domain/catalogue/catalogue.ts';
import type { Document } from '../../src/lib/domain/document/document.ts';
import type { NamedWorkReport, WorkReport } from '../../src/lib/protocol/documents.ts';
import type { CommittedMovement } from '../../src/lib/protocol/rows.ts';
import type { Written } from './written.ts';

/** Documents that are no longer open and still travel in a snapshot: the last that changed. */
export const LATEST_DOCUMENTS = 200;

/** The documents while nobody else can change them, nor add movements. */
export interface DocumentMoment {
  catalogue(): Catalogue;
  document(id: string): Document | null;
  /** By its number, whatever case it is written in. */
  documentNumbered(number: string): Document | null;
  /** Movements that name the number, and those that take them back, in commit order. */
  movementsOf(number: string): CommittedMovement[];
  /** Who works or has worked on it, the latest report first. */
  workOn(documentId: string): NamedWorkReport[];
  workReport(workId: string): WorkReport | null;
  /** Those of the movements that are not here. */
  missingOf(ids: readonly string[]): string[];
}

export interface DocumentDecision<Value> {
  value: Value;
  /** To be added or replaced; each takes its place in the feed. */
  documents?: readonly Document[];
  /** Replaces what was last reported of the session. */
  report?: WorkReport;
}

/** A document as those see it who work on it. */
export interface DocumentRecord {
  document: Document;
  movements: CommittedMovement[];
  work: NamedWorkReport[];
}

export interface DocumentEditing {
  /** Decides on what there is and stores what was decided, as one step. */
  editDocuments<Value>(decide: (moment: DocumentMoment) => DocumentDecision<Value>): Promise<Written<Value>>;
  /** All from one moment; null when there is no such document. */
  readDocument(id: string): Promise<DocumentRecord | null>;
}
