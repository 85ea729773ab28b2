import { documentByNumber, listDocuments } from '$lib/db/queries/documents';
import { readCatalogue } from '$lib/db/queries/catalogue';
import type { DeviceErrorCode } from '$lib/db/result';
import type { CatalogueProblem } from '$lib/domain/catalogue/problem';
import { checkDocument, documentCatalogue } from '$lib/domain/document/check-documents';
import type { Product } from '$lib/domain/catalogue/catalogue';
import {
  emptyLine,
  proposeNumber,
  readDraft,
  toDraft,
  type DocumentDraft,
  type DocumentFault
} from '$lib/domain/document/document-draft';
import type { Document, DocumentType } from '$lib/domain/document/document';
import { uuidV7 } from '$lib/domain/id';
import type { Device } from '$lib/sync/device';
import type { DocumentsApi } from '$lib/sync/documents-api';

/** What was read before the form is shown. */
export interface FormStart {
  document: Document | null;
  known: readonly Document[];
  products: readonly Product[];
}

export async function readFormStart(device: Device, document: Document | null): Promise<FormStart> {
  const [known, { products }] = await Promise.all([listDocuments(device.db), readCatalogue(device.db)]);
  return { document, known, products };
}

/** A document under edit: what was typed, what is wrong with it, and saving it online. */
export class DocumentForm {
  draft = $state() as DocumentDraft;
  faults = $state.raw<readonly DocumentFault[]>([]);
  problems = $state.raw<readonly CatalogueProblem[]>([]);
  conflict = $state.raw<{ present: Document | null } | null>(null);
  error = $state<DeviceErrorCode | null>(null);
  saving = $state(false);
  readonly id: string;
  readonly products: ReadonlyMap<string, Product>;
  readonly #device: Device;
  readonly #api: DocumentsApi;
  readonly #known: readonly Document[];
  #seen: Document | null;
  #proposed: string;
  #clean = $state('');

  constructor(input: { device: Device; api: DocumentsApi; start: FormStart }) {
    const { device, api, start } = input;
    this.#device = device;
    this.#api = api;
    this.#known = start.known;
    this.#seen = start.document;
    this.products = new Map(start.products.map((product) => [product.id, product]));
    const random = crypto.getRandomValues(new Uint8Array(10));
    this.id = start.document?.id ?? uuidV7({ now: Date.now(), random });
    this.#proposed = proposeNumber('receipt', this.#known);
    this.#fill(start.document);
  }

  get isNew(): boolean {
    return this.#seen === null;
  }

  get dirty(): boolean {
    return JSON.stringify(this.draft) !== this.#clean;
  }

  /** A new one of another type gets the next number of that type, unless one was typed. */
  chooseType(type: DocumentType): void {
    const proposed = proposeNumber(type, this.#known);
    if (this.draft.number.trim() === this.#proposed) this.draft.number = proposed;
    this.#proposed = proposed;
    this.draft.type = type;
    if (type === 'count' && this.draft.lines.length === 1) this.draft.lines = [];
    if (type !== 'count' && this.draft.lines.length === 0) this.addLine();
  }

  addLine(): void {
    const highest = Math.max(0, ...this.draft.lines.map(({ id }) => id));
    this.draft.lines.push(emptyLine(highest + 1));
  }

  faultOf(field: string, line?: number): DocumentFault['code'] | null {
    return this.faults.find((fault) => fault.field === field && fault.line === line)?.code ?? null;
  }

  problemOf(field: string): CatalogueProblem | null {
    return this.problems.find((problem) => problem.field === field) ?? null;
  }

  /** Goes on from what the other desk has stored, with what was typed here or with theirs. */
  acceptTheirs(input: { keepMine: boolean }): void {
    const present = this.conflict?.present ?? null;
    this.conflict = null;
    this.#seen = present;
    if (!input.keepMine) this.#fill(present);
  }

  /** The stored document; null when it was not stored, and then it says why. */
  async save(): Promise<Document | null> {
    if (this.saving) return null;
    this.error = null;
    this.conflict = null;
    const { document, faults } = readDraft($state.snapshot(this.draft), {
      id: this.id,
      openedAt: Math.round(this.#device.clock.now() + this.#device.sync.state.serverOffsetMs),
      seen: this.#seen,
      product: (id) => this.products.get(id)
    });
    this.faults = faults;
    this.problems = faults.length > 0 ? [] : await this.#check(document);
    if (faults.length > 0 || this.problems.length > 0) return null;
    this.saving = true;
    const stored = await this.#send(document);
    this.saving = false;
    return stored ? document : null;
  }

  #fill(document: Document | null): void {
    this.draft = toDraft(document, { type: 'receipt', number: this.#proposed });
    this.#clean = JSON.stringify(this.draft);
    this.faults = [];
    this.problems = [];
  }

  /** What this device can already tell is wrong. */
  async #check(document: Document): Promise<CatalogueProblem[]> {
    const { db } = this.#device;
    const [catalogue, holder] = await Promise.all([readCatalogue(db), documentByNumber(db, document.number)]);
    const { id, number } = document;
    const problems = checkDocument(document, documentCatalogue(catalogue));
    return holder && holder.id !== id
      ? [{ id, code: 'number-taken', field: 'number', value: number }, ...problems]
      : problems;
  }

  async #send(row: Document): Promise<boolean> {
    const answer = await this.#api.putDocument({ row, seen: this.#seen });
    if (!answer.ok) {
      this.error = answer.error.code;
      return false;
    }
    const { value } = answer;
    if (value.verdict === 'refused') this.problems = value.problems;
    if (value.verdict === 'changed-meanwhile') this.conflict = { present: value.present };
    if (value.verdict !== 'stored') return false;
    this.#seen = row;
    this.#clean = JSON.stringify(this.draft);
    this.#device.sync.nudge();
    return true;
  }
}
