import type { Product } from '../domain/catalogue/catalogue.ts';
import type { Movement } from '../domain/movement/movement.ts';
import { serialKey } from '../domain/serial/serial-identity.ts';
import { stockKeysOf } from '../domain/stock/stock-effect.ts';
import { stockToken } from '../domain/stock/stock-token.ts';
import { documentKeyOf } from './to-stored.ts';
import type { OutboxRow } from './schema.ts';

/**
 * A movement as it waits in the queue, under the keys by which screens find it.
 *
 * @param product its product as known here: it says how serials compare
 */
export function toOutboxRow(movement: Movement, product: Product | undefined): OutboxRow {
  const { productId, serial } = movement;
  const row: OutboxRow = {
    id: movement.id,
    state: 'waiting',
    movement,
    ...documentKeyOf(movement),
    acknowledgement: null,
    refusal: null,
    answeredAt: null
  };
  if (productId === null) return { ...row, nameless: 1 };
  if (serial === undefined) return { ...row, stockKeys: stockKeysOf(movement).map(stockToken) };
  return { ...row, productId, serialKey: serialKey(serial, { exactCase: product?.exactCase ?? false }) };
}
