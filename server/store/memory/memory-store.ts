import { defaultSettings, type Catalogue } from '../../../src/lib/domain/catalogue/catalogue.ts';
import { foldable } from '../../../src/lib/domain/movement/movement.ts';
import type { Change } from '../../../src/lib/protocol/pull.ts';
import type { CommittedMovement, VersionedRow } from '../../../src/lib/protocol/rows.ts';
import { compareCodePoints, compareIdentities } from '../key-order.ts';
import { OriginSet } from '../origin-set.ts';
import { planBatch, type Commit } from '../plan-batch.ts';
import { extendRow, reprojectRow, touchedSerials, type TouchedSerial } from '../reconcile.ts';
import { searchPage } from '../search.ts';
import { createMemoryUpkeep } from './memory-upkeep.ts';
import type {
  AppendInput,
  CatalogueEntries,
  DeviceRecord,
  SerialIdentity,
  Store,
  Verdict,
  Written
} from '../store.ts';

type CatalogueChange = Exclude<Change, { type: 'movement' }>;

interface Placed<T> {
  seq: number;
  entry: T;
}

const written = <T>(value: T): Written<T> => ({ ok: true, value });

/** One text for (product, serial key): an entity id holds no slash. */
const tokenOf = ({ productId, serialKey }: SerialIdentity): string => `${productId}/${serialKey}`;

/**
 * The store without a disk, for tests and simulations: the same decisions
 * (`plan-batch.ts`, `reconcile.ts`, `search.ts`) on plain maps, and the same
 * answers as SQLite by the one conformance suite.
 */
export class MemoryStore implements Store {
  readonly epoch: string;
  #lastSeq = 0;
  readonly #commits: Commit[] = [];
  readonly #byId = new Map<string, Commit>();
  readonly #origins = new OriginSet();
  readonly #rows = new Map<string, VersionedRow>();
  readonly #bySerial = new Map<string, Commit[]>();
  readonly #devices = new Map<string, DeviceRecord>();
  readonly #sites = new Map<string, Placed<Catalogue['sites'][number]>>();
  readonly #locations = new Map<string, Placed<Catalogue['locations'][number]>>();
  readonly #products = new Map<string, Placed<Catalogue['products'][number]>>();
  readonly #partners = new Map<string, Placed<Catalogue['partners'][number]>>();
  #settings: Placed<Catalogue['settings']> | null = null;

  constructor(epoch: string) {
    this.epoch = epoch;
  }

