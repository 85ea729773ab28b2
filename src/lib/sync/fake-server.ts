import { defaultSettings, type Catalogue, type Product } from '../domain/catalogue/catalogue.ts';
import { isPhysical } from '../domain/movement/kind.ts';
import { liveMovementIds } from '../domain/movement/liveness.ts';
import type { Movement, ServerStamp } from '../domain/movement/movement.ts';
import { movementSchema } from '../domain/movement/movement-schemas.ts';
import { serialKey } from '../domain/serial/serial-identity.ts';
import { projectSerial } from '../domain/serial/serial-row.ts';
import { stockKeysOf, type StockKey } from '../domain/stock/stock-effect.ts';
import { projectStock } from '../domain/stock/stock-row.ts';
import { stockToken } from '../domain/stock/stock-token.ts';
import { compareCodePoints } from '../domain/text/compare-code-points.ts';
import type { SerialIdentity } from '../db/schema.ts';
import type { Change, Cursor } from '../protocol/pull.ts';
import type { PushAnswer } from '../protocol/push.ts';
import type { CommittedMovement, VersionedRow, VersionedStockRow } from '../protocol/rows.ts';
import type { SegmentManifest } from '../protocol/segments.ts';
import { encodeSegment } from '../protocol/segment-rows.ts';
import { hashText } from './hash-text.ts';
import { FakeEnvelopes, type Received } from './fake-envelopes.ts';

interface Stored {
  committed: CommittedMovement;
  content: string;
  identity: SerialIdentity | null;
  unidentified: boolean;
}

/** Who brings movements, and who made them: another one in a relay. */
interface Carrier {
  carrierDeviceId: string;
  madeBy: string;
}

const tokenOf = ({ productId, serialKey: key }: SerialIdentity): string => `${productId}/${key}`;

const compareKeys = (a: SerialIdentity, b: SerialIdentity): number =>
  compareCodePoints(a.serialKey, b.serialKey) || compareCodePoints(a.productId, b.productId);

function accepted(verdict: 'accepted' | 'duplicate', { committed, unidentified }: Stored): PushAnswer {
  const { movement, stamp } = committed;
  const { seq, arrivedAt } = stamp;
  return { verdict, id: movement.id, seq, arrivedAt, ...(unidentified && { unidentified: true as const }) };
}

/**
 * A server in memory for tests of the device: it commits, orders, answers and
 * feeds as the protocol says, with rows from the same fold as the real one, and
 * knows no tokens, clock correction or storage.
 */
export class FakeServer {
  epoch: string;
  catalogue: Catalogue = { sites: [], locations: [], products: [], partners: [], settings: defaultSettings };
  readonly changes: Change[] = [];
  /** Ids of the devices that hold a token. */
  readonly enrolled = new Set<string>();
  readonly #stored = new Map<string, Stored>();
  readonly #histories = new Map<string, Movement[]>();
  readonly #rows = new Map<string, VersionedRow>();
  readonly #stock = new Map<string, VersionedStockRow>();
  readonly #envelopes = new FakeEnvelopes();
  readonly #now: () => number;
  /** Rows in a segment. */
  segmentRows = 3;
  readonly segmentTexts = new Map<string, string>();

  constructor(options: { epoch: string; now: () => number }) {
    this.epoch = options.epoch;
    this.#now = options.now;
  }

  get now(): number {
    return this.#now();
  }

  get seq(): number {
    return this.changes.length;
  }

