import { counted } from './counted.ts';
import type { movements as fr } from './movements.fr.ts';

const n = counted('en-GB');

export const movements = {
  transferTitle: 'Stock transfer',
  transferHint: 'From one location to another',
  conditionTitle: 'Quarantine hold',
  conditionHint: 'Set apart, or make available again',
  fromMissing: 'Say where the quantity leaves from.',
  toMissing: 'Say where the goods go.',
  samePlace: 'They arrive where they left from.',
  destination: 'Destination location',
  total: (unit: string, quantity: string) => `Total (${unit}): ${quantity}`,
  packUnit: (pack: string, quantity: string, unit: string) => `${pack} – ${quantity} ${unit}`,
  countOfSerials: 'As many as serial numbers.',
  serialAbsent: {
    'lots-off': 'No serial number: lot management is switched off in the settings.',
    'stock-off': 'No serial number: stock management is switched off in the settings.',
    'serials-off': 'No serial number: they are switched off on movements, in the settings.',
    'tracked-by-lot': 'No serial number: this product is tracked by lot.',
    'tracked-by-quantity': 'No serial number: this product is tracked by quantity.'
  },
  serialLeftOut: (serial: string) => `“${serial}” will not be saved as a serial number.`,
  howMany: 'How serial numbers are entered',
  one: 'Just one',
  several: 'Several',
  severalAside: 'one a line, or a range',
  severalPlaceholder: 'SN010-SN019, …',
  severalHint:
    'Scan in a row, paste a list or type a range (SN010-SN019, SN010+9); ~ is the next one. Enter adds to the list.',
  add: 'Add to the list',
  rangeRead: (count: number, first: string, last: string) =>
    `${n(count, 'serial number', 'serial numbers')}, from ${first} to ${last}`,
  rangeMaybe: (count: number, first: string, last: string) =>
    `One serial number, or ${n(count, 'serial number', 'serial numbers')} from ${first} to ${last}?`,
  rangeTake: (count: number) => `Take ${n(count, 'in a row', 'in a row')}`,
  list: 'List of serial numbers',
  listCount: (count: number) => n(count, 'serial number', 'serial numbers'),
  listEmpty: 'The list is empty.',
  checking: (done: number, total: number) =>
    `Checking: ${n(done, 'of', 'of')} ${n(total, 'serial number', 'serial numbers')}`,
  number: (at: number) => `no. ${at}`,
  removeOne: (serial: string) => `Remove ${serial}`,
  emptyList: 'Empty the list',
  emptyListSure: (count: number) =>
    `${n(count, 'serial number', 'serial numbers')} will be removed from the list. None of it has been saved yet.`,
  emptyListYes: 'Empty it',
  repeatedTitle: (count: number) =>
    n(count, 'serial number given twice, counted once', 'serial numbers given twice, each counted once'),
  repeatedAt: (serial: string, at: number) => `${serial}: already no. ${at} of the list`,
  repeatedAgain: (serial: string, at: number, lines: string) =>
    `${serial}: no. ${at} of the list, again ${lines}`,
  lines: (count: number, lines: string) => `${count === 1 ? 'on line' : 'on lines'} ${lines}`,
  andOthers: (count: number) => n(count, 'more', 'more'),
  problemsTitle: (count: number) =>
    `${n(count, 'line needs a look', 'lines need a look')}; all the others are in the list`,
  problemsNone: (count: number) => n(count, 'line needs a look', 'lines need a look'),
  problemLine: (line: number, text: string) => `Line ${line}, “${text}”`,
  problem: {
    'serial-too-long': 'longer than a serial number can be (128 characters).',
    'serial-not-text': 'holds characters that cannot be kept.',
    'range-ambiguous': 'a range, or one serial number?',
    'range-not-countable': 'this range cannot be counted.',
    'nothing-before': 'there is no serial number before it.',
    'next-not-countable': 'the one before has no next: it does not end in a digit.',
    'too-many': 'more than 5,000 serial numbers: nothing of this text was taken. Make several lists of it.',
    'text-too-long': 'too long a text for a list: import it as a file.'
  },
  areRanges: 'They are ranges',
  areSerials: 'They are serial numbers',
  dropLines: 'Remove these lines',
  judged: {
    fine: 'Nothing to report',
    'already-in': 'Already in stock',
    'already-out': 'Already out',
    unknown: 'Unknown here',
    'other-place': 'Believed elsewhere',
    'other-product': 'On another product',
    anomaly: 'Anomaly',
    'server-decides': 'The server will decide',
    unidentified: 'Unknown product',
    repeat: 'Already saved'
  },
  oddFormat: 'Unusual format',
  listed: 'In the list',
  listedHint: (total: number) => `${n(total, 'serial number', 'serial numbers')} in the list. OK saves them.`,
  listedMany: (added: number) => n(added, 'serial number added', 'serial numbers added'),
  listedRepeat: 'Already in the list',
  listedRepeatAgo: (ago: string) => `Already scanned ${ago} ago: counted once.`,
  listedRepeatHint: 'Counted only once.',
  listedProblems: 'Some lines were not taken',
  listedProblemsHint: (total: number) =>
    `${n(total, 'serial number', 'serial numbers')} in the list. See to the remaining lines first.`,
  storing: (count: number) => `Saving ${n(count, 'serial number', 'serial numbers')}…`,
  storedMany: {
    entry: (count: number) => n(count, 'entered', 'entered'),
    exit: (count: number) => n(count, 'out', 'out'),
    transfer: (count: number) => n(count, 'moved', 'moved'),
    condition: (count: number) => n(count, 'saved', 'saved')
  },
  storedNone: 'All of them were saved before',
  storedFlagged: (parts: string) => `Reported to the desk: ${parts}.`,
  storedPart: (count: number, judged: string) => n(count, judged, judged),
  storedSkipped: (count: number) => n(count, 'saved a moment ago', 'saved a moment ago'),
  moved: 'Moved',
  setApart: 'Put in quarantine',
  released: 'Available again',
  withinHint: {
    'already-out': 'It was out: saved, and reported to the desk.',
    unknown: 'No known entry: saved, and reported to the desk.'
  },
  warnWithin: {
    out: 'It is out: this will be reported to the desk.',
    never: 'No known entry: this will be reported to the desk.'
  },
  misfit: {
    'looks-like-gtin': 'Is it a product code (GTIN) and not a serial number?',
    'wrong-length': (length: number, expected: string) =>
      `${n(length, 'character', 'characters')}, where the others have ${expected}.`,
    'wrong-prefix': (prefix: string) => `The others begin with ${prefix}.`,
    'wrong-alphabet': (characters: string) => `The others have no character like ${characters}.`,
    confusable: (proposal: string) => `Perhaps ${proposal}?`
  },
  misfitTitle: 'This number does not look like the others of this product.',
  or: ' or ',
  useProposal: (serial: string) => `Take ${serial}`,
  restoredTitle: 'Entry found again',
  restored: 'It had not been saved. Check it, then OK.',
  together: 'Saved together',
  togetherPartly: 'The others will show with the network.',
  madeOfParts: 'This product is composed: production takes its components out as well.',
  isPart: 'To take a component out together with the product it makes, use production.',
  openProduction: 'Open production',
  production: {
    title: 'Production',
    hint: 'Components out, product in, together',
    card: 'Production card',
    product: 'Product made',
    notComposed: 'This product has no components: they are set in the catalogue.',
    none: 'No composed product on this device.',
    toLocation: 'Location of the product',
    fromLocation: 'Location of the components',
    components: 'Components consumed',
    needed: (quantity: string, unit: string) => `Needed (${unit}): ${quantity}`,
    serialsOf: (code: string) => `Serial numbers of ${code}`,
    lotOf: (code: string) => `Lot of ${code}`,
    quantityOf: (code: string) => `Quantity of ${code}`,
    missing: (given: number, needed: number) =>
      `${n(given, 'serial number given', 'serial numbers given')}, ${needed} needed.`,
    wholeUnits: 'A product tracked by serial number is made one by one: a whole number.',
    unknownComponent: (id: string) => `Component unknown to this device: ${id}`,
    twice: (serial: string) => `${serial} is given twice.`,
    unread: 'These serial numbers are not understood: check the line.',
    done: 'Made',
    storedHint: (count: number) =>
      `${n(count, 'movement saved together', 'movements saved together')}, waiting for the server.`,
    ready: 'Ready to produce',
    readyHint: 'Choose the product: its components appear.',
    tooMany: 'Too many movements for one production (5,000 at most).',
    documentHint: 'On the product and on each component: each finds the others by it.'
  }
} satisfies typeof fr;
