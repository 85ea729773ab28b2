import type { OperatorsResponse } from '../protocol/access.ts';
import type { Product, Settings } from '../domain/catalogue/catalogue.ts';
import type { Document, DocumentType } from '../domain/document/document.ts';
import type { LabelChoice } from '../domain/label/label-code.ts';
import type { Movement, Operator } from '../domain/movement/movement.ts';
import type { Anomaly, AnomalyClosing } from '../domain/serial/anomaly.ts';
import type { WorkState } from '../protocol/documents.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { Cursor } from '../protocol/pull.ts';
import type { CommittedMovement, VersionedRow, VersionedStockRow } from '../protocol/rows.ts';

/** On rows with an anomaly that waits for a person, and on no others: an index of few. */
interface Flag {
  open?: 1;
}

/** A product; `packGtins`: the barcodes of its packs, for an index, where there are any. */
export type StoredProduct = Product & { packGtins?: string[] };

/** A document as the server last sent it; `numberKey` is the `documentKey` of its number. */
export type StoredDocument = Document & { numberKey: string };

/** A serial's row as the server last sent it; in the table `serials` those that changed since the segments. */
export type StoredRow = VersionedRow & Flag;

/** A stock row as the server last sent it; `key` is its `stockToken`, since no index takes a null. */
export type StoredStockRow = VersionedStockRow & Flag & { key: string };

/** What an anomaly is about. */
export type Subject =
  | { of: 'serial'; productId: string; serialKey: string; serial: string }
  | { of: 'stock'; productId: string; locationId: string | null; lot: string | null };

/**
 * What the people at this device are told of an anomaly that one of its own scans
 * is part of. There is one for each anomaly; when its state changes it is told again.
 */
export interface Notice {
  /** The anomaly's. */
  id: string;
  anomaly: Anomaly;
  subject: Subject;
  state: 'open' | AnomalyClosing;
  /** The movement that ended it, where it is known here. */
  closedBy: string | null;
  /** Those of its two sides that were scanned here. */
  ownMovementIds: string[];
  /** The version of the row that told it. */
  version: number;
  /** 1 once a person has said that they saw it in this state. */
  acknowledged: 0 | 1;
}

/** The key of a serial: its product, and the serial folded by `serialKey`. */
export interface SerialIdentity {
  productId: string;
  serialKey: string;
}

/**
 * Where an own movement stands.
 *
 *   waiting ──answer accepted/duplicate──▶ acknowledged
 *      │  ▲                                     │
 *      │  └────────────── server restored ──────┘
 *      ├──answer refused──▶ parked ──a person retries──▶ waiting
 */
export type OutboxState = 'waiting' | 'parked' | 'acknowledged';

/** The server's first verdict on an own movement. */
export interface Acknowledgement {
  /** `seq` is commit order within this epoch. */
  epoch: string;
  seq: number;
  arrivedAt: number;
  correctedAt?: number | undefined;
  sequenceReused?: true | undefined;
  lateForClosedPeriod?: true | undefined;
  /** The server keeps it as an unidentified scan. */
  unidentified?: true | undefined;
}

/** Why an own movement was refused. */
export interface Refusal {
  code: ErrorCode;
  field?: string | undefined;
  detail?: string | undefined;
}

/**
 * One own movement, kept from the scan on. Acknowledged ones stay too, at least 30
 * days: a server restored from a backup is offered them again.
 */
export interface OutboxRow {
  id: string;
  state: OutboxState;
  /** The serial it is about; absent for a movement without product or serial. */
  productId?: string | undefined;
  serialKey?: string | undefined;
  /** The stock rows it is about, by `stockToken`; none for a serial's. */
  stockKeys?: string[] | undefined;
  /** The `documentKey` of the document that it names. */
  documentKey?: string | undefined;
  /** The work session that it was made in; it never leaves this device. */
  workId?: string | undefined;
  /** Present when nobody knows its product. */
  nameless?: 1 | undefined;
  /** The name of the device whose exported queue it came from; its `origin` is that device's. */
  relayedFrom?: string | undefined;
  movement: Movement;
  acknowledgement: Acknowledgement | null;
  refusal: Refusal | null;
  /** Wall clock of this device when the answer came, raw ms. */
  answeredAt: number | null;
}

