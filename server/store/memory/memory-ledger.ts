import { foldable } from '../../../src/lib/domain/movement/movement.ts';
import type { Product } from '../../../src/lib/domain/catalogue/catalogue.ts';
import type { VersionedRow, VersionedStockRow } from '../../../src/lib/protocol/rows.ts';
import { anomalyChanges, type Flagged } from '../anomaly-changes.ts';
import type { AnomalyRecord } from '../anomaly-record.ts';
import type { Member } from '../envelopes.ts';
import { compareIdentities } from '../key-order.ts';
import { OriginSet } from '../origin-set.ts';
import { planBatch, type BatchPlan, type Commit } from '../plan-batch.ts';
import { neverPurged } from '../purge.ts';
import { reconcileRow, touchedSerials, warnNamesakes, type TouchedSerial } from '../reconcile.ts';
import type { SerialIdentity } from '../serial-identity.ts';
import { stockToken } from '../../../src/lib/domain/stock/stock-token.ts';
import { reconcileStock, touchedStock, type TouchedStock } from '../stock.ts';
import type { AppendInput, Verdict } from '../store.ts';

/** One text for (product, serial key): an entity id holds no slash. */
export const tokenOf = ({ productId, serialKey }: SerialIdentity): string => `${productId}/${serialKey}`;

interface SerialWrite {
  before: VersionedRow | undefined;
  after: VersionedRow;
  commits: readonly Commit[];
}

/** What the batch needs of the catalogue. */
export interface LedgerCatalogue {
  products: ReadonlyMap<string, Pick<Product, 'exactCase' | 'serialPattern'>>;
  closedBefore: number | null;
}

const foldableOf = ({ movement, stamp }: Commit) => foldable(movement, stamp);

/** Movements and what they fold to, on maps: the decisions are those of `plan-batch.ts` and `reconcile.ts`. */
export class MemoryLedger {
  readonly commits: Commit[] = [];
  readonly byId = new Map<string, Commit>();
  readonly rows = new Map<string, VersionedRow>();
  readonly stock = new Map<string, VersionedStockRow>();
  readonly anomalies = new Map<string, AnomalyRecord>();
  /** Rows that changed without a movement: the token of each, with its place in the feed. */
  readonly rowChanges = new Map<string, number>();
  readonly stockChanges = new Map<string, number>();
  readonly #bySerial = new Map<string, Commit[]>();
  readonly #byStock = new Map<string, Commit[]>();
  readonly #origins = new OriginSet();
  readonly #held = new Map<string, Member>();
  readonly #whole = new Set<string>();
  readonly #nextSeq: () => number;
  readonly #lastSeq: () => number;

  /** The feed is shared with the catalogue. */
  constructor(feed: { last: () => number; next: () => number }) {
    this.#lastSeq = feed.last;
    this.#nextSeq = feed.next;
  }

  commitsOf(identity: SerialIdentity): readonly Commit[] {
    return this.#bySerial.get(tokenOf(identity)) ?? [];
  }

  commitsOfStock(token: string): readonly Commit[] {
    return this.#byStock.get(token) ?? [];
  }

