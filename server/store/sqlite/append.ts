import { foldable, type FoldableMovement, type Movement } from '../../../src/lib/domain/movement/movement.ts';
import type { VersionedRow } from '../../../src/lib/protocol/rows.ts';
import { OriginSet } from '../origin-set.ts';
import { planBatch, type BatchPlan, type KnownFacts } from '../plan-batch.ts';
import {
  extendRow,
  reprojectRow,
  touchedSerials,
  type TouchedSerial,
  type TouchedSerials
} from '../reconcile.ts';
import type { AppendInput, Recorded, Verdict } from '../store.ts';
import { movementFrom, movementSelect, toRecorded, toStamp, type MovementRecord } from './movement-codec.ts';
import type { SqliteDatabase } from './open-database.ts';
import { changingColumns, changingValues, rowColumns, toRow, type SerialRecordRow } from './row-codec.ts';

/**
 * The one write path of movements. It uses the driver's prepared statements and
 * not the query builder: see `docs/adr/0003-hot-path-statements.md`.
 *
 *   BEGIN IMMEDIATE
 *     read what the plan needs, set by set ── planBatch (pure)
 *     for each touched serial: row + new movements ── extendRow, or the whole
 *       history ── reprojectRow (pure)
 *     write rows, movements and the feed's last seq
 *   COMMIT
 */
export function createAppend(client: SqliteDatabase): (input: AppendInput) => Verdict[] {
  const statements = prepare(client);
  const append = client.transaction((input: AppendInput): Verdict[] => {
    const streams = new StreamIds(statements);
    const plan = planBatch(readKnownFacts(statements, streams, input), input);
    if (plan.commits.length > 0) write(statements, streams, { plan, input });
    return plan.verdicts;
  });
  return (input) => append.immediate(input);
}

type Statements = ReturnType<typeof prepare>;

