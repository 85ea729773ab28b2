import { counted } from './counted';
import type { serials as french } from './serials.fr';

const n = counted('en-GB');

export const serials = {
  filters: 'Filters and order',
  active: (count: number) => n(count, 'active filter', 'active filters'),
  clear: 'Show all',
  presence: 'Presence',
  any: 'All',
  inStock: 'In stock',
  moving: 'In transit',
  out: 'Gone',
  counted: (label: string, count: string) => `${label} (${count})`,
  condition: 'Availability',
  anyCondition: 'Any',
  available: 'Available',
  quarantine: 'In quarantine',
  product: 'Product',
  allProducts: 'All products',
  place: 'Location',
  allPlaces: 'All locations',
  site: 'Site',
  allSites: 'All sites',
  partner: 'Partner',
  allPartners: 'All partners',
  from: 'Changed since',
  until: 'Changed until',
  anomaly: 'With an anomaly only',
  sort: 'Sort by',
  sorts: {
    relevance: 'Relevance',
    serial: 'Serial number',
    product: 'Product',
    status: 'Status',
    place: 'Location',
    since: 'Date'
  },
  direction: 'Order',
  ascending: 'Ascending',
  descending: 'Descending',
  near: 'Did you mean',
  noMatch: 'No serial number answers to these filters',
  noMatchTodo: 'Take a filter away, or change the search.',
  keys: 'Arrow keys to move, Enter to open.'
} satisfies typeof french;
