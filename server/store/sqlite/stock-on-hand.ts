import type { StockOnHand } from '../../../src/lib/domain/catalogue/problem.ts';
import { onHandStatuses, type CatalogueMoment } from '../catalogue-edit.ts';
import type { SqliteDatabase } from './open-database.ts';

/** What is in stock of a product or in a place, counted when it is asked for: the desk asks seldom. */
export function createStockOnHand(client: SqliteDatabase): Omit<CatalogueMoment, 'catalogue'> {
  const statuses = onHandStatuses.map((status) => `'${status}'`).join(', ');
  const counting = (column: 'product_id' | 'location_id') =>
    client.prepare<[string, string], StockOnHand>(
      `SELECT (SELECT count(*) FROM serial WHERE ${column} = ? AND status IN (${statuses})) AS serials,
         (SELECT coalesce(sum(quantity_micros), 0) FROM stock WHERE ${column} = ?) AS quantityMicros`
    );
  const ofProduct = counting('product_id');
  const atLocation = counting('location_id');
  const nothing: StockOnHand = { serials: 0, quantityMicros: 0 };
  return {
    stockOfProduct: (id) => ofProduct.get(id, id) ?? nothing,
    stockAtLocation: (id) => atLocation.get(id, id) ?? nothing
  };
}
