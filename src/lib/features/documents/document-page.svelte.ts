import { live } from '$lib/components/live.svelte';
import { backordersOf, documentById, readTally } from '$lib/db/queries/documents';
import type { DeviceErrorCode } from '$lib/db/result';
import type { CatalogueProblem } from '$lib/domain/catalogue/problem';
import type { Document } from '$lib/domain/document/document';
import type { DocumentTally } from '$lib/domain/document/tally';
import type { NamedWorkReport } from '$lib/protocol/documents';
import type { Device } from '$lib/sync/device';
import type { DocumentsApi } from '$lib/sync/documents-api';
import { joinDocument } from '$lib/sync/join-document';

/** A document with all that this device knows of it. */
export interface KnownDocument {
  document: Document;
  tally: DocumentTally;
  /** The document whose rest it is. */
  origin: Document | null;
  backorders: Document[];
  /** This device has worked on it: it may say that the work is over. */
  workedOnHere: boolean;
  assignee: string | null;
}

/** One document on the screen: how far it is, who works on it, and what the desk does with it. */
export class DocumentPage {
  /** Null while the server has not been reached. */
  work = $state.raw<readonly NamedWorkReport[] | null>(null);
  busy = $state(false);
  error = $state<DeviceErrorCode | null>(null);
  problems = $state.raw<readonly CatalogueProblem[]>([]);
  /** The sessions that keep it from being closed. */
  openWork = $state.raw<readonly NamedWorkReport[]>([]);
  changed = $state(false);
  readonly #device: Device;
  readonly #api: DocumentsApi;
  readonly #id: string;
  readonly #known;

  /** Call it while a component starts. */
  constructor(input: { device: Device; api: DocumentsApi; id: string }) {
    const { device, api, id } = input;
    this.#device = device;
    this.#api = api;
    this.#id = id;
    this.#known = live(() => () => this.#read());
  }

  /** Undefined until the first answer, null when this device does not know it. */
  get known(): KnownDocument | null | undefined {
    return this.#known.value;
  }

  /** Asks the server for what was done before this device began to follow, and who is at it. */
  async ask(): Promise<void> {
    this.work = await joinDocument({ db: this.#device.db, api: this.#api, id: this.#id });
  }

  /** True once it is closed. */
  async close(input: { backorder: boolean; override: string | null }): Promise<boolean> {
    const { known } = this;
    if (!known) return false;
    const { backorder, override } = input;
    const answer = await this.#during(() =>
      this.#api.closeDocument({
        id: this.#id,
        seen: known.document,
        backorder,
        ...(override !== null && { override })
      })
    );
    if (!answer.ok) {
      this.error = answer.error.code;
      return false;
    }
    const { value } = answer;
    if (value.verdict === 'work-open') this.openWork = value.work;
    if (value.verdict === 'changed-meanwhile') this.changed = true;
    this.#device.sync.nudge();
    return value.verdict === 'closed';
  }

  /** Cancels it, or opens it again. */
  async setState(state: 'open' | 'cancelled'): Promise<boolean> {
    const seen = this.known?.document;
    if (!seen) return false;
    const answer = await this.#during(() => this.#api.putDocument({ row: { ...seen, state }, seen }));
    if (!answer.ok) {
      this.error = answer.error.code;
      return false;
    }
    const { value } = answer;
    if (value.verdict === 'refused') this.problems = value.problems;
    if (value.verdict === 'changed-meanwhile') this.changed = true;
    this.#device.sync.nudge();
    return value.verdict === 'stored';
  }

  forgetAnswers(): void {
    this.error = null;
    this.problems = [];
    this.openWork = [];
    this.changed = false;
  }

  async #during<Value>(ask: () => Promise<Value>): Promise<Value> {
    this.forgetAnswers();
    this.busy = true;
    const answer = await ask();
    this.busy = false;
    return answer;
  }

  async #read(): Promise<KnownDocument | null> {
    const { db } = this.#device;
    const document = await documentById(db, this.#id);
    if (!document) return null;
    const { backorderOf, assignedTo } = document;
    const operators = (await db.readMeta('operators'))?.operators ?? [];
    return {
      document,
      tally: await readTally(db, document, 'arrival'),
      origin: backorderOf === null ? null : await documentById(db, backorderOf),
      backorders: await backordersOf(db, document.id),
      workedOnHere: (await db.work.filter(({ documentId }) => documentId === document.id).count()) > 0,
      assignee:
        assignedTo === null ? null : (operators.find(({ id }) => id === assignedTo)?.name ?? assignedTo)
    };
  }
}
