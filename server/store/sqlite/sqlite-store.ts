import { stockEntries } from '../stock-entries.ts';
import type { Store } from '../store.ts';
import { createAccess } from './access.ts';
import { createAnomalyList } from './anomaly-list.ts';
import { createAppend } from './append.ts';
import { createCatalogueReader, createCatalogueWriter } from './catalogue.ts';
import { createDevices } from './devices.ts';
import { createDocumentReader, createDocumentWriter } from './documents.ts';
import { createEpochs } from './epochs.ts';
import { createFeed } from './feed.ts';
import { createFeedHead } from './feed-head.ts';
import { createKeys } from './keys.ts';
import { createLookups } from './lookups.ts';
import { openDatabase, type OpenOptions } from './open-database.ts';
import { createSearch } from './search.ts';
import { createSequences } from './sequences.ts';
import { createStockRows } from './stock-rows.ts';
import { unlessBusy } from './unless-busy.ts';
import { createUpkeep } from './upkeep.ts';
import { createWebhooks } from './webhooks.ts';

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
  const documents = createDocumentReader(client, query);
  const editDocuments = createDocumentWriter(client, query);
  const upkeep = createUpkeep(client);
  const stock = createStockRows(client);
  const listAnomalies = createAnomalyList(client);
  const access = createAccess(client, query);
  const keys = createKeys(client, query);
  const webhooks = createWebhooks(client, query);
  return {
    get epoch() {
      return epochs.present;
    },
    recallMoment: async (moment, nextEpoch) => unlessBusy(() => epochs.recall(moment, nextEpoch)),
    readPresent: async () => reading.presentCursor(),
    readGaps: async ({ deviceId, limit }) => sequences.gapsOf(deviceId, limit),
    readStream: async (asked) => lookups.readStream(asked),
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
    editDocuments: async (decide) => unlessBusy(() => editDocuments(decide)),
    readDocument: async (id) => documents.readDocument(id),
    readClosings: async () => writer.readClosings(),
    initialise: async (entries) => unlessBusy(() => writer.initialise(entries)),
    readStock: async () => stockEntries(stock.all(), await search.countStock()),
    readStockMovements: async (key) => stock.movementsOf(key),
    listAnomalies: async (wanted) => listAnomalies(wanted),
    readPurgeable: async (step) => upkeep.readPurgeable(step),
    purge: async (step) => unlessBusy(() => upkeep.purge(step)),
    recalculate: async (step) => unlessBusy(() => upkeep.recalculate(step)),
    ...createDevices(query),
    access,
    keys,
    webhooks,
    close: async () => {
      client.close();
    }
  };
}
