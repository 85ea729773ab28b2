import { createRxDatabase } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';

/** RxDB 17 with its free storage for browsers and the replication of its own documents, to a small server. */
const schema = (properties) => ({
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 100 },
    ...Object.fromEntries(properties.map((name) => [name, {}]))
  },
  required: ['id']
});

async function collectionOf(name, properties) {
  const database = await createRxDatabase({ name, storage: getRxStorageDexie(), multiInstance: false });
  const collections = await database.addCollections({ documents: { schema: schema(properties) } });
  return collections.documents;
}

const post = async (path, body) =>
  (
    await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body)
    })
  ).json();

window.peer = {
  async push({ documents, batch }) {
    const queue = await collectionOf(
      'queue',
      Object.keys(documents[0]).filter((name) => name !== 'id')
    );
    for (let from = 0; from < documents.length; from += batch) {
      await queue.bulkInsert(documents.slice(from, from + batch));
    }
    let count = 0;
    const startedAt = performance.now();
    const replication = replicateRxCollection({
      collection: queue,
      replicationIdentifier: 'push',
      live: false,
      push: {
        batchSize: batch,
        async handler(rows) {
          count += rows.length;
          return post(
            '/rx/push',
            rows.map(({ newDocumentState }) => newDocumentState)
          );
        }
      }
    });
    await replication.awaitInitialReplication();
    return { ms: performance.now() - startedAt, count };
  },

  async pull({ batch, lookups, properties }) {
    const rows = await collectionOf('rows', properties);
    const startedAt = performance.now();
    const replication = replicateRxCollection({
      collection: rows,
      replicationIdentifier: 'pull',
      live: false,
      pull: {
        batchSize: batch,
        async handler(checkpoint, limit) {
          return (await fetch(`/rx/pull?after=${checkpoint?.seq ?? 0}&limit=${limit}`)).json();
        }
      }
    });
    await replication.awaitInitialReplication();
    const ms = performance.now() - startedAt;
    const lookupsMs = [];
    for (const id of lookups) {
      const askedAt = performance.now();
      await rows.findOne(id).exec();
      lookupsMs.push(performance.now() - askedAt);
    }
    return { ms, count: await rows.count().exec(), lookupsMs };
  }
};
