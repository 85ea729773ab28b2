import { randomBytes } from 'node:crypto';
import type { SerialCount } from '../../../src/lib/domain/search/count-stock.ts';
import { stockKeysOf, type StockKey } from '../../../src/lib/domain/stock/stock-effect.ts';
import type { Change } from '../../../src/lib/protocol/pull.ts';
import type { CommittedMovement, VersionedRow, VersionedStockRow } from '../../../src/lib/protocol/rows.ts';
import type { StockOnHand } from '../../../src/lib/domain/catalogue/problem.ts';
import {
  onHandStatuses,
  type CatalogueDecision,
  type CatalogueMoment,
  type ClosingChange
} from '../catalogue-edit.ts';
import type { DocumentDecision, DocumentMoment } from '../documents.ts';
import { closedInstant } from '../closed-period.ts';
import { readPage } from '../feed-page.ts';
import { selectNearRows } from '../../../src/lib/domain/serial/near-rows.ts';
import { compareCodePoints, compareIdentities } from '../key-order.ts';
import type { Commit } from '../plan-batch.ts';
import { searchPage } from '../search.ts';
import { stockToken } from '../../../src/lib/domain/stock/stock-token.ts';
import type { AppendInput, CatalogueEntries, Store, Verdict, Written } from '../store.ts';
import { stockEntries } from '../stock-entries.ts';
import { waitingScans } from '../unidentified.ts';
import { MemoryAccess } from './memory-access.ts';
import { listMemoryAnomalies } from './memory-anomalies.ts';
import { MemoryCatalogue } from './memory-catalogue.ts';
import { MemoryDocuments } from './memory-documents.ts';
import { MemoryKeys } from './memory-keys.ts';
import { MemoryLedger, tokenOf } from './memory-ledger.ts';
import { MemoryMoments } from './memory-moments.ts';
import { MemorySequences } from './memory-sequences.ts';
import { createMemoryUpkeep } from './memory-upkeep.ts';
import { MemoryWebhooks } from './memory-webhooks.ts';

const written = <T>(value: T): Written<T> => ({ ok: true, value });

const compareStock = (a: StockKey, b: StockKey): number =>
  compareCodePoints(a.productId, b.productId) ||
  compareCodePoints(a.locationId ?? '', b.locationId ?? '') ||
  compareCodePoints(a.lot ?? '', b.lot ?? '');

/**
 * The store without a disk, for tests and simulations: the same decisions
 * (`plan-batch.ts`, `reconcile.ts`, `search.ts`) on plain maps, and the same
 * answers as SQLite by the one conformance suite.
 */
