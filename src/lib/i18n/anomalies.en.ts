import type { anomalies as french } from './anomalies.fr.ts';
import { counted } from './counted.ts';

const n = counted('en-GB');

export const anomalies = {
  title: 'Anomalies',
  hint: 'Contradictions between movements, to be settled by a person',
  intro:
    'No movement is refused because it contradicts another: both are kept, and this is where a person decides.',
  needsNetwork: 'The list of anomalies needs the server.',
  state: 'State',
  open: 'To settle',
  closed: 'Settled',
  type: 'Kind',
  allTypes: (count: number) => `All kinds (${count})`,
  typed: (title: string, count: number) => `${title} (${count})`,
  product: 'Product',
  allProducts: 'All products',
  person: 'Person',
  everyone: 'Everyone',
  age: 'Age',
  ages: {
    all: 'Any age',
    day: 'Over a day',
    week: 'Over a week',
    month: 'Over a month'
  },
  none: 'No anomaly to settle',
  noneHint: 'Everything agrees. Contradictions appear here as soon as a device sends them.',
  noneClosed: 'No settled anomaly',
  found: (count: number) => n(count, 'anomaly shown', 'anomalies shown'),
  more: 'Show more',
  since: (date: string) => `Since ${date}`,
  lot: (lot: string) => `Lot ${lot}`,
  atPlace: (place: string) => `Location ${place}`,
  quantity: 'Quantity without serial number',
  claim: 'This movement',
  against: 'contradicts this one',
  nothingBefore: 'No movement explains it.',
  by: (person: string, device: string) => `${person}, ${device}`,
  document: (document: string) => `Document ${document}`,
  from: (place: string) => `from ${place}`,
  to: (place: string) => `to ${place}`,
  said: (label: string) => `“${label}”`,
  waiting: 'Settled on this device, on its way to the server.',
  settle: 'Settle…',
  closing: {
    healed: 'Settled by itself: the missing movement arrived.',
    accepted: 'Accepted by a person.',
    reversed: 'Settled: one of the movements was taken back.'
  },
  closedOn: (date: string) => `on ${date}`,
  dialog: {
    title: 'Settle this anomaly',
    way: 'What happened?',
    ways: {
      accept: 'It is fine, accept it',
      reverse: 'One of the two movements is wrong',
      add: 'A movement is missing',
      correct: 'The serial number was misread'
    },
    explain: {
      accept: 'Both movements stay. If one of them changes, the question is asked again.',
      reverse: 'The movement you choose is taken back; it can still be read in the history.',
      add: 'The missing movement is placed right before the one that it explains.',
      correct: 'The movement goes to the right number, in its place; both histories say so.'
    },
    side: 'Which one?',
    sideClaim: (what: string) => `The later one: ${what}`,
    sideAgainst: (what: string) => `The earlier one: ${what}`,
    wholeGroup: (count: number) => `It belongs to a set of ${count} movements, which is taken back whole.`,
    kind: 'Missing movement',
    kindChoose: 'Choose…',
    place: 'Location',
    placeUnknown: 'Not given',
    quantity: 'Quantity',
    serial: 'Right serial number',
    serialWas: (serial: string) => `Read: ${serial}`,
    reason: 'Reason',
    reasonOptional: 'optional',
    confirm: 'Save',
    done: 'Saved.'
  },
  problems: {
    'reason-missing': 'Give the reason: others will read it.',
    'kind-missing': 'Choose the movement that is missing.',
    'quantity-bad': 'Give a quantity above zero, such as 12 or 0.5.',
    'same-serial': 'That is the number already read: give the other one.',
    'group-unknown': 'This movement cannot be taken back from here: open the serial number’s page.',
    'serial-empty': 'Give the serial number.',
    'serial-too-long': 'A serial number has at most 128 characters.',
    'serial-not-text': 'This text holds unreadable characters: type it in.'
  }
} satisfies typeof french;
