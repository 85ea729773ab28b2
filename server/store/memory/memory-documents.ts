import { documentKey } from '../../../src/lib/domain/document/document-key.ts';
import type { Document } from '../../../src/lib/domain/document/document.ts';
import type { NamedWorkReport, WorkReport } from '../../../src/lib/protocol/documents.ts';
import type { Change } from '../../../src/lib/protocol/pull.ts';
import { LATEST_DOCUMENTS } from '../documents.ts';

interface Placed {
  seq: number;
  document: Document;
}

/** Documents and work reports on maps. */
export class MemoryDocuments {
  readonly #documents = new Map<string, Placed>();
  readonly #reports = new Map<string, WorkReport>();
  readonly #nextSeq: () => number;
  readonly #deviceName: (id: string) => string;

  /** The feed is shared with the movements. */
  constructor(input: { nextSeq: () => number; deviceName: (id: string) => string }) {
    this.#nextSeq = input.nextSeq;
    this.#deviceName = input.deviceName;
  }

  /** The open ones, and the latest of the others, by id. */
  get present(): Document[] {
    const placed = [...this.#documents.values()];
    const isOpen = ({ document }: Placed) => document.state === 'open';
    const others = placed.filter((one) => !isOpen(one)).sort((a, b) => b.seq - a.seq);
    return [...placed.filter(isOpen), ...others.slice(0, LATEST_DOCUMENTS)]
      .map(({ document }) => document)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  document(id: string): Document | null {
    return structuredClone(this.#documents.get(id)?.document ?? null);
  }

  numbered(number: string): Document | null {
    const wanted = documentKey(number);
    const found = [...this.#documents.values()].find(
      ({ document }) => documentKey(document.number) === wanted
    );
    return structuredClone(found?.document ?? null);
  }

  workOn(documentId: string): NamedWorkReport[] {
    return [...this.#reports.values()]
      .filter((report) => report.documentId === documentId)
      .sort((a, b) => b.reportedAt - a.reportedAt || (a.workId < b.workId ? -1 : 1))
      .map((report) => ({ ...structuredClone(report), deviceName: this.#deviceName(report.deviceId) }));
  }

  workReport(workId: string): WorkReport | null {
    return structuredClone(this.#reports.get(workId) ?? null);
  }

  put(documents: readonly Document[]): void {
    for (const document of documents)
      this.#documents.set(document.id, { seq: this.#nextSeq(), document: structuredClone(document) });
  }

  report(report: WorkReport): void {
    this.#reports.set(report.workId, structuredClone(report));
  }

  changesAfter(after: number): Change[] {
    return [...this.#documents.values()]
      .filter(({ seq }) => seq > after)
      .map(({ seq, document }) => ({ type: 'document', seq, document }));
  }
}
