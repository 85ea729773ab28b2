import { MICROS_PER_UNIT } from '../../../src/lib/domain/quantity.ts';
import { demoCustomers, demoPlaces, demoSuppliers } from './demo-catalogue.ts';
import type { PlannedStep } from './plan-history.ts';

/** A movement of goods without a serial number. */
export interface PlannedQuantity {
  step: PlannedStep;
  productId: string;
  quantityMicros: number;
}

const DAY = 86_400_000;
const [shelfA = '', shelfB = '', shelfC = ''] = demoPlaces.shelves;
const [supplier = ''] = demoSuppliers.slice(2);
const [customer = ''] = demoCustomers.slice(4);

type Told = [
  daysAgo: number,
  product: string,
  units: number,
  kind: PlannedStep['kind'],
  PlannedStep['fields']
];

const arrival = (toLocationId: string, document: string, lot?: string): PlannedStep['fields'] => ({
  toLocationId,
  document,
  partnerId: supplier,
  ...(lot === undefined ? {} : { lot })
});

const sale = (fromLocationId: string, document: string, lot?: string): PlannedStep['fields'] => ({
  fromLocationId,
  document,
  partnerId: customer,
  ...(lot === undefined ? {} : { lot })
});

/** Enough, too little, several lots, and one shelf from which more was taken than it held. */
const told: Told[] = [
  [60, 'vis-4', 4000, 'receipt', arrival(shelfA, 'BL-70211')],
  [41, 'vis-4', 1200, 'shipment', sale(shelfA, 'CMD-5120')],
  [33, 'vis-4', 600, 'transfer', { fromLocationId: shelfA, toLocationId: shelfB }],
  [12, 'vis-4', 650, 'shipment', sale(shelfB, 'CMD-5188')],
  [58, 'cable-6', 300, 'receipt', arrival(shelfC, 'BL-70215')],
  [20, 'cable-6', 137.5, 'shipment', sale(shelfC, 'CMD-5131')],
  [50, 'colle-a', 24, 'receipt', arrival(shelfB, 'BL-70240', 'CE-2406')],
  [26, 'colle-a', 12, 'receipt', arrival(shelfB, 'BL-70302', 'CE-2409')],
  [9, 'colle-a', 18, 'shipment', sale(shelfB, 'CMD-5190', 'CE-2406')]
];

/**
 * What the demonstration moves by quantity and by lot, the last weeks before `now`.
 *
 * @param now ms since the epoch
 */
export const planQuantities = (now: number): PlannedQuantity[] =>
  told.map(([daysAgo, product, units, kind, fields]) => ({
    step: { kind, at: now - daysAgo * DAY, fields },
    productId: `prd-${product}`,
    quantityMicros: units * MICROS_PER_UNIT
  }));