  get #hasNothing(): boolean {
    return this.#sites.size === 0 && this.#products.size === 0;
  }

  isEmpty: Store['isEmpty'] = async () => this.#hasNothing;

  async appendMovements(input: AppendInput): Promise<Written<Verdict[]>> {
    const products = new Map([...this.#products].map(([id, { entry }]) => [id, entry]));
    const plan = planBatch(
      { lastSeq: this.#lastSeq, storedById: this.#byId, takenOrigins: this.#origins, products },
      input
    );
    for (const serials of touchedSerials(plan.commits).values()) {
      for (const touched of serials.values()) this.#reconcile(touched);
    }
    for (const commit of plan.commits) this.#keep(commit);
    return written(plan.verdicts);
  }

  #reconcile(touched: TouchedSerial): void {
    const token = tokenOf(touched.identity);
    const commits = this.#bySerial.get(token) ?? [];
    const history = commits.map(({ movement, stamp }) => foldable(movement, stamp));
    this.#rows.set(token, extendRow(this.#rows.get(token), touched) ?? reprojectRow(history, touched));
    this.#bySerial.set(token, [...commits, ...touched.commits]);
  }

  #keep(commit: Commit): void {
    this.#commits.push(commit);
    this.#byId.set(commit.movement.id, commit);
    this.#origins.add(commit.movement.origin);
    this.#lastSeq = commit.stamp.seq;
  }

  #toCommitted({ movement, stamp }: Commit): CommittedMovement {
    return { movement, stamp, deviceName: this.#devices.get(movement.origin.deviceId)?.name ?? '' };
  }

  #toChange(commit: Commit): Change {
    const row = commit.identity && this.#rows.get(tokenOf(commit.identity));
    return {
      type: 'movement',
      seq: commit.stamp.seq,
      committed: this.#toCommitted(commit),
      row: row ?? null,
      stock: []
    };
  }

  #catalogueChanges(): CatalogueChange[] {
    return [
      ...[...this.#sites.values()].map(({ seq, entry }) => ({ type: 'site' as const, seq, site: entry })),
      ...[...this.#locations.values()].map(({ seq, entry }) => ({
        type: 'location' as const,
        seq,
        location: entry
      })),
      ...[...this.#products.values()].map(({ seq, entry }) => ({
        type: 'product' as const,
        seq,
        product: entry
      })),
      ...[...this.#partners.values()].map(({ seq, entry }) => ({
        type: 'partner' as const,
        seq,
        partner: entry
      })),
      ...(this.#settings
        ? [{ type: 'settings' as const, seq: this.#settings.seq, settings: this.#settings.entry }]
        : [])
    ];
  }

  changesSince: Store['changesSince'] = async ({ cursor, limit }) => {
    if (cursor.epoch !== this.epoch || cursor.seq > this.#lastSeq) return null;
    const found: Change[] = [
      ...this.#commits.filter(({ stamp }) => stamp.seq > cursor.seq).map((commit) => this.#toChange(commit)),
      ...this.#catalogueChanges().filter(({ seq }) => seq > cursor.seq)
    ].sort((a, b) => a.seq - b.seq);
    const changes = structuredClone(found.slice(0, limit));
    const seq = changes.at(-1)?.seq ?? cursor.seq;
    return { changes, cursor: { epoch: this.epoch, seq }, more: found.length > limit };
  };

  readSnapshot: Store['readSnapshot'] = async () => {
    const all = <T extends { id: string }>(entries: Map<string, Placed<T>>): T[] =>
      [...entries.values()].map(({ entry }) => entry).sort((a, b) => compareCodePoints(a.id, b.id));
    return structuredClone({
      catalogue: {
        sites: all(this.#sites),
        locations: all(this.#locations),
        products: all(this.#products),
        partners: all(this.#partners),
        settings: this.#settings?.entry ?? defaultSettings
      },
      stock: [],
      cursor: { epoch: this.epoch, seq: this.#lastSeq },
      serialCount: this.#rows.size
    });
  };

  readRows: Store['readRows'] = async ({ after, limit }) => {
    const found = [...this.#rows.values()]
      .filter((row) => after === null || compareIdentities(row, after) > 0)
      .sort(compareIdentities);
    const rows = structuredClone(found.slice(0, limit));
    const last = found.length > limit ? rows.at(-1) : undefined;
    return { rows, next: last ? { productId: last.productId, serialKey: last.serialKey } : null };
  };

  searchSerials: Store['searchSerials'] = async (input) => {
    const entries = <T>(placed: Map<string, Placed<T>>): T[] =>
      [...placed.values()].map(({ entry }) => entry);
    const catalogue = {
      products: entries(this.#products),
      locations: entries(this.#locations),
      sites: entries(this.#sites)
    };
    return structuredClone(searchPage(this.#rows.values(), catalogue, input));
  };

  readSerial: Store['readSerial'] = async (identity) => {
    const row = this.#rows.get(tokenOf(identity));
    const commits = this.#bySerial.get(tokenOf(identity)) ?? [];
    return row
      ? structuredClone({ row, movements: commits.map((commit) => this.#toCommitted(commit)) })
      : null;
  };

  readUnidentified: Store['readUnidentified'] = async ({ limit }) =>
    this.#commits
      .filter(({ unidentified }) => unidentified)
      .reverse()
      .slice(0, limit)
      .map((commit) => structuredClone(this.#toCommitted(commit)));

  productById: Store['productById'] = async (id) => structuredClone(this.#products.get(id)?.entry ?? null);

  #put(entries: CatalogueEntries): void {
    const place = <T>(entry: T): Placed<T> => ({ seq: ++this.#lastSeq, entry: structuredClone(entry) });
    for (const site of entries.sites ?? []) this.#sites.set(site.id, place(site));
    for (const location of entries.locations ?? []) this.#locations.set(location.id, place(location));
    for (const product of entries.products ?? []) this.#products.set(product.id, place(product));
    for (const partner of entries.partners ?? []) this.#partners.set(partner.id, place(partner));
    if (entries.settings) this.#settings = place(entries.settings);
  }

  putCatalogue: Store['putCatalogue'] = async (entries) => {
    this.#put(entries);
    return written(null);
  };

  initialise: Store['initialise'] = async (entries) => {
    if (!this.#hasNothing) return written(false);
    this.#put(entries);
    return written(true);
  };

  readonly #upkeep = createMemoryUpkeep({
    serials: () => [...this.#rows].map(([token, row]) => ({ row, commits: this.#bySerial.get(token) ?? [] })),
    toCommitted: (commit) => this.#toCommitted(commit),
    replaceRow: (row) => void this.#rows.set(tokenOf(row), { ...row, version: ++this.#lastSeq })
  });
  readPurgeable = this.#upkeep.readPurgeable;
  purge = this.#upkeep.purge;
  recalculate = this.#upkeep.recalculate;

  addDevice: Store['addDevice'] = async (device) => {
    this.#devices.set(device.id, { ...device });
    return written(null);
  };

  renameDevice: Store['renameDevice'] = async ({ id, name }) => {
    const device = this.#devices.get(id);
    if (device) this.#devices.set(id, { ...device, name });
    return written(null);
  };

  deviceByTokenHash: Store['deviceByTokenHash'] = async (tokenHash) => {
    const device = [...this.#devices.values()].find((candidate) => candidate.tokenHash === tokenHash);
    return device ? { id: device.id, name: device.name } : null;
  };

  async close(): Promise<void> {}
}
