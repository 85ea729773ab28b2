import { documentKey } from '../../../src/lib/domain/document/document-key.ts';
import type { Commit } from '../plan-batch.ts';
import { planBatch, type BatchPlan } from '../plan-batch.ts';
import type { AppendInput, Verdict } from '../store.ts';
import { createAnomalyRegister } from './anomaly-register.ts';
import { createFeedHead } from './feed-head.ts';
import { createHeldMembers } from './held-members.ts';
import { createFactReader, type ProductFacts } from './known-facts.ts';
import type { SqliteDatabase } from './open-database.ts';
import { createSequences } from './sequences.ts';
import { createSerialWrites, type SerialWrite } from './serial-writes.ts';
import { createStockRows, type StockChange } from './stock-rows.ts';
import { prepareStreams, StreamIds } from './stream-ids.ts';

/**
 * The one write path of movements. It uses the driver's prepared statements and
 * not the query builder: see `docs/adr/0003-hot-path-statements.md`.
 *
 *   BEGIN IMMEDIATE
 *     read what the plan needs, set by set ── planBatch (pure)
 *     rows of the touched serials: row + new movements, or the whole history
 *     movements
 *     rows of stock, warnings across products, the register of anomalies
 *     the feed's last seq
 *   COMMIT
 */
export function createAppend(client: SqliteDatabase): (input: AppendInput) => Verdict[] {
  const readFacts = createFactReader(client);
  const heldMembers = createHeldMembers(client);
  const streamStatements = prepareStreams(client);
  const writeCommits = createCommitWriter(client);
  const sequences = createSequences(client);
  const append = client.transaction((input: AppendInput): Verdict[] => {
    const streams = new StreamIds(streamStatements);
    const facts = readFacts(streams, input);
    const plan = planBatch(facts, input);
    heldMembers.write(plan);
    const { arrivals, refused = [] } = input;
    sequences.note(streams, [...arrivals.map(({ movement }) => movement.origin), ...refused]);
    if (plan.commits.length > 0)
      writeCommits({ plan, streams, products: facts.products, at: input.arrivedAt });
    return plan.verdicts;
  });
  return (input) => append.immediate(input);
}

interface CommitWrites {
  plan: BatchPlan;
  streams: StreamIds;
  products: ReadonlyMap<string, ProductFacts>;
  /** When the batch arrived. */
  at: number;
}

function createCommitWriter(client: SqliteDatabase): (input: CommitWrites) => void {
  const serials = createSerialWrites(client);
  const stock = createStockRows(client);
  const register = createAnomalyRegister(client);
  const head = createFeedHead(client);
  const addMovement = client.prepare(
    `INSERT INTO movement (seq, id, stream_id, sequence, serial_id, unidentified, carrier_device_id,
       arrived_at, clock_offset_ms, corrected_at, sequence_reused, late_for_closed_period,
       document_key, reverses, payload)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
  );

  function writeMovements(
    commits: readonly Commit[],
    writes: readonly SerialWrite[],
    streams: StreamIds
  ): void {
    const serialIds = new Map(
      writes.flatMap(({ serialId, commits: own }) => own.map(({ stamp }) => [stamp.seq, serialId] as const))
    );
    for (const { movement, stamp, payload, clockOffsetMs, unidentified } of commits) {
      addMovement.run(
        stamp.seq,
        movement.id,
        streams.findOrAdd(movement.origin),
        movement.origin.sequence,
        serialIds.get(stamp.seq) ?? null,
        unidentified ? 1 : 0,
        stamp.carrierDeviceId === movement.origin.deviceId ? null : stamp.carrierDeviceId,
        stamp.arrivedAt,
        clockOffsetMs,
        stamp.correctedAt ?? null,
        stamp.sequenceReused ? 1 : 0,
        stamp.lateForClosedPeriod ? 1 : 0,
        movement.document === undefined ? null : documentKey(movement.document),
        movement.reverses ?? null,
        payload
      );
    }
  }

  const noteSerial = ({ before, after, commits }: SerialWrite, at: number): void =>
    register(
      {
        place: { productId: after.productId, serialKey: after.serialKey, locationId: null, lot: null },
        before,
        after,
        movements: commits.map(({ movement }) => movement)
      },
      at
    );

  const noteStock = ({ before, after, commits }: StockChange, at: number): void => {
    const { productId, locationId, lot } = after;
    const movements = commits.map(({ movement }) => movement);
    register({ place: { productId, serialKey: null, locationId, lot }, before, after, movements }, at);
  };

  return ({ plan, streams, products, at }) => {
    const { commits } = plan;
    let lastSeq = commits.at(-1)?.stamp.seq ?? 0;
    const { writes, shared } = serials.reconcile(commits, products);
    writeMovements(commits, writes, streams);
    const final = new Map(writes.map((write) => [write.serialId, write]));
    for (const namesakes of shared) {
      for (const settled of serials.settleShared(namesakes, () => ++lastSeq))
        final.set(settled.serialId, settled);
    }
    for (const write of final.values()) noteSerial(write, at);
    for (const change of stock.reconcile(commits)) noteStock(change, at);
    head.moveTo(lastSeq);
  };
}
