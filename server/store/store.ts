import type { Catalogue, Product } from '../../src/lib/domain/catalogue/catalogue.ts';
import type { Document } from '../../src/lib/domain/document/document.ts';
import type { Movement, ServerStamp } from '../../src/lib/domain/movement/movement.ts';
import type { SequenceRange } from '../../src/lib/domain/movement/sequence-run.ts';
import type { NearQuery } from '../../src/lib/domain/serial/near-rows.ts';
import type { SerialPosition, SerialQuery, StatusCounts } from '../../src/lib/domain/serial/serial-query.ts';
import type { StockKey } from '../../src/lib/domain/stock/stock-effect.ts';
import type { StockEntry } from '../../src/lib/domain/stock/stock-state.ts';
import type { Change, Cursor } from '../../src/lib/protocol/pull.ts';
import type { CommittedMovement, VersionedRow, VersionedStockRow } from '../../src/lib/protocol/rows.ts';
import type { AccessStore, TokenHolder } from './access.ts';
import type { AnomalyPage, AnomalyQuery } from './anomaly-query.ts';
import type { Arrival } from './arrival.ts';
import type { CatalogueEditing } from './catalogue-edit.ts';
import type { CatalogueEntries } from './catalogue-entries.ts';
import type { DocumentEditing } from './documents.ts';
import type { KeyStore } from './integrations.ts';
import type { SerialIdentity } from './serial-identity.ts';
import type { Upkeep } from './upkeep.ts';
import type { WebhookStore } from './webhooks.ts';
import type { Written } from './written.ts';

export type { Arrival } from './arrival.ts';
export type { CatalogueEntries } from './catalogue-entries.ts';
export type { SerialIdentity } from './serial-identity.ts';
export type { Written } from './written.ts';

/**
 * All persistence of the server, as whole operations: nobody above this file
 * knows what a database is. Every implementation passes one conformance suite
 * (`tests/conformance`).
 *
 * Writes that lose the race for the write lock answer `busy` and have changed
 * nothing. Anything else unexpected rejects.
 */
export interface Store extends Upkeep, CatalogueEditing, DocumentEditing {
  /** Names this history of the server; another one begins when a backup is restored. */
  readonly epoch: string;
  /**
   * Is a moment that a device remembers one of this history? If not, the server
   * was put back to an earlier state, and the next epoch begins.
   */
  recallMoment(moment: Cursor, nextEpoch: string): Promise<Written<Recall>>;
  /** True until a site or a product exists. */
  isEmpty(): Promise<boolean>;

  /** Numbers of a device that never came though later ones did, the first `limit` ranges. */
  readGaps(input: { deviceId: string; limit: number }): Promise<StreamGap[]>;

  /** How far a device has numbered its movements, and those of the given ones that are stored already. */
  readStream(input: StreamQuery): Promise<StreamState>;

  /** Commits a batch whole: verdicts in the order of the arrivals, rows reconciled. */
  appendMovements(input: AppendInput): Promise<Written<Verdict[]>>;
  /** The feed behind a cursor, in commit order; null when the cursor is not one of this server. */
  changesSince(input: { cursor: Cursor; limit: number }): Promise<ChangePage | null>;
  /** Where the feed stands now. */
  readPresent(): Promise<Cursor>;
  /** The catalogue and the cursor it stands at, from one moment. */
  readSnapshot(): Promise<Snapshot>;
  /** Rows in key order (by code point) behind `after`; null begins at the first. */
  readRows(input: { after: SerialIdentity | null; limit: number }): Promise<RowPage>;

  /** What a query finds, in its order, behind `after`; what it means is in `serial-matcher.ts`. */
  searchSerials(input: SearchInput): Promise<SearchResult>;
  /** "Did you mean": see `selectNearRows`. */
  nearSerials(input: NearQuery): Promise<VersionedRow[]>;
  /** One serial with all its movements, in commit order; null when there is none. */
  readSerial(identity: SerialIdentity): Promise<SerialRecord | null>;
  /** All movements of an envelope, in commit order; none while it is not whole. */
  readGroup(groupId: string): Promise<CommittedMovement[]>;
  /** Scans whose product nobody knows and that nobody has named yet, the latest first. */
  readUnidentified(input: { limit: number }): Promise<CommittedMovement[]>;