  get movementIds(): string[] {
    return [...this.#stored.keys()];
  }

  /** All rows in key order. */
  get rows(): VersionedRow[] {
    return [...this.#rows.values()].sort(compareKeys);
  }

  get stock(): VersionedStockRow[] {
    return [...this.#stock.values()];
  }

  addProduct(product: Product): void {
    this.catalogue.products.push(product);
    this.changes.push({ type: 'product', seq: this.seq + 1, product });
  }

  row(identity: SerialIdentity): VersionedRow | null {
    return this.#rows.get(tokenOf(identity)) ?? null;
  }

  history(identity: SerialIdentity): CommittedMovement[] {
    return [...this.#stored.values()]
      .filter((one) => one.identity && tokenOf(one.identity) === tokenOf(identity))
      .map(({ committed }) => committed);
  }

  /** Scans of unknown products that nobody has named. */
  get unidentified(): CommittedMovement[] {
    const nameless = [...this.#stored.values()].filter((one) => one.unidentified);
    const live = liveMovementIds(nameless.map(({ committed }) => committed.movement));
    return nameless
      .map(({ committed }) => committed)
      .filter(({ movement }) => isPhysical(movement.kind) && live.has(movement.id));
  }

  /** Answers the movements of a push in their order, each of which must say that it was made by `madeBy`. */
  push(from: Carrier, raws: readonly unknown[]): PushAnswer[] {
    const answers = raws.map((raw) => this.#answer(from, raw));
    // What was held earlier in this very push has its place once the last member is in.
    return answers.map((answer) => {
      const stored = answer.verdict === 'held' ? this.#stored.get(answer.id) : undefined;
      return stored ? accepted('accepted', stored) : answer;
    });
  }

  /** Answers one movement by itself. */
  commit(deviceId: string, raw: unknown): PushAnswer {
    return this.#answer({ carrierDeviceId: deviceId, madeBy: deviceId }, raw);
  }

  #answer({ carrierDeviceId, madeBy }: Carrier, raw: unknown): PushAnswer {
    const parsed = movementSchema.safeParse(raw);
    if (!parsed.success) {
      const id = typeof raw === 'object' && raw && 'id' in raw && typeof raw.id === 'string' ? raw.id : null;
      const field = parsed.error.issues[0]?.path.join('.');
      return { verdict: 'refused', id, code: 'malformed-movement', field };
    }
    const movement = parsed.data;
    const { id } = movement;
    if (movement.origin.deviceId !== madeBy) {
      return { verdict: 'refused', id, code: 'foreign-origin' };
    }
    const received = { movement, content: JSON.stringify(movement), carrierDeviceId };
    const known = this.#stored.get(id);
    const content = known?.content ?? this.#envelopes.heldContent(id);
    if (content !== null && content !== received.content) {
      return { verdict: 'refused', id, code: 'id-conflict' };
    }
    return known ? accepted('duplicate', known) : this.#take(received);
  }

  #take(received: Received): PushAnswer {
    const { id, group } = received.movement;
    const taken = group ? this.#envelopes.take(received, group) : [received];
    if (taken === 'held') return { verdict: 'held', id };
    if (taken === 'group-mismatch') return { verdict: 'refused', id, code: 'group-mismatch' };
    const stored = taken.map((member) => this.#store(member));
    const own = stored.find(({ committed }) => committed.movement.id === id);
    return own ? accepted('accepted', own) : { verdict: 'refused', id, code: 'server-fault' };
  }

  #store({ movement, content, carrierDeviceId }: Received): Stored {
    const seq = this.seq + 1;
    const stamp: ServerStamp = { seq, carrierDeviceId, arrivedAt: this.now };
    const committed = { movement, stamp, deviceName: carrierDeviceId.slice(-4) };
    const { productId, serial } = movement;
    const product = this.catalogue.products.find(({ id }) => id === productId);
    const identity =
      product && serial !== undefined
        ? { productId: product.id, serialKey: serialKey(serial, product) }
        : null;
    const stored = { committed, content, identity, unidentified: !product };
    this.#stored.set(movement.id, stored);
    this.changes.push({
      type: 'movement',
      seq,
      committed,
      row: identity && this.#refold(identity, movement, seq),
      stock: product ? stockKeysOf(movement).map((key) => this.#refoldStock(key, movement, seq)) : []
    });
    return stored;
  }

  #refold(identity: SerialIdentity, movement: Movement, seq: number): VersionedRow {
    const history = this.#remember(tokenOf(identity), movement);
    const row = { ...projectSerial(identity, history).row, version: seq };
    this.#rows.set(tokenOf(identity), row);
    return row;
  }

  #refoldStock(key: StockKey, movement: Movement, seq: number): VersionedStockRow {
    const token = stockToken(key);
    const history = this.#remember(`stock:${token}`, movement);
    const row = { ...projectStock(key, history).row, version: seq };
    this.#stock.set(token, row);
    return row;
  }

  #remember(token: string, movement: Movement): Movement[] {
    const history = [...(this.#histories.get(token) ?? []), movement];
    this.#histories.set(token, history);
    return history;
  }

  /** The feed behind a cursor; null when the cursor is not one of this server. */
  changesSince(cursor: Cursor, limit: number): { changes: Change[]; cursor: Cursor; more: boolean } | null {
    if (cursor.epoch !== this.epoch || cursor.seq > this.seq) return null;
    const end = Math.min(this.seq, cursor.seq + limit);
    return {
      changes: this.changes.slice(cursor.seq, end),
      cursor: { epoch: this.epoch, seq: end },
      more: end < this.seq
    };
  }

  /** The snapshot as segments of so many rows. What was cut before stays to be had. */
  async segments(): Promise<SegmentManifest['segments']> {
    const { rows } = this;
    const notes: SegmentManifest['segments'] = [];
    for (let start = 0; start < rows.length; start += this.segmentRows) {
      const some = rows.slice(start, start + this.segmentRows);
      const text = JSON.stringify(encodeSegment(some));
      const hash = await hashText(text);
      this.segmentTexts.set(hash, text);
      const firstKey = { serialKey: some[0]?.serialKey ?? '', productId: some[0]?.productId ?? '' };
      notes.push({ hash, firstKey, count: some.length, bytes: text.length });
    }
    return notes;
  }
}
