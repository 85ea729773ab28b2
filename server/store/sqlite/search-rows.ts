import { SerialIndex, type IndexedSerial } from '../../../src/lib/domain/search/serial-index.ts';
import type { Acceptance, Anomaly } from '../../../src/lib/domain/serial/anomaly.ts';
import { openAnomalies } from '../../../src/lib/domain/serial/serial-row.ts';
import type { SqliteDatabase } from './open-database.ts';
import type { SerialRecordRow } from './row-codec.ts';

/** Most rows taken in at once: some 50 ms. */
const STEP = 20_000;

type IndexedColumn =
  | 'id'
  | 'product_id'
  | 'serial_key'
  | 'status'
  | 'condition'
  | 'location_id'
  | 'lot'
  | 'partner_id'
  | 'since'
  | 'anomalies'
  | 'warnings'
  | 'acceptances'
  | 'version';

type IndexedRecord = Pick<SerialRecordRow, IndexedColumn>;

const listOf = <Entry>(json: string | null): Entry[] => (json === null ? [] : (JSON.parse(json) as Entry[]));

function hasOpenAnomaly({ anomalies, warnings, acceptances }: IndexedRecord): boolean {
  if (anomalies === null && warnings === null) return false;
  const found = { anomalies: listOf<Anomaly>(anomalies), warnings: listOf<Anomaly>(warnings) };
  return openAnomalies({ ...found, acceptances: listOf<Acceptance>(acceptances) }).length > 0;
}

const toIndexed = (record: IndexedRecord): IndexedSerial => ({
  productId: record.product_id,
  serialKey: record.serial_key,
  state: {
    status: record.status,
    condition: record.condition,
    locationId: record.location_id,
    lot: record.lot,
    partnerId: record.partner_id,
    since: record.since
  },
  withAnomaly: hasOpenAnomaly(record)
});

/**
 * The rows of the table `serial` in an index in memory. It is never written to:
 * whoever searches first takes in the rows whose version is new, in the same
 * moment of the database that it reads, so it cannot differ from the table,
 * whichever process wrote. It costs writers nothing but the index on `version`.
 */
export class SearchRows {
  readonly index = new SerialIndex();
  readonly #changedAfter;
  /** The serial of each slot, and the slot of each serial (ids have no gaps). */
  readonly #ids: number[] = [];
  readonly #slots: (number | undefined)[] = [];
  #taken = { version: 0, id: 0 };

  constructor(client: SqliteDatabase) {
    this.#changedAfter = client.prepare<[number, number, number], IndexedRecord>(
      `SELECT id, product_id, serial_key, status, condition, location_id, lot, partner_id, since,
         anomalies, warnings, acceptances, version
       FROM serial WHERE (version, id) > (?, ?) ORDER BY version, id LIMIT ?`
    );
  }

  /** Takes in some of the rows that changed; true when there may be more. */
  catchUp(): boolean {
    const changed = this.#changedAfter.all(this.#taken.version, this.#taken.id, STEP);
    for (const record of changed) this.#take(record);
    this.index.order.settle();
    const last = changed.at(-1);
    if (last) this.#taken = { version: last.version, id: last.id };
    return changed.length === STEP;
  }

  #take(record: IndexedRecord): void {
    const known = this.#slots[record.id];
    if (known !== undefined) return this.index.set(known, toIndexed(record));
    const slot = this.index.add(toIndexed(record));
    this.#slots[record.id] = slot;
    this.#ids[slot] = record.id;
  }

  idsOf(slots: readonly number[]): number[] {
    return slots.map((slot) => this.#ids[slot] ?? 0);
  }
}
