import { documentKey } from '../../../src/lib/domain/document/document-key.ts';
import type { Catalogue } from '../../../src/lib/domain/catalogue/catalogue.ts';
import type { Document } from '../../../src/lib/domain/document/document.ts';
import type { NamedWorkReport, WorkReport } from '../../../src/lib/protocol/documents.ts';
import type { Change } from '../../../src/lib/protocol/pull.ts';
import type { CommittedMovement } from '../../../src/lib/protocol/rows.ts';
import {
  LATEST_DOCUMENTS,
  type DocumentDecision,
  type DocumentMoment,
  type DocumentRecord
} from '../documents.ts';
import type { Commit } from '../plan-batch.ts';

interface Placed {
  seq: number;
  document: Document;
}

/** What documents need of the store that they are in. */
interface StoreAccess {
  /** The feed is shared with the movements. */
  nextSeq: () => number;
  deviceName: (id: string) => string;
  catalogue: () => Catalogue;
  commits: () => readonly Commit[];
  toCommitted: (commit: Commit) => CommittedMovement;
}

/** Documents and work reports on maps. */
export class MemoryDocuments {
  readonly #documents = new Map<string, Placed>();
  readonly #reports = new Map<string, WorkReport>();
  readonly #store: StoreAccess;

  constructor(store: StoreAccess) {
    this.#store = store;
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

  #document(id: string): Document | null {
    return structuredClone(this.#documents.get(id)?.document ?? null);
  }

  #numbered(number: string): Document | null {
    const wanted = documentKey(number);
    const found = [...this.#documents.values()].find(
      ({ document }) => documentKey(document.number) === wanted
    );
    return structuredClone(found?.document ?? null);
  }

  #workOn(documentId: string): NamedWorkReport[] {
    return [...this.#reports.values()]
      .filter((report) => report.documentId === documentId)
      .sort((a, b) => b.reportedAt - a.reportedAt || (a.workId < b.workId ? -1 : 1))
      .map((report) => ({ ...structuredClone(report), deviceName: this.#store.deviceName(report.deviceId) }));
  }

  #workReport(workId: string): WorkReport | null {
    return structuredClone(this.#reports.get(workId) ?? null);
  }

  #put(documents: readonly Document[]): void {
    for (const document of documents)
      this.#documents.set(document.id, { seq: this.#store.nextSeq(), document: structuredClone(document) });
  }

  /** Reversals may be taken back themselves. */
  #movementsOf(number: string): CommittedMovement[] {
    const wanted = documentKey(number);
    const about = new Set<string>();
    for (let size = -1; size < about.size;) {
      size = about.size;
      for (const { movement } of this.#store.commits()) {
        const isNamed = movement.document !== undefined && documentKey(movement.document) === wanted;
        if (isNamed || about.has(movement.reverses ?? '')) about.add(movement.id);
      }
    }
    return this.#store
      .commits()
      .filter(({ movement }) => about.has(movement.id))
      .map((commit) => structuredClone(this.#store.toCommitted(commit)));
  }

  edit<Value>(decide: (moment: DocumentMoment) => DocumentDecision<Value>): Value {
    const { documents, report, value } = decide({
      catalogue: () => structuredClone(this.#store.catalogue()),
      document: (id) => this.#document(id),
      documentNumbered: (number) => this.#numbered(number),
      movementsOf: (number) => this.#movementsOf(number),
      workOn: (id) => this.#workOn(id),
      workReport: (id) => this.#workReport(id),
      missingOf: (ids) => {
        const here = new Set(this.#store.commits().map(({ movement }) => movement.id));
        return ids.filter((id) => !here.has(id));
      }
    });
    this.#put(documents ?? []);
    if (report) this.#reports.set(report.workId, structuredClone(report));
    return value;
  }

  read(id: string): DocumentRecord | null {
    const document = this.#document(id);
    return document && { document, movements: this.#movementsOf(document.number), work: this.#workOn(id) };
  }

  changesAfter(after: number): Change[] {
    return [...this.#documents.values()]
      .filter(({ seq }) => seq > after)
      .map(({ seq, document }) => ({ type: 'document', seq, document }));
  }
}
