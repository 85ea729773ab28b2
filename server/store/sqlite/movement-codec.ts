import type { Movement, ServerStamp } from '../../../src/lib/domain/movement/movement.ts';
import type { CommittedMovement } from '../../../src/lib/protocol/rows.ts';
import type { Recorded } from '../store.ts';

/** What is read of the table `movement`, with the device of its stream. */
export interface MovementRecord {
  seq: number;
  payload: string;
  device_id: string;
  carrier_device_id: string | null;
  arrived_at: number;
  corrected_at: number | null;
  sequence_reused: number;
  late_for_closed_period: number;
  unidentified: number;
}

/** The JSON of a movement, out of the archive when it was put there. */
export const payloadOf = `
  CASE m.payload WHEN '' THEN (SELECT unpack_payload(packed.payload) FROM archive packed WHERE packed.seq = m.seq)
    ELSE m.payload END`;

/** A select list and joins that give a `MovementRecord`. */
export const movementSelect = `
  m.seq, ${payloadOf} AS payload, t.device_id, m.carrier_device_id, m.arrived_at, m.corrected_at,
  m.sequence_reused, m.late_for_closed_period, m.unidentified`;

export const movementFrom = `movement m JOIN stream t ON t.id = m.stream_id`;

export function toStamp(record: MovementRecord): ServerStamp {
  const stamp: ServerStamp = {
    seq: record.seq,
    carrierDeviceId: record.carrier_device_id ?? record.device_id,
    arrivedAt: record.arrived_at
  };
  if (record.corrected_at !== null) stamp.correctedAt = record.corrected_at;
  if (record.sequence_reused) stamp.sequenceReused = true;
  if (record.late_for_closed_period) stamp.lateForClosedPeriod = true;
  return stamp;
}

export function toRecorded(record: MovementRecord): Recorded {
  return { payload: record.payload, stamp: toStamp(record), unidentified: record.unidentified === 1 };
}

export function toCommitted(record: MovementRecord & { device_name: string | null }): CommittedMovement {
  return {
    movement: JSON.parse(record.payload) as Movement,
    stamp: toStamp(record),
    deviceName: record.device_name ?? ''
  };
}
