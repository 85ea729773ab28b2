import { counted } from './counted.ts';
import type { counting as french } from './counting.fr.ts';

const n = counted('en-GB');

export const counting = {
  title: 'Counts',
  hint: 'Count a place, a product or a site',
  one: (number: string) => `Count ${number}`,
  open: 'Open counts',
  none: 'No open count',
  noneHint: 'The desk opens a count of a place, a product or a site.',
  create: 'Open a count',
  unknown: 'This count is not known on this device',
  unknownHint: 'Sync the device, or open the count from the list.',
  closed: 'This count is closed: what is counted now changes nothing in it.',
  place: 'Place being counted',
  noPlace: 'Scan the label of the place first',
  everywhere: 'All places',
  expectedHere: (seen: number, expected: number) => `${seen} seen of ${expected} expected here`,
  tally: (count: number) => n(count, 'counted', 'counted'),
  surprising: (count: number) =>
    count === 0
      ? 'Counted here by their pallet.'
      : n(count, 'piece was not expected here', 'pieces were not expected here'),
  listTitle: 'Expected here',
  notSeen: 'Not seen yet',
  seen: 'Seen',
  blind: 'Blind count: what is expected is not shown.',
  typed: 'Serial number or code',
  typedPlaceholder: 'Scan or type',
  undo: (code: string) => `Take back ${code}`,
  result: 'See the result',
  goOn: 'Go on counting',
  quantityTitle: (product: string) => `How many of ${product}?`,
  quantity: 'Quantity counted',
  lot: 'Lot',
  quantityStore: 'Store the quantity',
  told: {
    ready: 'Ready to count',
    readyHint: 'Scan every piece in the place.',
    place: 'Place chosen',
    placeHint: 'Now scan what is in it.',
    outside: 'Outside the count',
    outsideHint: 'This place or product is no part of it.',
    noPlace: 'Where are you?',
    noPlaceHint: 'Scan the label of the place before the pieces.',
    serialNeeded: 'Tracked by serial number',
    serialNeededHint: 'Scan the serial number of every piece.',
    again: 'Counted already',
    againHint: 'This piece is counted only once.',
    unidentified: 'Unknown product',
    unidentifiedHint: 'The scan is kept: the desk will say which product it is.',
    takenBack: 'Count taken back',
    takenBackHint: 'This piece is not counted any more.',
    refused: 'Nothing to count in this code',
    refusedHint: 'Scan a place, a product or a serial number.',
    failed: 'Not stored',
    quantity: (quantity: string) => `${quantity} counted`,
    quantityHint: 'The quantity counted replaces the one before.'
  },
  finding: {
    'as-expected': 'Seen, as expected',
    unexpected: 'Unknown in stock',
    misplaced: 'Misplaced',
    'already-out': 'Noted as gone'
  },
  findingHint: {
    'as-expected': 'In its place.',
    unexpected: 'Nobody ever entered it. It is counted.',
    misplaced: 'It was expected elsewhere. It is counted here.',
    'already-out': 'It was noted as out of stock. The desk will settle it.'
  },
  resultTitle: 'Result of the count',
  asExpected: (count: number) => n(count, 'piece in its place', 'pieces in their places'),
  movedMeanwhile: (count: number) =>
    n(count, 'piece moved during the count: no difference', 'pieces moved during the count: no differences'),
  missing: 'Missing',
  unexpected: 'Surplus',
  misplaced: 'Misplaced pieces',
  alreadyOut: 'Noted as out',
  alreadyOutHint: 'The desk says among the anomalies how they came back.',
  knownBefore: (quantity: string) => `${quantity} known before`,
  quantityDifference: (quantity: string) => `difference ${quantity}`,
  noQuantityDifference: 'no difference',
  quantityStands: 'The quantity counted is the stock already: nothing is left to validate.',
  uncounted: 'Quantities not counted yet',
  counted: 'Quantities counted',
  noDifference: 'No difference',
  noDifferenceHint: 'Everything expected was seen, and nothing else.',
  value: (amount: string) => `Value of what is missing: ${amount}`,
  withoutCost: (count: number) => n(count, 'missing without a known cost', 'missing without a known cost'),
  anomalies: 'See the anomalies',
  validate: (count: number) =>
    count === 1 ? 'Validate the difference' : `Validate the ${count} differences`,
  validateTitle: 'Validate the count?',
  validateText: (missing: number, found: number) =>
    `${n(missing, 'piece will be noted as missing', 'pieces will be noted as missing')}, ${n(found, 'piece will be in stock where it was seen', 'pieces will be in stock where they were seen')}. Each difference becomes an inventory movement, which can be taken back.`,
  close: 'Close the count…',
  validating: 'Validating…',
  validated: (count: number) => n(count, 'difference validated', 'differences validated'),
  label: (number: string) => `Inventory ${number}`
} satisfies typeof french;