  append(input: AppendInput, { products, closedBefore }: LedgerCatalogue): Verdict[] {
    const plan = planBatch(
      {
        lastSeq: this.#lastSeq(),
        storedById: this.byId,
        held: [...this.#held.values()],
        wholeGroups: this.#whole,
        takenOrigins: this.#origins,
        products,
        closedBefore
      },
      input
    );
    this.#keepHeld(plan);
    const writes = this.#reconcileSerials(plan, products);
    for (const commit of plan.commits) this.#keep(commit);
    for (const write of this.#settleShared(writes)) this.#noteSerial(write, input.arrivedAt);
    for (const touched of touchedStock(plan.commits)) this.#reconcileStock(touched, input.arrivedAt);
    return plan.verdicts;
  }

  /** Replaces a row as a change of its own in the feed. */
  replaceRow(row: VersionedRow, at: number): void {
    const seq = this.#nextSeq();
    const [before, after] = [this.rows.get(tokenOf(row)), { ...row, version: seq }];
    this.rows.set(tokenOf(row), after);
    this.rowChanges.set(tokenOf(row), seq);
    this.#noteSerial({ before, after, commits: [] }, at);
  }

  replaceStock(row: VersionedStockRow, at: number): void {
    const seq = this.#nextSeq();
    const [before, after] = [this.stock.get(stockToken(row)), { ...row, version: seq }];
    this.stock.set(stockToken(row), after);
    this.stockChanges.set(stockToken(row), seq);
    const { productId, locationId, lot } = row;
    this.#note({ productId, serialKey: null, locationId, lot }, { before, after, commits: [] }, at);
  }

  #keepHeld({ held, released }: BatchPlan): void {
    for (const member of held) this.#held.set(member.movement.id, member);
    for (const { id } of released) {
      this.#whole.add(id);
      for (const [memberId, { movement }] of this.#held) {
        if (movement.group?.id === id) this.#held.delete(memberId);
      }
    }
  }

  #keep(commit: Commit): void {
    this.commits.push(commit);
    this.byId.set(commit.movement.id, commit);
    this.#origins.add(commit.movement.origin);
    while (this.#lastSeq() < commit.stamp.seq) this.#nextSeq();
  }

  #reconcileSerials({ commits }: BatchPlan, products: LedgerCatalogue['products']): SerialWrite[] {
    return [...touchedSerials(commits).values()].flatMap((ofProducts) =>
      [...ofProducts.values()].map((touched) => this.#reconcile(touched, products))
    );
  }

  #reconcile(touched: TouchedSerial, products: LedgerCatalogue['products']): SerialWrite {
    const token = tokenOf(touched.identity);
    const before = this.rows.get(token);
    const known = this.#bySerial.get(token) ?? [];
    const pattern = products.get(touched.identity.productId)?.serialPattern ?? null;
    const after = reconcileRow({
      row: before,
      touched,
      pattern,
      history: () => neverPurged(known.map(foldableOf))
    });
    this.rows.set(token, after);
    this.#bySerial.set(token, [...known, ...touched.commits]);
    return { before, after, commits: touched.commits };
  }

  /** The writes with their warnings settled, and those of other products that change by it. */
  #settleShared(writes: readonly SerialWrite[]): SerialWrite[] {
    const final = new Map(writes.map((write) => [tokenOf(write.after), write]));
    for (const key of new Set(writes.map(({ after }) => after.serialKey))) {
      const rows = [...this.rows.values()]
        .filter(({ serialKey }) => serialKey === key)
        .sort(compareIdentities);
      if (rows.length < 2) continue;
      const history = (row: VersionedRow) => this.commitsOf(row).map(foldableOf);
      const settled = warnNamesakes(rows.map((row) => ({ row, history: history(row) })));
      settled.forEach((row, place) => this.#settle(row, rows[place] ?? row, final));
    }
    return [...final.values()];
  }

  #settle(row: VersionedRow, known: VersionedRow, final: Map<string, SerialWrite>): void {
    if (JSON.stringify(row.warnings) === JSON.stringify(known.warnings)) return;
    const token = tokenOf(row);
    const write = final.get(token);
    if (!write) {
      row.version = this.#nextSeq();
      this.rowChanges.set(token, row.version);
    }
    this.rows.set(token, row);
    final.set(token, { before: write ? write.before : known, after: row, commits: write?.commits ?? [] });
  }

  #reconcileStock(touched: TouchedStock, at: number): void {
    const token = stockToken(touched.key);
    const before = this.stock.get(token);
    const known = this.#byStock.get(token) ?? [];
    const after = reconcileStock({ row: before, touched, history: () => neverPurged(known.map(foldableOf)) });
    this.stock.set(token, after);
    this.#byStock.set(token, [...known, ...touched.commits]);
    const { productId, locationId, lot } = touched.key;
    this.#note(
      { productId, serialKey: null, locationId, lot },
      { before, after, commits: touched.commits },
      at
    );
  }

  #noteSerial(write: SerialWrite, at: number): void {
    const { productId, serialKey } = write.after;
    this.#note({ productId, serialKey, locationId: null, lot: null }, write, at);
  }

  #note(
    place: Pick<AnomalyRecord, 'productId' | 'serialKey' | 'locationId' | 'lot'>,
    change: { before: Flagged | undefined; after: Flagged; commits: readonly Commit[] },
    at: number
  ): void {
    const movements = change.commits.map(({ movement }) => movement);
    const changes = anomalyChanges({ ...change, movements });
    for (const anomaly of changes?.opened ?? []) {
      const known = this.anomalies.get(anomaly.id);
      const openedAt = known?.closedAt === null ? known.openedAt : at;
      this.anomalies.set(anomaly.id, {
        ...anomaly,
        ...place,
        openedAt,
        closedAt: null,
        closing: null,
        closedBy: null
      });
    }
    for (const { anomaly, closing, closedBy } of changes?.closed ?? []) {
      const known = this.anomalies.get(anomaly.id);
      if (known) this.anomalies.set(anomaly.id, { ...known, closedAt: at, closing, closedBy });
    }
  }
}
