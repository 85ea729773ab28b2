import { counted } from './counted.ts';
import type { serials as french } from './serials.fr.ts';

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
  status: 'Exact status',
  anyStatus: 'Any status',
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
  placeAndDate: 'Location and date',
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
  keys: 'Arrows to move, Enter to open, / to search.',
  move: 'Move',
  setAside: 'Quarantine',
  correct: 'Correct the serial number',
  correctExplain: 'The last movement goes to the right number, in its place; both histories say so.',
  takeBack: 'Take the last movement back',
  takeBackExplain: (kind: string) => `${kind}: this movement is taken back and stays in the history.`,
  wholeGroup: (count: number) => `It belongs to a set of ${count} movements, which is taken back whole.`,
  rightSerial: 'Right serial number',
  readAs: (serial: string) => `Read: ${serial}`,
  reason: 'Reason',
  save: 'Save',
  truth: (serial: string) => `Misread: it was in truth ${serial}.`,
  problems: {
    'serial-empty': 'Give the serial number.',
    'serial-too-long': 'A serial number has at most 128 characters.',
    'serial-not-text': 'This text holds unreadable characters: type it in.',
    'same-serial': 'That is the number already read: give the other one.',
    'group-unknown': 'This device does not hold all movements of this set: ask the desk to take it back.'
  },
  naming: {
    action: 'Name it…',
    title: 'Name this scan',
    explain: 'The movement is said again of this product, in its place and on its date.',
    product: 'Product',
    choose: 'Choose…',
    serial: 'Serial number',
    save: 'Save',
    problems: {
      'product-missing': 'Choose the product.',
      'serial-empty': 'Give the serial number.',
      'serial-too-long': 'A serial number has at most 128 characters.',
      'serial-not-text': 'This text holds unreadable characters: type it in.'
    }
  },
  notice: {
    contradicted: (what: string) => `One of your scans is contradicted: ${what}`,
    settled: (what: string) => `A contradiction about one of your scans is settled: ${what}`,
    thisDevice: 'this device',
    seen: 'Seen'
  }
} satisfies typeof french;