function prepare(client: SqliteDatabase) {
  const columns = rowColumns.join(', ');
  const places = rowColumns.map(() => '?').join(', ');
  return {
    lastSeq: client.prepare<[], number>('SELECT last_seq FROM feed').pluck(),
    setLastSeq: client.prepare<[number]>('UPDATE feed SET last_seq = ?'),
    storedById: client.prepare<[string], MovementRecord & { id: string }>(
      `SELECT m.id, ${movementSelect} FROM json_each(?) j JOIN ${movementFrom} WHERE m.id = j.value`
    ),
    products: client.prepare<[string], { id: string; exact_case: number }>(
      'SELECT id, exact_case FROM product WHERE id IN (SELECT value FROM json_each(?))'
    ),
    streamId: client
      .prepare<[string, string], number>('SELECT id FROM stream WHERE device_id = ? AND incarnation = ?')
      .pluck(),
    addStream: client.prepare<[string, string]>('INSERT INTO stream (device_id, incarnation) VALUES (?, ?)'),
    highestSequence: client
      .prepare<[number], number | null>('SELECT max(sequence) FROM movement WHERE stream_id = ?')
      .pluck(),
    isSequenceTaken: client
      .prepare<[number, number], number>(
        'SELECT 1 FROM movement WHERE stream_id = ? AND sequence = ? LIMIT 1'
      )
      .pluck(),
    rowsOfProduct: client.prepare<[string, string], SerialRecordRow>(
      `SELECT id, ${columns} FROM serial
       WHERE product_id = ? AND serial_key IN (SELECT value FROM json_each(?))`
    ),
    history: client.prepare<[number], MovementRecord>(
      `SELECT ${movementSelect} FROM ${movementFrom} WHERE m.serial_id = ?`
    ),
    addRow: client.prepare(`INSERT INTO serial (${columns}) VALUES (${places})`),
    setRow: client.prepare(
      `UPDATE serial SET ${changingColumns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`
    ),
    addMovement: client.prepare(
      `INSERT INTO movement (seq, id, stream_id, sequence, serial_id, unidentified, carrier_device_id,
         arrived_at, clock_offset_ms, corrected_at, sequence_reused, payload)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
    )
  };
}

/** The streams of one batch, nearly always a single one: by device, then by incarnation. */
class StreamIds {
  readonly #statements: Statements;
  readonly #ids = new Map<string, Map<string, number | undefined>>();

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  #ofDevice(deviceId: string): Map<string, number | undefined> {
    const known = this.#ids.get(deviceId) ?? new Map<string, number | undefined>();
    this.#ids.set(deviceId, known);
    return known;
  }

  find({ deviceId, incarnation }: Movement['origin']): number | undefined {
    const ids = this.#ofDevice(deviceId);
    if (!ids.has(incarnation)) ids.set(incarnation, this.#statements.streamId.get(deviceId, incarnation));
    return ids.get(incarnation);
  }

  findOrAdd(origin: Movement['origin']): number {
    const known = this.find(origin);
    if (known !== undefined) return known;
    const { deviceId, incarnation } = origin;
    const added = Number(this.#statements.addStream.run(deviceId, incarnation).lastInsertRowid);
    this.#ofDevice(deviceId).set(incarnation, added);
    return added;
  }
}

function readKnownFacts(statements: Statements, streams: StreamIds, input: AppendInput): KnownFacts {
  const movements = input.arrivals.map(({ movement }) => movement);
  const productIds = new Set(movements.map(({ productId }) => productId));
  const products = statements.products.all(JSON.stringify([...productIds]));
  const stored = statements.storedById.all(JSON.stringify(movements.map(({ id }) => id)));
  return {
    lastSeq: statements.lastSeq.get() ?? 0,
    storedById: new Map<string, Recorded>(stored.map((record) => [record.id, toRecorded(record)])),
    takenOrigins: takenOrigins(statements, streams, movements),
    products: new Map(products.map(({ id, exact_case }) => [id, { exactCase: exact_case === 1 }]))
  };
}

/** Only numbers up to the highest one of their stream can be taken, so most need no look-up. */
function takenOrigins(statements: Statements, streams: StreamIds, movements: readonly Movement[]): OriginSet {
  const taken = new OriginSet();
  const highest = new Map<number, number>();
  for (const { origin } of movements) {
    const streamId = streams.find(origin);
    if (streamId === undefined) continue;
    const high = highest.get(streamId) ?? statements.highestSequence.get(streamId) ?? 0;
    highest.set(streamId, high);
    if (origin.sequence > high) continue;
    if (statements.isSequenceTaken.get(streamId, origin.sequence)) taken.add(origin);
  }
  return taken;
}

function write(
  statements: Statements,
  streams: StreamIds,
  { plan, input }: { plan: BatchPlan; input: AppendInput }
): void {
  const serialIds = reconcileAll(statements, touchedSerials(plan.commits));
  for (const commit of plan.commits) {
    const { movement, stamp } = commit;
    statements.addMovement.run(
      stamp.seq,
      movement.id,
      streams.findOrAdd(movement.origin),
      movement.origin.sequence,
      serialIds.get(stamp.seq) ?? null,
      commit.unidentified ? 1 : 0,
      stamp.carrierDeviceId === movement.origin.deviceId ? null : stamp.carrierDeviceId,
      stamp.arrivedAt,
      input.clockOffsetMs,
      stamp.correctedAt ?? null,
      stamp.sequenceReused ? 1 : 0,
      commit.payload
    );
  }
  statements.setLastSeq.run(plan.commits.at(-1)?.stamp.seq ?? 0);
}

/** Writes the rows of the touched serials; returns the serial that each movement belongs to, by seq. */
function reconcileAll(statements: Statements, products: TouchedSerials): Map<number, number> {
  const serialIds = new Map<number, number>();
  for (const [productId, serials] of products) {
    const known = readRows(statements, productId, [...serials.keys()]);
    for (const [serialKey, touched] of serials) {
      const serialId = reconcile(statements, touched, known.get(serialKey));
      for (const { stamp } of touched.commits) serialIds.set(stamp.seq, serialId);
    }
  }
  return serialIds;
}

interface KnownRow {
  id: number;
  row: VersionedRow;
}

function readRows(
  statements: Statements,
  productId: string,
  serialKeys: readonly string[]
): Map<string, KnownRow> {
  const records = statements.rowsOfProduct.all(productId, JSON.stringify(serialKeys));
  return new Map(records.map((record) => [record.serial_key, { id: record.id, row: toRow(record) }]));
}

/** Writes the row of a touched serial and returns its id. */
function reconcile(statements: Statements, touched: TouchedSerial, known: KnownRow | undefined): number {
  const row =
    extendRow(known?.row, touched) ?? reprojectRow(known ? readHistory(statements, known.id) : [], touched);
  if (known) {
    statements.setRow.run(...changingValues(row), known.id);
    return known.id;
  }
  return Number(statements.addRow.run(...changingValues(row), row.productId, row.serialKey).lastInsertRowid);
}

function readHistory(statements: Statements, serialId: number): FoldableMovement[] {
  return statements.history
    .all(serialId)
    .map((record) => foldable(JSON.parse(record.payload) as Movement, toStamp(record)));
}