  /** What there is by product, place and lot, in no order. */
  readStock(): Promise<StockEntry[]>;
  /** All movements of a product, place and lot without serial, in commit order. */
  readStockMovements(key: StockKey): Promise<CommittedMovement[]>;

  /** The register of anomalies: open ones the oldest first, closed ones the latest first. */
  listAnomalies(query: AnomalyQuery): Promise<AnomalyPage>;

  productById(id: string): Promise<Product | null>;
  /** Adds or replaces catalogue rows; each takes its place in the feed. */
  putCatalogue(entries: CatalogueEntries): Promise<Written<null>>;
  /** `putCatalogue` on an empty store only; false, and nothing done, when it is not empty. */
  initialise(entries: CatalogueEntries): Promise<Written<boolean>>;

  addDevice(device: DeviceRecord): Promise<Written<null>>;
  renameDevice(input: { id: string; name: string }): Promise<Written<null>>;
  deviceById(id: string): Promise<Device | null>;
  /** By any token that it may still bring. */
  deviceByTokenHash(tokenHash: string): Promise<TokenHolder | null>;
  /** People, sessions, pairings, and what else access rests on. */
  readonly access: AccessStore;
  /** What other programs are let in by. */
  readonly keys: KeyStore;
  /** Which programs are told of changes. */
  readonly webhooks: WebhookStore;

  close(): Promise<void>;
}

export interface AppendInput {
  carrierDeviceId: string;
  arrivedAt: number;
  /** Server time minus device time, measured on this request, in ms. */
  clockOffsetMs: number;
  arrivals: readonly Arrival[];
  /** Numbers that came with movements that were refused: nothing of them is stored, and they leave no gap. */
  refused?: readonly Origin[];
}

export interface StreamQuery {
  deviceId: string;
  incarnation: string;
  /** Of movements. */
  ids: readonly string[];
}

export interface StreamState {
  /** The highest number that has come; 0 before the first. */
  highest: number;
  stored: Movement[];
}

/** Where a movement was made: the device's number for it. */
export type Origin = Movement['origin'];

export interface StreamGap extends SequenceRange {
  incarnation: string;
}

/** `past`: of an earlier epoch of this history; `restored`: of a state that this server no longer has. */
export type Recall = 'present' | 'past' | 'restored';

/** What is remembered of a movement beside its content, so that a repeat gets the first verdict. */
export interface Recorded {
  /** The movement as JSON in one canonical form: equal text means equal content. */
  payload: string;
  stamp: ServerStamp;
  unidentified: boolean;
}

export type Verdict =
  | { verdict: 'accepted' | 'duplicate'; id: string; recorded: Recorded }
  /** `held`: kept until its envelope is whole; `group-mismatch`: its envelope is whole already, or of another size. */
  | { verdict: 'held' | 'group-mismatch' | 'id-conflict'; id: string };

export interface ChangePage {
  changes: Change[];
  cursor: Cursor;
  more: boolean;
}

export interface Snapshot {
  catalogue: Catalogue;
  cursor: Cursor;
  serialCount: number;
  stock: VersionedStockRow[];
  /** The open ones, and the last that were closed or cancelled, by id. */
  documents: Document[];
}

export interface RowPage {
  rows: VersionedRow[];
  /** The key to go on from, null on the last page. */
  next: SerialIdentity | null;
}

export interface SearchInput {
  query: SerialQuery;
  /** The `next` of the page before; null begins at the top. */
  after: SerialPosition | null;
  limit: number;
}

export interface SearchResult {
  rows: VersionedRow[];
  /** Of everything found, on whatever page. */
  total: number;
  counts: StatusCounts;
  /** The position to go on from, null on the last page. */
  next: SerialPosition | null;
}

export interface SerialRecord {
  row: VersionedRow;
  movements: CommittedMovement[];
}

export interface Device {
  id: string;
  name: string;
}

export interface DeviceRecord extends Device {
  /** SHA-256 of the token, hex: the token itself is never stored. */
  tokenHash: string;
  enrolledAt: number;
}
