import { counted } from './counted.ts';
import type { stock as french } from './stock.fr.ts';

const n = counted('en-GB');

export const stock = {
  title: 'Stock state',
  hint: 'Quantities, value, levels and negative stock',
  by: 'By',
  grouping: { product: 'Product', location: 'Location', lot: 'Lot' },
  place: 'Location',
  allPlaces: 'All locations',
  product: 'Product',
  allProducts: 'All products',
  show: 'Show',
  everything: 'Everything',
  alertsOnly: 'To watch',
  valued: (amount: string) => `Stock value: ${amount}`,
  withoutCost: (count: number) => n(count, 'line without cost', 'lines without cost'),
  lines: (count: number) => n(count, 'line', 'lines'),
  more: 'Show more',
  none: 'Nothing in stock',
  noneHint: 'Make a stock entry: it appears here at once.',
  noAlert: 'Nothing to watch',
  noAlertHint: 'No product is under its levels, no stock is negative.',
  quantity: 'Quantity',
  serialCount: (count: string) => `Serial numbers: ${count}`,
  quarantined: (count: number) => n(count, 'in quarantine', 'in quarantine'),
  lot: 'Lot',
  noLot: 'No lot',
  noPlace: 'Location not given',
  level: 'Level',
  missing: (quantity: string) => `${quantity} missing`,
  negative: 'Negative',
  provisional: 'Provisional: movements of this device wait for the server.',
  alert: {
    out: 'Out of stock',
    'under-security': 'Under the safety stock',
    'under-alert': 'Under the alert level',
    'over-maximum': 'Above the maximum'
  },
  detail: {
    title: 'Stock detail',
    open: (what: string) => `Stock detail of ${what}`,
    places: 'Availability by location',
    movements: 'Movements without serial number',
    serials: 'See the serial numbers',
    balance: 'Balance',
    needsNetwork: 'The movements need the server.',
    noMovement: 'No movement without serial number.',
    reversed: 'taken back',
    unknown: 'This device does not know this product.'
  }
} satisfies typeof french;
