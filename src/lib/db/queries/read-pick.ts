import type { Location } from '../../domain/catalogue/catalogue.ts';
import type { Document } from '../../domain/document/document.ts';
import { tallyDocument, type DocumentTally, type TallyInput } from '../../domain/document/tally.ts';
import { packList, type Parcel } from '../../domain/picking/pack-list.ts';
import {
  planPick,
  routeOf,
  type AvailableQuantity,
  type AvailableSerial,
  type PickPlan
} from '../../domain/picking/plan-pick.ts';
import { MICROS_PER_UNIT } from '../../domain/quantity.ts';
import { serialKey } from '../../domain/serial/serial-identity.ts';
import { everySerial, type SerialQuery } from '../../domain/serial/serial-query.ts';
import type { DouchetteDatabase } from '../database.ts';
import { exactProducts, movementsOfDocument } from './documents.ts';
import { listSerials } from './search-serials-list.ts';
import { readStockRows } from './stock-rows.ts';
import { readWork } from './work.ts';

/** How an order to pick stands here, and the way to what is left. */
export interface PickStanding {
  tally: DocumentTally;
  plan: PickPlan;
  parcels: Parcel[];
}

/** Beyond those that are wanted: some of them may just have gone. */
const SPARE = 50;

/** The oldest available serials of a product, as many as are wanted, and those that the order names. */
async function availableOf(
  db: DouchetteDatabase,
  productId: string,
  wanted: number,
  named: readonly string[]
): Promise<AvailableSerial[]> {
  const query: SerialQuery = {
    ...everySerial,
    statuses: ['in-stock'],
    condition: 'available',
    productId,
    sort: { field: 'since', direction: 'ascending' }
  };
  const listing = await listSerials(db, query);
  const isAll = named.length > 0 || listing.total <= wanted + SPARE;
  const views = await listing.rows(0, isAll ? listing.total : wanted + SPARE);
  return views.flatMap(({ row: { serialKey, serial, state } }) => {
    const { status, condition, locationId, lot, since } = state;
    const isThere = status === 'in-stock' && condition === 'available';
    return isThere ? [{ productId, serialKey, serial, locationId, lot, since }] : [];
  });
}

/** What there is of products without their serials, place by place. */
export async function quantitiesOf(
  db: DouchetteDatabase,
  productIds: readonly string[]
): Promise<AvailableQuantity[]> {
  const rows = await Promise.all(productIds.map((productId) => readStockRows(db, { productId })));
  return rows.flat().flatMap(({ row: { productId, locationId, lot, quantityMicros } }) => {
    return quantityMicros > 0 ? [{ productId, locationId, lot, quantityMicros }] : [];
  });
}

/** An order that says where it leaves from is picked in that site only. */
export function inSiteOf(
  { fromLocationId }: Pick<Document, 'fromLocationId'>,
  locations: readonly Location[]
): (goods: { locationId: string | null }) => boolean {
  const siteOf = new Map(locations.map(({ id, siteId }) => [id, siteId]));
  const site = fromLocationId === null ? undefined : siteOf.get(fromLocationId);
  return ({ locationId }) => site === undefined || (locationId !== null && siteOf.get(locationId) === site);
}

/** An order as this device knows it, with the way to what is left of it. Offline too; live. */
export async function readPick(db: DouchetteDatabase, document: Document): Promise<PickStanding> {
  const [movements, exact] = await Promise.all([movementsOfDocument(db, document.number), exactProducts(db)]);
  const input: TallyInput = { document, movements, isExactCase: (id) => exact.has(id) };
  const tally = tallyDocument(input);
  const wanted = new Map<string, { units: number; named: string[] }>();
  for (const { line, doneMicros, missing } of tally.lines) {
    const units = Math.ceil(Math.max(0, line.quantityMicros - doneMicros) / MICROS_PER_UNIT);
    const before = wanted.get(line.productId) ?? { units: 0, named: [] };
    wanted.set(line.productId, { units: before.units + units, named: [...before.named, ...missing] });
  }
  const [found, held, locations] = await Promise.all([
    Promise.all([...wanted].map(([id, { units, named }]) => availableOf(db, id, units, named))),
    quantitiesOf(db, [...wanted.keys()]),
    db.locations.toArray()
  ]);
  const isHere = inSiteOf(document, locations);
  const plan = planPick({
    tally: tally.lines,
    serials: found.flat().filter(isHere),
    quantities: held.filter(isHere),
    route: routeOf(locations),
    keyOf: (productId, serial) => serialKey(serial, { exactCase: exact.has(productId) })
  });
  return { tally, plan, parcels: packList(input) };
}

/** A shipment without an order: what was taken in its session, and no way to anything. */
export async function readShipment(db: DouchetteDatabase, workId: string): Promise<PickStanding> {
  const [view, exact] = await Promise.all([readWork(db, workId), exactProducts(db)]);
  const standing = view?.scans.filter(({ takenBack, row }) => !takenBack && row.state !== 'parked') ?? [];
  const input: TallyInput = {
    document: { type: 'pick', lines: [] },
    movements: standing.map(({ row }) => row.movement),
    isExactCase: (id) => exact.has(id)
  };
  return { tally: tallyDocument(input), plan: { stops: [], short: [] }, parcels: packList(input) };
}
