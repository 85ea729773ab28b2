import type { FoldableMovement, Movement } from '../../../src/lib/domain/movement/movement.ts';
import type { VersionedRow } from '../../../src/lib/protocol/rows.ts';
import { originToken, planBatch, type BatchPlan, type Commit, type KnownFacts } from '../plan-batch.ts';
import { extendRow, reprojectRow, toFoldable, touchedSerials, type TouchedSerial } from '../reconcile.ts';
import type { AppendInput, Recorded, SerialIdentity, Verdict } from '../store.ts';
import { movementFrom, movementSelect, toRecorded, type MovementRecord } from './movement-codec.ts';
import type { SqliteDatabase } from './open-database.ts';
import { rowColumns, rowValues, toRow, type SerialRecordRow } from './row-codec.ts';

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
    row: client.prepare<[string, string], SerialRecordRow>(
      `SELECT id, ${columns} FROM serial WHERE product_id = ? AND serial_key = ?`
    ),
    history: client.prepare<[number], { payload: string; corrected_at: number | null }>(
      'SELECT payload, corrected_at FROM movement WHERE serial_id = ?'
    ),
    addRow: client.prepare(`INSERT INTO serial (${columns}) VALUES (${places})`),
    setRow: client.prepare(`UPDATE serial SET (${columns}) = (${places}) WHERE id = ?`),
    addMovement: client.prepare(
      `INSERT INTO movement (seq, id, stream_id, sequence, serial_id, unidentified, carrier_device_id,
         arrived_at, clock_offset_ms, corrected_at, sequence_reused, payload)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
    )
  };
}

/** The streams of one batch, nearly always a single one. */
class StreamIds {
  readonly #statements: Statements;
  readonly #ids = new Map<string, number | undefined>();

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  find({ deviceId, incarnation }: Movement['origin']): number | undefined {
    const token = `${deviceId}/${incarnation}`;
    if (!this.#ids.has(token)) this.#ids.set(token, this.#statements.streamId.get(deviceId, incarnation));
    return this.#ids.get(token);
  }

  findOrAdd(origin: Movement['origin']): number {
    const known = this.find(origin);
    if (known !== undefined) return known;
    const { deviceId, incarnation } = origin;
    const added = Number(this.#statements.addStream.run(deviceId, incarnation).lastInsertRowid);
    this.#ids.set(`${deviceId}/${incarnation}`, added);
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
function takenOrigins(
  statements: Statements,
  streams: StreamIds,
  movements: readonly Movement[]
): Set<string> {
  const taken = new Set<string>();
  const highest = new Map<number, number>();
  for (const { origin } of movements) {
    const streamId = streams.find(origin);
    if (streamId === undefined) continue;
    const high = highest.get(streamId) ?? statements.highestSequence.get(streamId) ?? 0;
    highest.set(streamId, high);
    if (origin.sequence > high) continue;
    if (statements.isSequenceTaken.get(streamId, origin.sequence)) taken.add(originToken(origin));
  }
  return taken;
}

function write(
  statements: Statements,
  streams: StreamIds,
  { plan, input }: { plan: BatchPlan; input: AppendInput }
): void {
  const serialIds = new Map<Commit, number>();
  for (const touched of touchedSerials(plan.commits).values()) {
    const serialId = reconcile(statements, touched);
    for (const commit of touched.commits) serialIds.set(commit, serialId);
  }
  for (const commit of plan.commits) {
    const { movement, stamp } = commit;
    statements.addMovement.run(
      stamp.seq,
      movement.id,
      streams.findOrAdd(movement.origin),
      movement.origin.sequence,
      serialIds.get(commit) ?? null,
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

/** Writes the row of a touched serial and returns its id. */
function reconcile(statements: Statements, touched: TouchedSerial): number {
  const known = readRow(statements, touched.identity);
  const row =
    extendRow(known?.row, touched) ?? reprojectRow(known ? readHistory(statements, known.id) : [], touched);
  if (known) {
    statements.setRow.run(...rowValues(row), known.id);
    return known.id;
  }
  return Number(statements.addRow.run(...rowValues(row)).lastInsertRowid);
}

function readRow(
  statements: Statements,
  { productId, serialKey }: SerialIdentity
): { id: number; row: VersionedRow } | undefined {
  const record = statements.row.get(productId, serialKey);
  return record && { id: record.id, row: toRow(record) };
}

function readHistory(statements: Statements, serialId: number): FoldableMovement[] {
  return statements.history
    .all(serialId)
    .map(({ payload, corrected_at }) =>
      toFoldable(JSON.parse(payload) as Movement, corrected_at ?? undefined)
    );
}
