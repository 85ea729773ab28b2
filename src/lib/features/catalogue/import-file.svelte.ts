import { readCatalogue } from '$lib/db/queries/catalogue';
import { listDocuments } from '$lib/db/queries/documents';
import type { DeviceErrorCode } from '$lib/db/result';
import type { CsvError } from '$lib/domain/catalogue/csv/csv-error';
import { readCsv, type CsvTable } from '$lib/domain/catalogue/csv/read-csv';
import type { CatalogueProblem } from '$lib/domain/catalogue/problem';
import { IMPORT_PART_LIMIT, type ImportAnswer, type ImportPart } from '$lib/protocol/catalogue';
import type { DeskApi } from '$lib/sync/desk-api';
import type { Device } from '$lib/sync/device';
import type { FileKind } from './export-file';
import { guessMapping, planImport, type ImportPlan, type Mapping } from './import-plan';
import { newId } from './new-id';
import { decodeCsv } from './read-file';

/** A document may have hundreds of lines, and a part must not be too large. */
const DOCUMENTS_IN_PART = 20;

/** What the server said of the last import. */
type Outcome =
  | { verdict: 'stored'; count: number }
  | { verdict: 'refused'; problems: { line: number; problem: CatalogueProblem }[] }
  | { verdict: 'changed-meanwhile'; codes: string[] };

/** A file on its way into the catalogue: read here, shown, then stored whole by the server. */
export class FileImport {
  fileName = $state('');
  /** The browser could not read the file: it is gone, or was changed after it was chosen. */
  unreadable = $state(false);
  table = $state.raw<CsvTable | null>(null);
  mapping = $state.raw<Mapping>({});
  plan = $state.raw<ImportPlan>({ rows: [], errors: [] });
  outcome = $state.raw<Outcome | null>(null);
  error = $state<DeviceErrorCode | null>(null);
  /** Rows sent, while they are; null otherwise. */
  sent = $state<number | null>(null);
  readonly kind: FileKind;
  readonly #device: Device;
  readonly #api: DeskApi;

  constructor(input: { kind: FileKind; device: Device; api: DeskApi }) {
    this.kind = input.kind;
    this.#device = input.device;
    this.#api = input.api;
  }

  get errors(): readonly CsvError[] {
    return this.plan.errors;
  }

  /** What differs from what is known: the rest is not sent. */
  get changes(): ImportPlan['rows'] {
    return this.plan.rows.filter(({ change }) => change !== 'same');
  }

  async read(file: File): Promise<void> {
    this.fileName = file.name;
    this.outcome = null;
    this.error = null;
    const bytes = await file.arrayBuffer().catch(() => null);
    this.unreadable = bytes === null;
    const read = bytes ? readCsv(decodeCsv(bytes)) : { ok: false as const, errors: [] };
    this.table = read.ok ? read.value : null;
    if (!read.ok) {
      this.plan = { rows: [], errors: read.errors };
      return;
    }
    this.mapping = guessMapping(this.kind, read.value.headings);
    await this.replan();
  }

  async map(field: string, column: number | undefined): Promise<void> {
    this.mapping = { ...this.mapping, [field]: column };
    await this.replan();
  }

  /** Reads the file again, against the catalogue as it is by now. */
  async replan(): Promise<void> {
    const { table, mapping, kind } = this;
    if (!table) return;
    this.outcome = null;
    const { db, clock, sync } = this.#device;
    const now = Math.round(clock.now() + sync.state.serverOffsetMs);
    const known = { ...(await readCatalogue(db)), documents: await listDocuments(db) };
    this.plan = planImport({ kind, table, mapping, known, now });
  }

  async send(): Promise<void> {
    const changes = this.changes;
    if (this.sent !== null || changes.length === 0) return;
    this.error = null;
    this.outcome = null;
    this.sent = 0;
    const id = newId();
    const size = this.kind === 'documents' ? DOCUMENTS_IN_PART : IMPORT_PART_LIMIT;
    for (let offset = 0; offset < changes.length; offset += size) {
      const rows = changes.slice(offset, offset + size).map(({ put }) => put);
      // Its rows are of the kind that the plan was made for.
      const part = { kind: this.kind, id, total: changes.length, offset, rows } as ImportPart;
      const answer = await this.#api.importPart(part);
      if (!answer.ok) {
        this.error = answer.error.code;
        break;
      }
      this.sent = offset + rows.length;
      this.#settle(answer.value, changes);
    }
    this.sent = null;
    this.#device.sync.nudge();
  }

  #settle(answer: ImportAnswer, changes: ImportPlan['rows']): void {
    const byId = new Map(changes.map((row) => [row.entity.id, row]));
    if (answer.verdict === 'stored') this.outcome = answer;
    if (answer.verdict === 'refused') {
      const problems = answer.problems.map((problem) => ({ line: byId.get(problem.id)?.line ?? 1, problem }));
      this.outcome = { verdict: 'refused', problems };
    }
    if (answer.verdict === 'changed-meanwhile') {
      const codes = answer.ids.slice(0, 20).map((id) => byId.get(id)?.entity.code ?? id);
      this.outcome = { verdict: 'changed-meanwhile', codes };
    }
  }
}