/** What is said once for all scans of a work session; null for what is not said. */
export interface WorkSetup {
  /** The number of the document that its movements name; empty for none. */
  document: string;
  partnerId: string | null;
  fromLocationId: string | null;
  toLocationId: string | null;
  /** Of a label that says a serial only. */
  productId: string | null;
  /** The parcel that is being packed, by its SSCC. */
  parcel?: string | null | undefined;
}

/**
 * A run of scans that belong together: a receipt, a pick, a transfer or a count on
 * this device. What was scanned in it are the own movements with its id.
 *
 *   working ⇄ finished here ──the server has all of it──▶ closed
 */
export interface WorkRow {
  /** A UUIDv7. */
  id: string;
  type: DocumentType;
  documentId: string | null;
  setup: WorkSetup;
  operator: Operator;
  /** Raw ms. */
  startedAt: number;
  state: WorkState;
  /** Movements whose labels are to be printed later. */
  printLater: string[];
  /** Cause → the reason that was given for it last, in this session. */
  reasons?: Record<string, string> | undefined;
}

/**
 * A movement that came through the feed, own ones included. Everything pulled is
 * kept, and the server keeps all of it for ever.
 */
export interface FeedMovement {
  id: string;
  seq: number;
  productId?: string | undefined;
  serialKey?: string | undefined;
  /** The stock rows it is about, by `stockToken`; none for a serial's. */
  stockKeys?: string[] | undefined;
  /** The `documentKey` of the document that it names. */
  documentKey?: string | undefined;
  committed: CommittedMovement;
}

/** What a recorded movement is stamped with; one record each in the table `meta`. */
export interface MetaValues {
  /** `deviceId` is null until the first enrolment; an incarnation lives as long as its database. */
  identity: { deviceId: string | null; deviceName: string | null; incarnation: string };
  sequence: { next: number; lastRecordedAt: number | null };
  /** Server clock minus the wall clock here, ms. */
  clock: { offsetMs: number };
  operator: Operator;
  /** Who may hold this phone, as the server last said. */
  operators: OperatorsResponse;
  /** Present until a person has read it: this database was found emptied or set back. */
  restoration: Restoration;
  /** The native version at which missing tables were last made anew. */
  mended: number;
}

/** What was found at a start, against the second copy and the high-water mark, and what was done. */
export interface Restoration {
  found: 'emptied' | 'set-back';
  /** Wall clock here, raw ms. */
  at: number;
  /** Movements put back into the queue from the second copy. */
  restored: number;
  /** Movements in the second copy that could not be put back; they are kept there. */
  unreadable: number;
  /** Sequence numbers that were given out and stand in neither: scans that may be lost; null when unknown. */
  missing: number | null;
}

/** What is known of a segment without reading its text. */
export interface SegmentNote {
  /** SHA-256 of the text. */
  hash: string;
  firstKey: SerialIdentity;
  count: number;
  /** The highest version among its rows. */
  newest: number;
  /** Its rows with an anomaly that waits for a person. */
  open: SerialIdentity[];
}

/**
 * A segment of the snapshot, as it was received. It belongs to the set on the
 * shelf, or waits there until all of the next set is in.
 */
export interface StoredSegment extends SegmentNote {
  /** The JSON of a `Segment`, checked when it came. */
  text: string;
  /** What its rows name, each once, for an index. */
  products: string[];
  containers: string[];
}

/** The set of segments that is read, in key order, under the rows of the table `serials`. */
export interface Shelf {
  /** The moment it holds; single rows may be newer. */
  cursor: Cursor;
  count: number;
  newest: number;
  notes: SegmentNote[];
}

/** Where this device stands in the server's feed; one record each in the table `feed`. */
export interface FeedValues {
  cursor: Cursor;
  /** The latest moment of the server that was seen, by a push or a pull. */
  known: Cursor;
  shelf: Shelf;
  /** Another number with each shelf: large as it is, it is read once and kept in memory. */
  shelfMark: number;
  settings: Settings;
  /** Wall clock here, raw ms, when a pass last ended with everything sent and pulled. */
  lastSyncedAt: number;
}

