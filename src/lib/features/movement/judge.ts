import type { AnomalyType } from '$lib/domain/serial/anomaly';
import type { SerialView } from '$lib/db/queries/serial-view';

/** What a stored movement turned out to be, for eye and ear. */
export type Judgement =
  | 'fine'
  | 'already-in'
  | 'already-out'
  | 'unknown'
  | 'other-place'
  | 'other-product'
  | 'anomaly'
  | 'server-decides'
  | 'unidentified';

const judgements: Partial<Record<AnomalyType, Judgement>> = {
  'double-entry': 'already-in',
  'double-exit': 'already-out',
  'exit-without-entry': 'unknown',
  'found-without-entry': 'unknown',
  'wrong-location': 'other-place',
  'found-elsewhere': 'other-place'
};

/**
 * Judges a movement by what this device now makes of its serial.
 *
 * @param input.view the serial after the movement; null for a movement without one
 * @param input.others the same serial under other products
 */
export function judge(input: {
  movementId: string;
  productId: string | null;
  view: SerialView | null;
  others: readonly SerialView[];
}): Judgement {
  const { movementId, productId, view, others } = input;
  if (productId === null) return 'unidentified';
  if (view === null) return 'fine';
  if (view.standing === 'server-decides') return 'server-decides';
  const anomaly = view.row.anomalies.find((found) => found.movementId === movementId);
  const isElsewhere = others.some(({ row }) => row.state.status === 'in-stock');
  if (isElsewhere && (!anomaly || anomaly.type === 'exit-without-entry')) return 'other-product';
  if (!anomaly) return 'fine';
  return judgements[anomaly.type] ?? 'anomaly';
}
