import type { Anomaly } from '../../domain/serial/anomaly.ts';
import { openAnomalies } from '../../domain/serial/serial-row.ts';
import type { DouchetteDatabase } from '../database.ts';
import type { SerialIdentity, Subject } from '../schema.ts';
import { flaggedSerials } from '../serials/read-rows.ts';
import { openStockAnomalies } from '../to-stored.ts';
import { ownInState, readAhead } from './own-rows.ts';
import { readSerialViews, type SerialView } from './serial-view.ts';
import { readStockRows } from './stock-rows.ts';

/** An anomaly that waits for a person, as this device knows it. */
export interface OpenAnomaly {
  anomaly: Anomaly;
  subject: Subject;
  standing: SerialView['standing'];
}

async function candidates(db: DouchetteDatabase): Promise<SerialIdentity[]> {
  const [flagged, waiting, ahead] = await Promise.all([
    flaggedSerials(db),
    ownInState(db, 'waiting').toArray(),
    readAhead(db)
  ]);
  const own = [...waiting, ...ahead].flatMap(({ productId, serialKey }): SerialIdentity[] =>
    productId === undefined || serialKey === undefined ? [] : [{ productId, serialKey }]
  );
  const nameOf = ({ productId, serialKey }: SerialIdentity) => JSON.stringify([productId, serialKey]);
  return [...new Map([...flagged, ...own].map((one) => [nameOf(one), one])).values()];
}

/**
 * The anomalies that wait for a person on the rows held here, own facts layered
 * on: what an own scan contradicts shows at once, and what an own fact settles is
 * gone at once. The server's register has those of all serials.
 */
export async function openAnomaliesHere(db: DouchetteDatabase): Promise<OpenAnomaly[]> {
  const serials = await readSerialViews(db, await candidates(db));
  const stock = await readStockRows(db);
  return [
    ...serials.flatMap(({ row, standing }) => {
      const { productId, serialKey, serial } = row;
      const subject: Subject = { of: 'serial', productId, serialKey, serial };
      return openAnomalies(row).map((anomaly) => ({ anomaly, subject, standing }));
    }),
    ...stock.flatMap(({ row, standing }) => {
      const { productId, locationId, lot } = row;
      const subject: Subject = { of: 'stock', productId, locationId, lot };
      return openStockAnomalies(row).map((anomaly) => ({ anomaly, subject, standing }));
    })
  ];
}