/** What people answered while scanning, on this device; one record each in the table `scanning`. */
export interface ScanningValues {
  labelChoices: LabelChoice[];
}

export type MetaRecord = {
  [Key in keyof MetaValues]: { key: Key; value: MetaValues[Key] };
}[keyof MetaValues];
export type FeedRecord = {
  [Key in keyof FeedValues]: { key: Key; value: FeedValues[Key] };
}[keyof FeedValues];

export type ScanningRecord = {
  [Key in keyof ScanningValues]: { key: Key; value: ScanningValues[Key] };
}[keyof ScanningValues];

/**
 * Numbered versions of the tables. A released one is never edited: a change is
 * the next number, with its upgrade.
 *
 * `meta` is what recording a scan writes and `feed` what pulling writes, so that
 * a scan never waits for a page of the feed: IndexedDB runs write transactions
 * side by side only when they share no table.
 */
export const schemaVersions: Record<number, Record<string, string>> = {
  1: {
    sites: 'id',
    locations: 'id, siteId, code, barcode',
    products: 'id, code, *gtins',
    partners: 'id, *roles',
    serials: '[productId+serialKey], serialKey, state.locationId',
    outbox: [
      'id',
      '&[movement.origin.incarnation+movement.origin.sequence]',
      '[state+movement.origin.incarnation+movement.origin.sequence]',
      '[productId+serialKey]',
      'serialKey'
    ].join(', '),
    movements: 'id, seq, [productId+serialKey]',
    meta: 'key',
    feed: 'key'
  },
  2: { scanning: 'key' },
  3: { serials: '[productId+serialKey], serialKey, version' },
  4: {
    serials: '[productId+serialKey], serialKey, version, open',
    stock: 'key, productId, locationId, open',
    outbox: [
      'id',
      '&[movement.origin.incarnation+movement.origin.sequence]',
      '[state+movement.origin.incarnation+movement.origin.sequence]',
      '[productId+serialKey]',
      'serialKey',
      '*stockKeys',
      'nameless',
      'movement.reverses'
    ].join(', '),
    movements: 'id, seq, [productId+serialKey], *stockKeys, committed.movement.reverses',
    notices: 'id, state, acknowledged'
  },
  5: {
    products: 'id, code, *gtins, *packGtins',
    serials: '[productId+serialKey], serialKey, version, open, state.container',
    outbox: [
      'id',
      '&[movement.origin.incarnation+movement.origin.sequence]',
      '[state+movement.origin.incarnation+movement.origin.sequence]',
      '[productId+serialKey]',
      'serialKey',
      '*stockKeys',
      'nameless',
      'movement.reverses',
      'movement.container'
    ].join(', ')
  },
  6: { segments: 'hash, *products, *containers' },
  7: {
    documents: 'id, state, numberKey',
    outbox: [
      'id',
      '&[movement.origin.incarnation+movement.origin.sequence]',
      '[state+movement.origin.incarnation+movement.origin.sequence]',
      '[productId+serialKey]',
      'serialKey',
      '*stockKeys',
      'nameless',
      'movement.reverses',
      'movement.container',
      'documentKey'
    ].join(', '),
    movements: 'id, seq, [productId+serialKey], *stockKeys, committed.movement.reverses, documentKey'
  },
  8: {
    work: 'id, state, documentId',
    outbox: [
      'id',
      '&[movement.origin.incarnation+movement.origin.sequence]',
      '[state+movement.origin.incarnation+movement.origin.sequence]',
      '[productId+serialKey]',
      'serialKey',
      '*stockKeys',
      'nameless',
      'movement.reverses',
      'movement.container',
      'documentKey',
      'workId'
    ].join(', ')
  }
};

/** Own movements by state, in the order they were made. */
export const OUTBOX_BY_STATE = '[state+movement.origin.incarnation+movement.origin.sequence]';
