import type { SerialState } from '../../../src/lib/domain/serial/serial-state.ts';
import type { VersionedRow } from '../../../src/lib/protocol/rows.ts';

/** A row of the table `serial`, as the driver hands it over. */
export interface SerialRecordRow {
  id: number;
  product_id: string;
  serial_key: string;
  serial: string;
  status: SerialState['status'];
  condition: SerialState['condition'];
  location_id: string | null;
  destination_id: string | null;
  lot: string | null;
  since: number | null;
  last_movement_id: string | null;
  anomalies: string | null;
  last_key: string | null;
  unresolved_ids: string | null;
  movement_count: number;
  version: number;
}

/** The columns that a movement may change, in the order of `changingValues`. */
export const changingColumns = [
  'serial',
  'status',
  'condition',
  'location_id',
  'destination_id',
  'lot',
  'since',
  'last_movement_id',
  'anomalies',
  'last_key',
  'unresolved_ids',
  'movement_count',
  'version'
] as const satisfies readonly (keyof SerialRecordRow)[];

/** Every column but `id`. */
export const rowColumns = [...changingColumns, 'product_id', 'serial_key'] as const;

const jsonUnlessEmpty = (list: readonly unknown[]): string | null =>
  list.length === 0 ? null : JSON.stringify(list);

export function changingValues(row: VersionedRow): (string | number | null)[] {
  const { state } = row;
  return [
    row.serial,
    state.status,
    state.condition,
    state.locationId,
    state.destinationId,
    state.lot,
    state.since,
    state.lastMovementId,
    jsonUnlessEmpty(row.anomalies),
    row.lastKey && JSON.stringify(row.lastKey),
    jsonUnlessEmpty(row.unresolvedIds),
    row.movementCount,
    row.version
  ];
}

export function toRow(record: SerialRecordRow): VersionedRow {
  return {
    productId: record.product_id,
    serialKey: record.serial_key,
    serial: record.serial,
    state: {
      status: record.status,
      condition: record.condition,
      locationId: record.location_id,
      destinationId: record.destination_id,
      lot: record.lot,
      since: record.since,
      lastMovementId: record.last_movement_id
    },
    anomalies: record.anomalies ? (JSON.parse(record.anomalies) as VersionedRow['anomalies']) : [],
    lastKey: record.last_key ? (JSON.parse(record.last_key) as VersionedRow['lastKey']) : null,
    unresolvedIds: record.unresolved_ids ? (JSON.parse(record.unresolved_ids) as string[]) : [],
    movementCount: record.movement_count,
    version: record.version
  };
}
