import { defaultSettings, type Catalogue, type Product } from '../domain/catalogue/catalogue.ts';
import { movementSchema, type Movement, type ServerStamp } from '../domain/movement/movement.ts';
import { serialKey } from '../domain/serial/serial-identity.ts';
import { projectSerial } from '../domain/serial/serial-row.ts';
import type { SerialIdentity } from '../db/schema.ts';
import type { Change, Cursor } from '../protocol/pull.ts';
import type { PushAnswer } from '../protocol/push.ts';
import type { CommittedMovement, VersionedRow } from '../protocol/rows.ts';

interface Stored {
  committed: CommittedMovement;
  content: string;
  identity: SerialIdentity | null;
  unidentified: boolean;
}

const tokenOf = ({ productId, serialKey: key }: SerialIdentity): string => `${productId}/${key}`;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const compareKeys = (a: SerialIdentity, b: SerialIdentity): number =>
  compareText(a.serialKey, b.serialKey) || compareText(a.productId, b.productId);

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
  readonly #now: () => number;

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

  get unidentified(): CommittedMovement[] {
    return [...this.#stored.values()].filter((one) => one.unidentified).map(({ committed }) => committed);
  }

  /** Answers one movement of a push as the carrier's. */
  commit(carrierDeviceId: string, raw: unknown): PushAnswer {
    const parsed = movementSchema.safeParse(raw);
    if (!parsed.success) {
      const id = typeof raw === 'object' && raw && 'id' in raw && typeof raw.id === 'string' ? raw.id : null;
      const field = parsed.error.issues[0]?.path.join('.');
      return { verdict: 'refused', id, code: 'malformed-movement', field };
    }
    const movement = parsed.data;
    if (movement.origin.deviceId !== carrierDeviceId) {
      return { verdict: 'refused', id: movement.id, code: 'foreign-origin' };
    }
    const content = JSON.stringify(movement);
    const known = this.#stored.get(movement.id);
    if (known && known.content !== content) {
      return { verdict: 'refused', id: movement.id, code: 'id-conflict' };
    }
    const stored = known ?? this.#store(movement, content, carrierDeviceId);
    const { seq, arrivedAt } = stored.committed.stamp;
    const unidentified = stored.unidentified ? { unidentified: true as const } : {};
    return { verdict: known ? 'duplicate' : 'accepted', id: movement.id, seq, arrivedAt, ...unidentified };
  }

  #store(movement: Movement, content: string, carrierDeviceId: string): Stored {
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
      stock: []
    });
    return stored;
  }

  #refold(identity: SerialIdentity, movement: Movement, seq: number): VersionedRow {
    const token = tokenOf(identity);
    const history = [...(this.#histories.get(token) ?? []), movement];
    this.#histories.set(token, history);
    const row = { ...projectSerial(identity, history).row, version: seq };
    this.#rows.set(token, row);
    return row;
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

  rowsAfter(after: SerialIdentity | null, limit: number): VersionedRow[] {
    return this.rows.filter((row) => after === null || compareKeys(row, after) > 0).slice(0, limit);
  }
}
