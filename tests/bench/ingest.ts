import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { isMainThread } from 'node:worker_threads';
import type { ServiceContext } from '../../server/services/context.ts';
import { demoCatalogue } from '../../server/services/demo/demo-catalogue.ts';
import { pushMovements } from '../../server/services/sync/push-movements.ts';
import { openDatabase, type SqliteDatabase } from '../../server/store/sqlite/open-database.ts';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import type { Movement } from '../../src/lib/domain/movement/movement.ts';
import { idFactory } from '../factories/movements.ts';
import { movementBatches } from '../factories/workload.ts';

/**
 * Server ingest against the floor of its own driver, in one run.
 *
 *   ours   JSON text → parse → push service → SQLite file → answers as JSON text
 *   floor  the very same rows, ready in memory, by prepared statements, in the
 *          same transactions, into a second file with the same tables, indexes
 *          and pragmas
 *
 * The two take turns, batch by batch, so that a noisy machine disturbs both
 * alike; each figure is over the sum of all turns.
 */

type Values = (string | number | null)[];

interface BatchRows {
  added: Values[];
  changed: Values[];
  movements: Values[];
  lastSeq: number;
}

export interface IngestRow {
  bench: 'ingest';
  name: string;
  unit: string;
  value: number;
  [condition: string]: string | number;
}

const BATCH = 500;

const BATCHES = 140;
const SEED = 1;

export async function run(): Promise<IngestRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'douchette-bench-'));
  try {
    return await measure(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string): Promise<IngestRow[]> {
  const ours = await openOurs(join(folder, 'ours.db'));
  const floor = openFloor(join(folder, 'floor.db'));
  const productIds = demoCatalogue.products.map(({ id }) => id);
  const workload = movementBatches({ seed: SEED, deviceId: ours.deviceId, productIds, size: BATCH });
  const times = { ours: [] as number[], floor: [] as number[] };
  for (let turn = 0; turn < BATCHES; turn++) {
    const movements: readonly Movement[] = workload.next().value ?? [];
    const sentAt = movements.at(-1)?.recordedAt ?? 0;
    times.ours.push(await ours.ingest(JSON.stringify({ sentAt, movements }), sentAt));
    times.floor.push(floor.write(ours.rowsOfLastBatch()));
  }
  await ours.close();
  floor.close();
  return toRows(times);
}

async function openOurs(path: string) {
  const newId = idFactory(7);
  const store = openSqliteStore({ path, newEpoch: newId() });
  const device = { id: newId(), name: 'bench' };
  await store.initialise(demoCatalogue);
  await store.addDevice({ ...device, tokenHash: '', enrolledAt: 0 });
  let serverNow = 0;
  const ctx: ServiceContext = {
    store,
    now: () => serverNow,
    randomBytes,
    version: 'bench',
    device,
    warn: console.warn
  };
  const reader = openDatabase({ path }).client;
  const readRows = rowsReader(reader);
  return {
    deviceId: device.id,
    rowsOfLastBatch: readRows,
    /** Milliseconds from text to text. */
    async ingest(text: string, sentAt: number): Promise<number> {
      serverNow = sentAt;
      const startedAt = performance.now();
      const pushed = await pushMovements({ ctx, input: JSON.parse(text) as unknown });
      const answer = JSON.stringify(pushed);
      const took = performance.now() - startedAt;
      const accepted = answer.split('"accepted"').length - 1;
      if (accepted !== BATCH) throw new Error(`${accepted} of ${BATCH} movements were accepted`);
      return took;
    },
    async close() {
      reader.close();
      await store.close();
    }
  };
}

/** Reads what each batch wrote, so that the floor writes neither more nor less. */
function rowsReader(client: SqliteDatabase): () => BatchRows {
  let seq = client.prepare<[], number>('SELECT last_seq FROM feed').pluck().get() ?? 0;
  let highestRow = 0;
  const rows = client.prepare<[number], Values>('SELECT * FROM serial WHERE version > ?').raw();
  const movements = client.prepare<[number], Values>('SELECT * FROM movement WHERE seq > ?').raw();
  return () => {
    const touched = rows.all(seq);
    const written = movements.all(seq);
    const added = touched.filter(([id]) => Number(id) > highestRow);
    const changed = touched
      .filter(([id]) => Number(id) <= highestRow)
      .map(([id = null, _productId, _serialKey, ...changing]) => [...changing, id]);
    highestRow = Math.max(highestRow, ...added.map(([id]) => Number(id)));
    seq = Number(written.at(-1)?.[0]);
    return { added, changed, movements: written, lastSeq: seq };
  };
}

const placesOf = (table: string, client: SqliteDatabase): string[] =>
  client
    .prepare(`SELECT * FROM ${table}`)
    .columns()
    .map(({ name }) => name);

function openFloor(path: string) {
  const { client } = openDatabase({ path });
  client.prepare('INSERT INTO feed (id, epoch, last_seq) VALUES (1, ?, 0)').run('floor');
  client.prepare('INSERT INTO stream (id, device_id, incarnation) VALUES (1, ?, ?)').run('d', 'i');
  const insert = (table: string) =>
    client.prepare<Values>(
      `INSERT INTO ${table} VALUES (${placesOf(table, client)
        .map(() => '?')
        .join(', ')})`
    );
  const columns = placesOf('serial', client).slice(3);
  const addRow = insert('serial');
  const addMovement = insert('movement');
  const setRow = client.prepare<Values>(
    `UPDATE serial SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`
  );
  const setLastSeq = client.prepare<[number]>('UPDATE feed SET last_seq = ?');
  const write = client.transaction((rows: BatchRows) => {
    for (const values of rows.added) addRow.run(...values);
    for (const values of rows.changed) setRow.run(...values);
    for (const values of rows.movements) addMovement.run(...values);
    setLastSeq.run(rows.lastSeq);
  });
  return {
    write(rows: BatchRows): number {
      const startedAt = performance.now();
      write.immediate(rows);
      return performance.now() - startedAt;
    },
    close: () => client.close()
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
const rounded = (value: number): number => Math.round(value * 100) / 100;

/** The first batches warm up the compiler on both sides and count for neither. */
function toRows(times: { ours: number[]; floor: number[] }): IngestRow[] {
  const warmUp = Math.min(20, Math.floor(times.ours.length / 4));
  const ours = times.ours.slice(warmUp);
  const floor = times.floor.slice(warmUp);
  const movements = ours.length * BATCH;
  const conditions = { batch: BATCH, movements, durability: 'WAL, synchronous=FULL', newSerials: '60 %' };
  const row = (name: string, unit: string, value: number): IngestRow => ({
    bench: 'ingest',
    name,
    unit,
    value: rounded(value),
    ...conditions
  });
  return [
    row('push service', 'movements/s', (movements * 1000) / sum(ours)),
    row('prepared-statement floor', 'movements/s', (movements * 1000) / sum(floor)),
    row('share of the floor (target 60)', '%', (100 * sum(floor)) / sum(ours)),
    row('push service, batch p50', 'ms', percentile(ours, 0.5)),
    row('push service, batch p95', 'ms', percentile(ours, 0.95)),
    row('floor, batch p50', 'ms', percentile(floor, 0.5)),
    row('floor, batch p95', 'ms', percentile(floor, 0.95))
  ];
}

if (isMainThread && process.argv[1] === import.meta.filename) console.table(await run());
