import { mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import express from 'express';
import expressPouchDB from 'express-pouchdb';
import PouchDB from 'pouchdb-node';

const SEEDED_AT_ONCE = 1000;

/** CouchDB's protocol on PouchDB's own server, LevelDB below. @param rows what a new device pulls */
export async function pouchServer(folder, rows) {
  mkdirSync(folder, { recursive: true });
  const Local = PouchDB.defaults({ prefix: `${folder}/` });
  const seeded = new Local('rows');
  for (let from = 0; from < rows.length; from += SEEDED_AT_ONCE) {
    const batch = rows.slice(from, from + SEEDED_AT_ONCE);
    await seeded.bulkDocs(batch.map(({ id, ...rest }) => ({ _id: id, ...rest })));
  }
  const queue = new Local('queue');
  await queue.info();
  const app = express();
  const logPath = path.join(folder, 'log.txt');
  app.use('/db', expressPouchDB(Local, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath }));
  return { app, stored: async () => (await queue.info()).doc_count };
}

/** The endpoints that RxDB's documentation asks for, on SQLite as durable as ours, one transaction a batch. */
export async function rxServer(folder, rows) {
  mkdirSync(folder, { recursive: true });
  const file = new Database(path.join(folder, 'rx.db'));
  file.pragma('journal_mode = WAL');
  file.pragma('synchronous = FULL');
  for (const table of ['queue', 'serials']) {
    file.exec(`CREATE TABLE ${table} (seq INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, body TEXT NOT NULL)`);
  }
  const adder = (table) => {
    const add = file.prepare(`INSERT OR IGNORE INTO ${table} (id, body) VALUES (?, ?)`);
    return file.transaction((documents) => {
      for (const document of documents) add.run(document.id, JSON.stringify(document));
    });
  };
  const [addQueued, addRows] = [adder('queue'), adder('serials')];
  addRows(rows);
  const after = file.prepare('SELECT seq, body FROM serials WHERE seq > ? ORDER BY seq LIMIT ?');
  const app = express();
  app.post('/rx/push', express.json({ limit: '20mb' }), (request, response) => {
    addQueued(request.body.map(({ _deleted, ...document }) => document));
    response.json([]);
  });
  app.get('/rx/pull', (request, response) => {
    const found = after.all(Number(request.query.after), Number(request.query.limit));
    const documents = found.map(({ body }) => ({ ...JSON.parse(body), _deleted: false }));
    response.json({ documents, checkpoint: { seq: found.at(-1)?.seq ?? Number(request.query.after) } });
  });
  return { app, stored: async () => file.prepare('SELECT count(*) AS n FROM queue').get().n };
}
