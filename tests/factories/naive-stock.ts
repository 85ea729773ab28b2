import type { FoldableMovement } from '../../src/lib/domain/movement/movement.ts';
import { naiveFold } from './naive-fold.ts';

/**
 * The stock of one place and lot as a storekeeper would do it with a pencil: every
 * kind by its name, one line after the other. Slow, and shares nothing with
 * `foldStock`.
 */
export interface NaiveStock {
  balance: number;
  /** Each movement in order, as `id live balance`. */
  lines: string[];
  anomalies: string[];
  accepted: string[];
}

const COMES = [
  'receipt',
  'customer-return',
  'production-output',
  'inventory-found',
  'loan-return',
  'transfer',
  'transfer-arrival'
];
const GOES = [
  'shipment',
  'supplier-return',
  'consumption',
  'scrap',
  'loss',
  'loan',
  'inventory-shortage',
  'transfer',
  'transfer-departure'
];

/** @param place where; null for what nobody gave a place */
export function naiveStock(place: string | null, arrived: readonly FoldableMovement[]): NaiveStock {
  const { order, live, accepted } = naiveFold(arrived);
  const stock: NaiveStock = { balance: 0, lines: [], anomalies: [], accepted };
  for (const id of order) {
    const movement = arrived.find((one) => one.id === id);
    if (!movement) continue;
    if (live.includes(id)) writeLine(stock, movement, place);
    stock.lines.push(`${id} ${live.includes(id)} ${stock.balance}`);
  }
  return stock;
}

/** The first place that a movement names, of those that it is about. */
function homeOf({ kind, fromLocationId, toLocationId }: FoldableMovement): string | null {
  const isOfBoth = !COMES.includes(kind) && !GOES.includes(kind) && kind !== 'count';
  const from = isOfBoth || GOES.includes(kind) ? fromLocationId : undefined;
  const to = isOfBoth || COMES.includes(kind) || kind === 'count' ? toLocationId : undefined;
  return from ?? to ?? null;
}

function writeLine(stock: NaiveStock, movement: FoldableMovement, place: string | null): void {
  const { id, kind, quantityMicros } = movement;
  const before = stock.balance;
  if (COMES.includes(kind) && (movement.toLocationId ?? null) === place) stock.balance += quantityMicros;
  if (GOES.includes(kind) && (movement.fromLocationId ?? null) === place) stock.balance -= quantityMicros;
  if (kind !== 'count' && stock.balance < before && stock.balance < 0) {
    stock.anomalies.push(`negative-quantity:${id}`);
  }
  if (kind === 'count') stock.balance = quantityMicros;
  if (homeOf(movement) !== place) return;
  if (movement.correctedAt !== undefined) stock.anomalies.push(`clock-suspect:${id}`);
  if (movement.lateForClosedPeriod) stock.anomalies.push(`late-for-closed-period:${id}`);
  if (movement.sequenceReused) stock.anomalies.push(`sequence-reused:${id}`);
}
