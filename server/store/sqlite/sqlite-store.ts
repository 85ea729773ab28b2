import { SqliteError } from 'better-sqlite3';
import { eq } from 'drizzle-orm';
import { stockEntries } from '../stock-entries.ts';
import type { Store, Written } from '../store.ts';
import { createAnomalyList } from './anomaly-list.ts';
import { createAppend } from './append.ts';
import { createCatalogueReader, createCatalogueWriter } from './catalogue.ts';
import { createEpochs } from './epochs.ts';
import { createFeed } from './feed.ts';
import { createFeedHead } from './feed-head.ts';
import { createLookups } from './lookups.ts';
import { openDatabase, type OpenOptions } from './open-database.ts';
import { device } from './schema.ts';
import { createSearch } from './search.ts';
import { createSequences } from './sequences.ts';
import { createStockRows } from './stock-rows.ts';
import { createUpkeep } from './upkeep.ts';

/**
 * The store on a SQLite file.
 *
 * @param input.newEpoch UUIDv7 that names the history when the file is new
 */
export function openSqliteStore(input: OpenOptions & { newEpoch: string }): Store {
  const { client, query } = openDatabase(input);
  const head = createFeedHead(client);
  const epochs = createEpochs(client, head, input.newEpoch);
  const append = createAppend(client);
  const sequences = createSequences(client);
  const reading = createFeed(client, query, { head, epochs });
  const lookups = createLookups(client);
  const search = createSearch(client, query);
  const catalogue = createCatalogueReader(query);
  const writer = createCatalogueWriter(client, query);
  const upkeep = createUpkeep(client);
  const stock = createStockRows(client);
  const listAnomalies = createAnomalyList(client);
  return {
    get epoch() {
      return epochs.present;
    },
    recallMoment: async (moment, nextEpoch) => unlessBusy(() => epochs.recall(moment, nextEpoch)),
    readPresent: async () => reading.presentCursor(),
    readGaps: async ({ deviceId, limit }) => sequences.gapsOf(deviceId, limit),
    isEmpty: async () => catalogue.isEmpty(),
    appendMovements: async (batch) => unlessBusy(() => append(batch)),
    changesSince: async (request) => reading.changesSince(request),
    readSnapshot: async () => reading.readSnapshot(),
    readRows: async (request) => reading.readRows(request),
    searchSerials: async (request) => search.searchSerials(request),
    nearSerials: async (request) => search.nearSerials(request),
    readSerial: async (identity) => lookups.readSerial(identity),
    readGroup: async (groupId) => lookups.readGroup(groupId),
    readUnidentified: async (request) => lookups.readUnidentified(request),
    productById: async (id) => catalogue.productById(id),
    putCatalogue: async (entries) => unlessBusy(() => (writer.putCatalogue(entries), null)),
    editCatalogue: async (decide) => unlessBusy(() => writer.editCatalogue(decide)),
    readClosings: async () => writer.readClosings(),
    initialise: async (entries) => unlessBusy(() => writer.initialise(entries)),
    readStock: async () => stockEntries(stock.all(), await search.countStock()),
    readStockMovements: async (key) => stock.movementsOf(key),
    listAnomalies: async (wanted) => listAnomalies(wanted),
    readPurgeable: async (step) => upkeep.readPurgeable(step),
    purge: async (step) => unlessBusy(() => upkeep.purge(step)),
    recalculate: async (step) => unlessBusy(() => upkeep.recalculate(step)),
    addDevice: async (record) => unlessBusy(() => (query.insert(device).values(record).run(), null)),
    renameDevice: async ({ id, name }) =>
      unlessBusy(() => (query.update(device).set({ name }).where(eq(device.id, id)).run(), null)),
    deviceById: async (id) =>
      query.select({ id: device.id, name: device.name }).from(device).where(eq(device.id, id)).get() ?? null,
    deviceByTokenHash: async (tokenHash) =>
      query
        .select({ id: device.id, name: device.name })
        .from(device)
        .where(eq(device.tokenHash, tokenHash))
        .get() ?? null,
    close: async () => {
      client.close();
    }
  };
}

function unlessBusy<T>(work: () => T): Written<T> {
  try {
    return { ok: true, value: work() };
  } catch (fault) {
    if (isBusy(fault)) return { ok: false, code: 'busy' };
    throw fault;
  }
}

function isBusy(fault: unknown): boolean {
  const cause = fault instanceof Error && fault.cause instanceof SqliteError ? fault.cause : fault;
  return cause instanceof SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(cause.code);
}
