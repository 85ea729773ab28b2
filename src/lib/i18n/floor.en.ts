import { counted } from './counted.ts';
import type { floor as french } from './floor.fr.ts';

const n = counted('en-GB');

export const floor = {
  session: {
    scans: 'Scans of this session',
    none: 'No scan yet',
    takenBack: 'undone',
    damaged: 'quarantine',
    parked: 'refused, for the desk to see',
    parkedMany: (count: number) =>
      n(count, 'refused scan waits for the desk', 'refused scans wait for the desk'),
    printLater: 'Label to print later',
    printCount: (count: number) => n(count, 'label to print', 'labels to print'),
    rightSerial: 'The right serial number',
    rightSerialHint: 'What was read stays in the history.',
    correct: 'Correct',
    takeBack: 'Undo this scan',
    undo: (code: string) => `Undo ${code}`,
    undoAll: 'Undo all',
    undoAllSure: (count: number) =>
      `${n(count, 'scan of this session will be undone', 'scans of this session will be undone')}. Each stays in the history.`,
    undoAllYes: 'Undo the session',
    finish: 'Finished here',
    goOn: 'Go on',
    finished: (count: number) => `Finished here: ${n(count, 'scan', 'scans')}`,
    finishedHint: (waiting: number) =>
      waiting === 0
        ? 'Everything is sent: the session closes as soon as the server confirms it.'
        : `${n(waiting, 'movement waits', 'movements wait')} for the network. The session then closes by itself.`,
    closed: (count: number) => `Session closed: the server has ${n(count, 'scan', 'scans')}`
  },
  receive: {
    title: 'Receipts',
    hint: 'Receive a delivery, expected or not',
    one: (number: string) => `Receipt ${number}`,
    free: 'Receipt without a document',
    freeHint: 'Choose the supplier and the location, then scan',
    freeStart: 'Receive without a document',
    open: 'Expected receipts',
    none: 'No expected receipt',
    noneHint: 'The desk prepares receipts; you can also receive without one.',
    unknown: 'This receipt is not known on this device',
    unknownHint: 'Sync the device, or open the receipt from the list.',
    notOpen: 'This receipt is no longer open.',
    underWay: 'Under way on this device',
    setup: 'Supplier and delivery note',
    supplier: 'Supplier',
    document: 'Delivery note',
    place: 'Put into',
    noPlace: 'Scan or choose a location',
    product: 'Product of bare serial numbers',
    typed: 'Serial number or code',
    typedPlaceholder: 'Scan or type',
    damaged: 'Next piece is damaged',
    damagedNote: 'It enters quarantine.',
    tally: (count: number) => n(count, 'received', 'received'),
    progress: (done: string, expected: string) => `${done} received of ${expected}`,
    expectedTitle: 'Expected',
    more: (count: number) => `and ${count} more`,
    missing: (count: number) => n(count, 'missing', 'missing'),
    substitutes: (count: number) => n(count, 'substitute', 'substitutes'),
    extras: (count: number) => n(count, 'extra', 'extra'),
    extrasTitle: 'Extra',
    seen: 'Seen',
    notSeen: 'Not seen yet',
    replacing: 'Substitute',
    keep: 'Store it anyway',
    judgedHint: 'Stored, and flagged to the desk.',
    damagedHint: 'Stored in quarantine.',
    quantityTitle: (product: string) => `How many ${product}?`,
    quantity: 'Quantity received',
    lot: 'Batch',
    quantityStore: 'Store the quantity',
    expectation: {
      listed: 'Expected',
      substitute: 'Substitute',
      unlisted: 'Received',
      unplanned: 'Received',
      free: 'Received',
      'too-many': 'Extra',
      'not-ordered': 'Not ordered'
    },
    expectationHint: {
      listed: 'This number was announced.',
      substitute: 'The product is expected, this number is not. Stored in place of another.',
      unlisted: 'Stored on the receipt.',
      unplanned: 'Stored on the receipt.',
      free: 'Stored on this device.',
      'too-many': 'All of this product is here already. Stored as extra.',
      'not-ordered': 'This product is not expected. Stored as extra.'
    },
    told: {
      ready: 'Ready to receive',
      readyHint: 'Scan the location, then each piece.',
      ended: 'Session finished',
      endedHint: 'Touch “Go on” to scan more.',
      place: 'Location chosen',
      placeHint: 'What follows is put there.',
      product: 'Product chosen',
      productHint: 'Now scan its serial numbers.',
      noPlace: 'Put it where?',
      noPlaceHint: 'Scan the label of the location first, then this code again.',
      refused: 'Nothing to receive in this code',
      refusedHint: 'Scan a location, a product or a serial number.',
      repeat: 'Scanned already',
      repeatHint: (ago: string) => `${ago} ago in this session: counted once.`,
      doubtful: 'Is it the right product?',
      doubtfulFormat: 'This number does not look like the others. It is not stored yet.',
      doubtfulProduct: 'This number is in stock under another product. It is not stored yet.',
      quantity: (quantity: string) => `${quantity} received`,
      takenBack: (count: number) => (count === 1 ? 'Scan undone' : `${count} scans undone`),
      takenBackHint: 'It no longer counts; the history keeps it.',
      failed: 'Not stored'
    }
  }
} satisfies typeof french;
