import type { LocalMovement } from '$lib/db/queries/history';
import { liveMovementIds } from '$lib/domain/movement/liveness';
import type { FoldableMovement } from '$lib/domain/movement/movement';
import type { Anomaly, AnomalyType } from '$lib/domain/serial/anomaly';
import type { SerialDetailResponse } from '$lib/protocol/queries';

/** One movement of a serial's history, as a screen shows it. */
export interface HistoryLine {
  movement: FoldableMovement;
  /** Null when only its id is known here. */
  deviceName: string | null;
  /** False when it has been reversed. */
  live: boolean;
  anomaly: AnomalyType | null;
  /** Not on the server yet, as far as this device knows. */
  waiting: boolean;
}

function lineOf(local: LocalMovement, here: string | null): Omit<HistoryLine, 'live' | 'anomaly'> {
  const { movement, own, deviceName } = local;
  return {
    movement,
    deviceName: deviceName ?? (own === null ? null : here),
    waiting: own === 'waiting' || own === 'parked'
  };
}

/** The movements held here, in fold order. A reversal that is not held here cannot be seen. */
export function localLines(
  local: readonly LocalMovement[],
  anomalies: readonly Anomaly[],
  here: string | null
): HistoryLine[] {
  const live = liveMovementIds(local.map(({ movement }) => movement));
  return local.map((entry) => ({
    ...lineOf(entry, here),
    live: live.has(entry.movement.id),
    anomaly: anomalies.find(({ movementId }) => movementId === entry.movement.id)?.type ?? null
  }));
}

/** The server's history with this device's waiting movements behind it. */
export function serverLines(
  detail: SerialDetailResponse,
  local: readonly LocalMovement[],
  here: string | null
): HistoryLine[] {
  const known = new Set(detail.history.map(({ movement }) => movement.id));
  const server = detail.history.map(({ movement, deviceName, live, anomaly }) => ({
    movement,
    deviceName,
    live,
    anomaly,
    waiting: false
  }));
  const ahead = local.filter(({ movement }) => !known.has(movement.id));
  return [...server, ...localLines(ahead, [], here)];
}
