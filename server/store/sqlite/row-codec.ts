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
  container: string | null;
  partner_id: string | null;
  since: number | null;
  last_movement_id: string | null;
  anomalies: string | null;
  warnings: string | null;
  alias: string | null;
  acceptances: string | null;
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
  'container',
  'partner_id',
  'since',
  'last_movement_id',
  'anomalies',
  'warnings',
  'alias',
  'acceptances',
  'last_key',
  'unresolved_ids',
  'movement_count',
  'version'
] as const satisfies readonly (keyof SerialRecordRow)[];

/** Every column but `id`. */
export const rowColumns = [...changingColumns, 'product_id', 'serial_key'] as const;

/** JSON, or null for none, as nearly always. */
export const jsonUnlessEmpty = (list: readonly unknown[]): string | null =>
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
    state.container,
    state.partnerId,
    state.since,
    state.lastMovementId,
    jsonUnlessEmpty(row.anomalies),
    jsonUnlessEmpty(row.warnings),
    row.alias && JSON.stringify(row.alias),
    jsonUnlessEmpty(row.acceptances),
    row.lastKey && JSON.stringify(row.lastKey),
    jsonUnlessEmpty(row.unresolvedIds),
    row.movementCount,
    row.version
  ];
}

/** The list that `jsonUnlessEmpty` wrote. */
export const listOf = <List extends unknown[]>(json: string | null): List =>
  (json === null ? [] : JSON.parse(json)) as List;

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
      container: record.container,
      partnerId: record.partner_id,
      since: record.since,
      lastMovementId: record.last_movement_id
    },
    anomalies: listOf<VersionedRow['anomalies']>(record.anomalies),
    warnings: listOf<VersionedRow['warnings']>(record.warnings),
    alias: record.alias ? (JSON.parse(record.alias) as VersionedRow['alias']) : null,
    acceptances: listOf<VersionedRow['acceptances']>(record.acceptances),
    lastKey: record.last_key ? (JSON.parse(record.last_key) as VersionedRow['lastKey']) : null,
    unresolvedIds: listOf<string[]>(record.unresolved_ids),
    movementCount: record.movement_count,
    version: record.version
  };
}
