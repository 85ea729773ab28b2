import PouchDB from 'pouchdb-browser';

/** PouchDB 9 as a team would use it: its default adapter in the browser, replication over HTTP. */
const finished = (replication) =>
  new Promise((resolve, reject) => replication.on('complete', resolve).on('error', reject));

window.peer = {
  async push({ documents, batch }) {
    const queue = new PouchDB('queue');
    for (let from = 0; from < documents.length; from += batch) {
      await queue.bulkDocs(
        documents.slice(from, from + batch).map(({ id, ...rest }) => ({ _id: id, ...rest }))
      );
    }
    const startedAt = performance.now();
    const { docs_written: written } = await finished(
      queue.replicate.to(`${location.origin}/db/queue`, { batch_size: batch })
    );
    return { ms: performance.now() - startedAt, count: written };
  },

  async pull({ batch, lookups }) {
    const rows = new PouchDB('rows');
    const startedAt = performance.now();
    await finished(rows.replicate.from(`${location.origin}/db/rows`, { batch_size: batch }));
    const ms = performance.now() - startedAt;
    const lookupsMs = [];
    for (const id of lookups) {
      const askedAt = performance.now();
      await rows.get(id);
      lookupsMs.push(performance.now() - askedAt);
    }
    return { ms, count: (await rows.info()).doc_count, lookupsMs };
  }
};