export class MemoryStore implements Store {
  #lastSeq = 0;
  readonly #moments: MemoryMoments;
  readonly #sequences = new MemorySequences();
  readonly #ledger = new MemoryLedger({ last: () => this.#lastSeq, next: () => ++this.#lastSeq });
  readonly access = new MemoryAccess();
  readonly keys = new MemoryKeys(this.access);
  readonly webhooks = new MemoryWebhooks();
  readonly #catalogue = new MemoryCatalogue(() => ++this.#lastSeq);
  readonly #documents = new MemoryDocuments({
    nextSeq: () => ++this.#lastSeq,
    deviceName: (id) => this.access.device(id)?.name ?? '',
    catalogue: () => this.#catalogue.all,
    commits: () => this.#ledger.commits,
    toCommitted: (commit) => this.#toCommitted(commit)
  });
  readonly #closings: ClosingChange[] = [];

  /** @param random fills so many bytes; a simulation gives its own */
  constructor(epoch: string, random: (size: number) => Uint8Array = randomBytes) {
    this.#moments = new MemoryMoments({ epoch, lastSeq: () => this.#lastSeq, random });
  }

  get epoch(): string {
    return this.#moments.epoch;
  }

  recallMoment: Store['recallMoment'] = async (moment, nextEpoch) =>
    written(this.#moments.recall(moment, nextEpoch));

  readPresent: Store['readPresent'] = async () => this.#moments.cursorAt(this.#lastSeq);

  readGaps: Store['readGaps'] = async ({ deviceId, limit }) => this.#sequences.gapsOf(deviceId, limit);

  readStream: Store['readStream'] = async ({ deviceId, incarnation, ids }) => ({
    highest: this.#sequences.highestOf(deviceId, incarnation),
    stored: structuredClone(ids.flatMap((id) => this.#ledger.byId.get(id)?.movement ?? []))
  });

  isEmpty: Store['isEmpty'] = async () => this.#catalogue.isEmpty;

  async appendMovements(input: AppendInput): Promise<Written<Verdict[]>> {
    const { products, sites, settings } = this.#catalogue.all;
    const facts = {
      products: new Map(products.map((product) => [product.id, product])),
      closedBefore: closedInstant(settings, sites[0])
    };
    const { arrivals, refused = [] } = input;
    this.#sequences.note([...arrivals.map(({ movement }) => movement.origin), ...refused]);
    const verdicts = this.#ledger.append(input, facts);
    this.#moments.note();
    return written(verdicts);
  }

  #toCommitted({ movement, stamp }: Commit): CommittedMovement {
    return { movement, stamp, deviceName: this.access.device(movement.origin.deviceId)?.name ?? '' };
  }

  #toChange(commit: Commit): Change {
    const row = commit.identity && this.#ledger.rows.get(tokenOf(commit.identity));
    const keys = row || commit.unidentified ? [] : stockKeysOf(commit.movement);
    return {
      type: 'movement',
      seq: commit.stamp.seq,
      committed: this.#toCommitted(commit),
      row: row ?? null,
      stock: keys
        .flatMap((key) => this.#ledger.stock.get(stockToken(key)) ?? [])
        .sort((a, b) => compareCodePoints(a.locationId ?? '', b.locationId ?? ''))
    };
  }

  #rowChanges(after: number): Change[] {
    const { rowChanges, rows, stockChanges, stock } = this.#ledger;
    const ofSerials = [...rowChanges].flatMap(([token, seq]) => {
      const row = rows.get(token);
      return row && seq > after ? [{ type: 'row' as const, seq, row }] : [];
    });
    const ofStock = [...stockChanges].flatMap(([token, seq]) => {
      const row = stock.get(token);
      return row && seq > after ? [{ type: 'stock' as const, seq, row }] : [];
    });
    return [...ofSerials, ...ofStock];
  }

  #changesAfter(after: number, limit: number): Change[] {
    const movements = this.#ledger.commits.filter(({ stamp }) => stamp.seq > after);
    return [
      ...movements.map((commit) => this.#toChange(commit)),
      ...this.#rowChanges(after),
      ...this.#catalogue.changesAfter(after),
      ...this.#documents.changesAfter(after)
    ]
      .sort((a, b) => a.seq - b.seq)
      .slice(0, limit);
  }

  changesSince: Store['changesSince'] = async (request) => {
    if (!this.#moments.holds(request.cursor)) return null;
    const page = readPage(request, (after, limit) => this.#changesAfter(after, limit));
    return structuredClone({ ...page, cursor: this.#moments.cursorAt(page.cursor.seq) });
  };

  readSnapshot: Store['readSnapshot'] = async () => {
    return structuredClone({
      catalogue: this.#catalogue.all,
      stock: [...this.#ledger.stock.values()].sort(compareStock),
      documents: this.#documents.present,
      cursor: this.#moments.cursorAt(this.#lastSeq),
      serialCount: this.#ledger.rows.size
    });
  };

  readRows: Store['readRows'] = async ({ after, limit }) => {
    const found = [...this.#ledger.rows.values()]
      .filter((row) => after === null || compareIdentities(row, after) > 0)
      .sort(compareIdentities);
    const rows = structuredClone(found.slice(0, limit));
    const last = found.length > limit ? rows.at(-1) : undefined;
    return { rows, next: last ? { productId: last.productId, serialKey: last.serialKey } : null };
  };

  searchSerials: Store['searchSerials'] = async (input) => {
    return structuredClone(searchPage(this.#ledger.rows.values(), this.#catalogue.all, input));
  };

  nearSerials: Store['nearSerials'] = async (input) =>
    structuredClone(
      selectNearRows(
        this.#ledger.rows.values(),
        input,
        (productId) => this.#catalogue.product(productId)?.exactCase ?? false
      )
    );

  readSerial: Store['readSerial'] = async (identity) => {
    const row = this.#ledger.rows.get(tokenOf(identity));
    const commits = this.#ledger.commitsOf(identity);
    return row
      ? structuredClone({ row, movements: commits.map((commit) => this.#toCommitted(commit)) })
      : null;
  };

  readGroup: Store['readGroup'] = async (groupId) =>
    this.#ledger.commits
      .filter(({ movement }) => movement.group?.id === groupId)
      .map((commit) => structuredClone(this.#toCommitted(commit)));

  readUnidentified: Store['readUnidentified'] = async ({ limit }) => {
    const unknown = this.#ledger.commits.filter(({ unidentified }) => unidentified).reverse();
    return structuredClone(waitingScans(unknown.map((commit) => this.#toCommitted(commit))).slice(0, limit));
  };

  readStock: Store['readStock'] = async () => {
    const counts = new Map<string, SerialCount>();
    for (const { productId, state } of this.#ledger.rows.values()) {
      if (state.status !== 'in-stock') continue;
      const key = { productId, locationId: state.locationId, lot: state.lot };
      const known = counts.get(stockToken(key)) ?? { ...key, serials: 0, quarantined: 0 };
      const quarantined = known.quarantined + (state.condition === 'quarantine' ? 1 : 0);
      counts.set(stockToken(key), { ...known, serials: known.serials + 1, quarantined });
    }
    return stockEntries([...this.#ledger.stock.values()], [...counts.values()]);
  };

  readStockMovements: Store['readStockMovements'] = async (key) =>
    this.#ledger.commitsOfStock(stockToken(key)).map((commit) => structuredClone(this.#toCommitted(commit)));

  listAnomalies: Store['listAnomalies'] = async (query) =>
    structuredClone(
      listMemoryAnomalies(query, {
        records: this.#ledger.anomalies.values(),
        committedById: (id) => {
          const commit = this.#ledger.byId.get(id);
          return commit ? this.#toCommitted(commit) : null;
        },
        serialOf: ({ productId, serialKey }) =>
          serialKey === null
            ? null
            : (this.#ledger.rows.get(tokenOf({ productId, serialKey }))?.serial ?? null)
      })
    );

  productById: Store['productById'] = async (id) => structuredClone(this.#catalogue.product(id) ?? null);

  #put(entries: CatalogueEntries): void {
    this.#catalogue.put(entries);
    this.#moments.note();
  }

  putCatalogue: Store['putCatalogue'] = async (entries) => {
    this.#put(entries);
    return written(null);
  };

  #stockWhere(
    ofRow: (row: VersionedRow) => boolean,
    ofStock: (row: VersionedStockRow) => boolean
  ): StockOnHand {
    const isHere = ({ state }: VersionedRow) => onHandStatuses.some((status) => status === state.status);
    const stock = [...this.#ledger.stock.values()].filter(ofStock);
    return {
      serials: [...this.#ledger.rows.values()].filter((row) => isHere(row) && ofRow(row)).length,
      quantityMicros: stock.reduce((sum, { quantityMicros }) => sum + quantityMicros, 0)
    };
  }

  async editCatalogue<Value>(
    decide: (moment: CatalogueMoment) => CatalogueDecision<Value>
  ): Promise<Written<Value>> {
    const decision = decide({
      catalogue: structuredClone(this.#catalogue.all),
      stockOfProduct: (id) =>
        this.#stockWhere(
          ({ productId }) => productId === id,
          ({ productId }) => productId === id
        ),
      stockAtLocation: (id) =>
        this.#stockWhere(
          ({ state }) => state.locationId === id,
          ({ locationId }) => locationId === id
        )
    });
    if (decision.entries) this.#put(decision.entries);
    if (decision.closing) this.#closings.unshift({ ...decision.closing });
    return written(decision.value);
  }

  async editDocuments<Value>(
    decide: (moment: DocumentMoment) => DocumentDecision<Value>
  ): Promise<Written<Value>> {
    const value = this.#documents.edit(decide);
    this.#moments.note();
    return written(value);
  }

  readDocument: Store['readDocument'] = async (id) => this.#documents.read(id);

  readClosings: Store['readClosings'] = async () =>
    this.#closings.map((change) => ({
      ...change,
      deviceName: this.access.device(change.deviceId)?.name ?? ''
    }));

  initialise: Store['initialise'] = async (entries) => {
    if (!this.#catalogue.isEmpty) return written(false);
    this.#put(entries);
    return written(true);
  };

  readonly #upkeep = createMemoryUpkeep({
    serials: () =>
      [...this.#ledger.rows.values()].map((row) => ({ row, commits: this.#ledger.commitsOf(row) })),
    stock: () =>
      [...this.#ledger.stock.values()].map((row) => ({
        row,
        commits: this.#ledger.commitsOfStock(stockToken(row))
      })),
    toCommitted: (commit) => this.#toCommitted(commit),
    replaceRow: (row, at) => {
      this.#ledger.replaceRow(row, at);
      this.#moments.note();
    },
    replaceStock: (row, at) => {
      this.#ledger.replaceStock(row, at);
      this.#moments.note();
    }
  });
  readPurgeable = this.#upkeep.readPurgeable;
  purge = this.#upkeep.purge;
  recalculate = this.#upkeep.recalculate;

  addDevice: Store['addDevice'] = async (device) => {
    this.access.addDevice(device);
    return written(null);
  };

  renameDevice: Store['renameDevice'] = async (device) => {
    this.access.renameDevice(device);
    return written(null);
  };

  deviceById: Store['deviceById'] = async (id) => this.access.device(id);

  deviceByTokenHash: Store['deviceByTokenHash'] = async (tokenHash) => this.access.deviceByToken(tokenHash);

  async close(): Promise<void> {}
}
