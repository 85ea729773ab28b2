import type { Settings } from '../../../src/lib/domain/catalogue/catalogue.ts';
import type { Movement } from '../../../src/lib/domain/movement/movement.ts';
import type { SerialPattern } from '../../../src/lib/domain/serial/serial-pattern.ts';
import { closedInstant } from '../closed-period.ts';
import type { Member } from '../envelopes.ts';
import { OriginSet } from '../origin-set.ts';
import type { KnownFacts } from '../plan-batch.ts';
import type { AppendInput, Recorded } from '../store.ts';
import { createFeedHead } from './feed-head.ts';
import { createHeldMembers } from './held-members.ts';
import { movementFrom, movementSelect, toRecorded, type MovementRecord } from './movement-codec.ts';
import type { SqliteDatabase } from './open-database.ts';
import type { StreamIds } from './stream-ids.ts';

/** What the write path needs of a product. */
export interface ProductFacts {
  exactCase: boolean;
  serialPattern: SerialPattern | null;
}

interface ProductRecord {
  id: string;
  exact_case: number;
  serial_pattern: string | null;
}

const toProductFacts = ({ exact_case, serial_pattern }: ProductRecord): ProductFacts => ({
  exactCase: exact_case === 1,
  // The column is JSON, in which nothing is the text `null`.
  serialPattern: serial_pattern === null ? null : (JSON.parse(serial_pattern) as SerialPattern | null)
});

const closingSelect = `
  SELECT s.closed_before, (SELECT time_zone FROM site ORDER BY id LIMIT 1) AS time_zone FROM settings s`;

/** Reads what `planBatch` needs, set by set, inside the transaction of the batch. */
export function createFactReader(client: SqliteDatabase) {
  const heldMembers = createHeldMembers(client);
  const { lastSeq } = createFeedHead(client);
  const storedById = client.prepare<[string], MovementRecord & { id: string }>(
    `SELECT m.id, ${movementSelect} FROM json_each(?) j JOIN ${movementFrom} WHERE m.id = j.value`
  );
  const products = client.prepare<[string], ProductRecord>(
    'SELECT id, exact_case, serial_pattern FROM product WHERE id IN (SELECT value FROM json_each(?))'
  );
  const closing = client.prepare<[], { closed_before: Settings['closedBefore']; time_zone: string | null }>(
    closingSelect
  );
  const highestSequence = client
    .prepare<[number], number | null>('SELECT max(sequence) FROM movement WHERE stream_id = ?')
    .pluck();
  const isSequenceTaken = client
    .prepare<[number, number], number>('SELECT 1 FROM movement WHERE stream_id = ? AND sequence = ? LIMIT 1')
    .pluck();

  /** Only numbers up to the highest one of their stream can be taken, so most need no look-up. */
  function takenOrigins(streams: StreamIds, movements: readonly Movement[]): OriginSet {
    const taken = new OriginSet();
    const highest = new Map<number, number>();
    for (const { origin } of movements) {
      const streamId = streams.find(origin);
      if (streamId === undefined) continue;
      const high = highest.get(streamId) ?? highestSequence.get(streamId) ?? 0;
      highest.set(streamId, high);
      if (origin.sequence > high) continue;
      if (isSequenceTaken.get(streamId, origin.sequence)) taken.add(origin);
    }
    return taken;
  }

  function closedBefore(): number | null {
    const found = closing.get();
    if (!found?.closed_before) return null;
    const site = found.time_zone === null ? undefined : { timeZone: found.time_zone };
    return closedInstant({ closedBefore: found.closed_before }, site);
  }

  return (
    streams: StreamIds,
    { arrivals }: AppendInput
  ): KnownFacts & { products: Map<string, ProductFacts> } => {
    const arrived = arrivals.map(({ movement }) => movement);
    const { held, wholeGroups }: { held: Member[]; wholeGroups: Set<string> } = heldMembers.about(arrived);
    const movements = [...arrived, ...held.map(({ movement }) => movement)];
    const productIds = new Set(movements.map(({ productId }) => productId));
    const stored = storedById.all(JSON.stringify(arrived.map(({ id }) => id)));
    const known = products.all(JSON.stringify([...productIds]));
    return {
      lastSeq: lastSeq(),
      storedById: new Map<string, Recorded>(stored.map((record) => [record.id, toRecorded(record)])),
      held,
      wholeGroups,
      takenOrigins: takenOrigins(streams, movements),
      products: new Map(known.map((record) => [record.id, toProductFacts(record)])),
      closedBefore: closedBefore()
    };
  };
}
