import { describe, expect, test } from 'vitest';
import { parseScan } from './parse-scan.ts';
import { compareCase, type ScanCase } from './testing/scan-case.ts';

const GTIN = '09501234567891';
const item = { carrier: 'gs1', gtin: GTIN } as const;

const serials: ScanCase[] = [
  ...[
    '1',
    '12345678901234567890',
    '01234567890',
    '0001',
    'abc',
    'AbC',
    '!"%&\'()*+,-./',
    ':;<=>?_',
    '2-3',
    '=1+1',
    'TRUE',
    '1E5',
    '%41',
    'a?b=c'
  ].map((serial): ScanCase => [`serial ${serial}`, `]d201${GTIN}21${serial}`, { ...item, serial }]),
  ...[' ', '#', '@', '$', '[', '\\', '`', '{', '}', 'é', '漢', '\u0000', '\t', '\u200b', '😀'].map(
    (sign): ScanCase => [
      `${JSON.stringify(sign)} is in no GS1 value`,
      `]d201${GTIN}21A${sign}B`,
      { carrier: 'gs1', gtin: GTIN, problems: ['invalid-character'] }
    ]
  ),
  [
    '21 characters',
    `]d201${GTIN}21123456789012345678901`,
    { carrier: 'gs1', gtin: GTIN, problems: ['too-long'] }
  ],
  ['no character', `]d201${GTIN}21`, { carrier: 'gs1', gtin: GTIN, problems: ['missing-value'] }],
  ['trailing space', `]d201${GTIN}21AB `, { carrier: 'gs1', gtin: GTIN, problems: ['invalid-character'] }],
  [
    'twice the same',
    `]d201${GTIN}21A\u001d21A`,
    { ...item, serial: 'A', notes: ['repeated-identifier-same'] }
  ],
  [
    'twice, different',
    `]d201${GTIN}21A\u001d21B`,
    { carrier: 'gs1', gtin: GTIN, problems: ['repeated-identifier'] }
  ]
];

const keys: ScanCase[] = [
  [
    'a weight does not exclude itself',
    `]d201${GTIN}3103001500`,
    { carrier: 'gs1', gtin: GTIN, silent: ['exclusive-identifiers', 'required-identifier'] }
  ],
  [
    'two weights in different scales',
    `]d201${GTIN}31030015003102000150`,
    { carrier: 'gs1', gtin: GTIN, notes: ['exclusive-identifiers'] }
  ],
  [
    'SSCC',
    ']C100340123450000000017',
    { carrier: 'gs1', elements: ['00 340123450000000017'], notes: ['handling-unit'] }
  ],
  ['SSCC without AIM', '00340123450000000017', { carrier: 'gs1', notes: ['handling-unit', 'gs1-assumed'] }],
  ['SSCC, wrong check digit', ']C100340123450000000018', { carrier: 'gs1', problems: ['check-digit'] }],
  ['SSCC cut short', ']C10034012345000000001', { carrier: 'gs1', problems: ['too-short'] }],
  [
    'what a pallet holds is not what was scanned',
    `]C10034012345000000001702${GTIN}3724`,
    { carrier: 'gs1', quantity: 24, notes: ['content-of-unit', 'handling-unit'] }
  ],
  [
    'content without its count',
    `]C102${GTIN}`,
    { carrier: 'gs1', notes: ['required-identifier', 'content-of-unit'] }
  ],
  [
    'GTIN and content exclude each other',
    `]C101${GTIN}02${GTIN}3724`,
    { carrier: 'gs1', gtin: GTIN, quantity: 24, notes: ['exclusive-identifiers'] }
  ],
  ['count of a variable item', `]C101${GTIN}3012`, { carrier: 'gs1', gtin: GTIN, quantity: 12 }],
  [
    'GLN and extension',
    ']C14143401234500002254R12',
    { carrier: 'gs1', elements: ['414 3401234500002', '254 R12'], notes: ['place'] }
  ],
  ['GLN, wrong check digit', ']C14143401234500003', { carrier: 'gs1', problems: ['check-digit'] }],
  [
    'GRAI with serial',
    ']d2800303401234000014AST-0001',
    { carrier: 'gs1', serial: 'AST-0001', notes: ['returnable-asset'], silent: ['separator-lost-possible'] }
  ],
  ['GRAI without serial', ']d2800303401234000014', { carrier: 'gs1', notes: ['returnable-asset'] }],
  ['GRAI must begin with a zero', ']d2800313401234000014', { carrier: 'gs1', problems: ['invalid-value'] }],
  ['GRAI, wrong check digit', ']d2800303401234000015A', { carrier: 'gs1', problems: ['check-digit'] }],
  ['GIAI', ']d280043401234AST-7', { carrier: 'gs1', serial: '3401234AST-7', notes: ['individual-asset'] }],
  ['GIAI must begin with a company prefix', ']d28004AST-7', { carrier: 'gs1', problems: ['company-prefix'] }],
  ['ITIP', `]d28006${GTIN}0203\u001d21S1`, { ...item, serial: 'S1' }],
  ['ITIP, piece above total', `]d28006${GTIN}0302`, { carrier: 'gs1', problems: ['invalid-value'] }],
  ['ITIP, piece zero', `]d28006${GTIN}0002`, { carrier: 'gs1', problems: ['invalid-value'] }],
  [
    'component and its serial',
    ']d280103401234PART-1\u001d801112345',
    { carrier: 'gs1', partNumber: '3401234PART-1', serial: '12345' }
  ],
  ['component serial alone is nobody', ']d2801112345', { carrier: 'gs1', notes: ['required-identifier'] }],
  [
    'component serial with leading zero',
    ']d280103401234PART-1\u001d80110012',
    { carrier: 'gs1', partNumber: '3401234PART-1', problems: ['invalid-value'] }
  ],
  ['component in lower case', ']d280103401234part', { carrier: 'gs1', problems: ['invalid-character'] }],
  ['service relation', ']C18018340123450000000017', { carrier: 'gs1', notes: ['not-an-item'] }],
  ['document', ']C12533401234500002DOC1', { carrier: 'gs1', notes: ['not-an-item'] }],
  [
    'manufacturer part number',
    `]d201${GTIN}240REF-9\u001d21S1`,
    { ...item, serial: 'S1', partNumber: 'REF-9' }
  ],
  ['customer part number', `]d201${GTIN}241C-9`, { carrier: 'gs1', gtin: GTIN, partNumber: 'C-9' }],
  ['GMN of the General Specifications', ']d280131987654Ad4X4bL5ttr2310c2K', { carrier: 'gs1' }],
  [
    'GMN, wrong check pair',
    ']d280131987654Ad4X4bL5ttr2310cXK',
    { carrier: 'gs1', problems: ['check-digit'] }
  ],
  [
    'number of one company only',
    ']C10102012345678903',
    { carrier: 'gs1', gtin: '02012345678903', notes: ['restricted-circulation'] }
  ],
  ['GTIN of zeros', `]d201${'0'.repeat(14)}21S1`, { carrier: 'gs1', serial: 'S1', notes: ['placeholder'] }]
];

const faults: ScanCase[] = [
  [
    'wrong check digit: nothing after it is believed',
    ']d2010950123456789221SN1',
    { carrier: 'gs1', problems: ['check-digit'] }
  ],
  [
    'a separator makes the rest readable again',
    ']d20109501234567892\u001d21SN1',
    { carrier: 'gs1', serial: 'SN1', problems: ['check-digit'] }
  ],
  ['wrong check digit without AIM', '010950123456789221SN1', { carrier: 'gs1', problems: ['check-digit'] }],
  ['cut short', ']d201095012345678', { carrier: 'gs1', problems: ['too-short'] }],
  ['letter inside', ']d2010950123X56789121SN1', { carrier: 'gs1', problems: ['invalid-character'] }],
  [
    'separator inside',
    ']d2010950123\u001d456789121SN1',
    { carrier: 'gs1', problems: ['too-short', 'unknown-identifier'] }
  ],
  ['unknown identifier', ']d205123', { carrier: 'gs1', problems: ['unknown-identifier'] }],
  [
    'unknown identifier after a GTIN',
    `]d201${GTIN}89X`,
    { carrier: 'gs1', gtin: GTIN, problems: ['unknown-identifier'] }
  ],
  [
    'letters where an identifier should be',
    ']d2SN-0001',
    { carrier: 'gs1', problems: ['unknown-identifier'] }
  ],
  [
    'two GTINs',
    `]d201${GTIN}010950110153000321S1`,
    { carrier: 'gs1', serial: 'S1', problems: ['repeated-identifier'] }
  ],
  [
    'country that does not exist',
    `]d201${GTIN}422999`,
    { carrier: 'gs1', gtin: GTIN, problems: ['invalid-value'] }
  ],
  ['country that does', `]d201${GTIN}422250`, { carrier: 'gs1', gtin: GTIN }],
  [
    'count with a letter',
    `]C102${GTIN}371A`,
    { carrier: 'gs1', problems: ['invalid-character'], notes: ['content-of-unit'] }
  ],
  ['count of nine digits', `]C102${GTIN}37123456789`, { carrier: 'gs1', problems: ['too-long'] }]
];

const dates: ScanCase[] = [
  ['month 13', `]d201${GTIN}1727130121S`, { carrier: 'gs1', gtin: GTIN, problems: ['date'] }],
  ['month 00', `]d201${GTIN}17270001`, { carrier: 'gs1', gtin: GTIN, problems: ['date'] }],
  ['30 February', `]d201${GTIN}17270230`, { carrier: 'gs1', gtin: GTIN, problems: ['date'] }],
  [
    '29 February of a common year',
    `]d201${GTIN}17270229`,
    { carrier: 'gs1', gtin: GTIN, problems: ['date'] }
  ],
  [
    '29 February of a leap year',
    `]d201${GTIN}17280229`,
    { carrier: 'gs1', gtin: GTIN, expiry: '2028-02-29' }
  ],
  ['31 April', `]d201${GTIN}17270431`, { carrier: 'gs1', gtin: GTIN, problems: ['date'] }],
  [
    'day 00 is the last of the month',
    `]d201${GTIN}17270200`,
    { carrier: 'gs1', gtin: GTIN, expiry: '2027-02-28' }
  ],
  ['day 00 in a leap year', `]d201${GTIN}17280200`, { carrier: 'gs1', gtin: GTIN, expiry: '2028-02-29' }],
  ['fifty years ahead', `]d201${GTIN}17760101`, { carrier: 'gs1', gtin: GTIN, expiry: '2076-01-01' }],
  [
    'fifty-one years ahead are last century',
    `]d201${GTIN}17770101`,
    { carrier: 'gs1', gtin: GTIN, expiry: '1977-01-01' }
  ],
  [
    'the century follows the year it is',
    `]d201${GTIN}17770101`,
    { carrier: 'gs1', gtin: GTIN, expiry: '2077-01-01' },
    { today: '2027-06-01' }
  ],
  [
    'fifty years behind are next century',
    `]d201${GTIN}17100101`,
    { carrier: 'gs1', gtin: GTIN, expiry: '2110-01-01' },
    { today: '2060-06-01' }
  ],
  ['expiry with time', `]d201${GTIN}70032712312359`, { carrier: 'gs1', gtin: GTIN, expiry: '2027-12-31' }],
  ['hour 24', `]d201${GTIN}70032712312400`, { carrier: 'gs1', gtin: GTIN, problems: ['date'] }],
  ['day 00 with time', `]d201${GTIN}70032712002359`, { carrier: 'gs1', gtin: GTIN, problems: ['date'] }],
  ['best before is not expiry', `]d201${GTIN}15271231`, { carrier: 'gs1', gtin: GTIN }],
  ['harvest from and to', `]d201${GTIN}7007270101270131`, { carrier: 'gs1', gtin: GTIN }],
  [
    'harvest, half a date',
    `]d201${GTIN}7007270101270`,
    { carrier: 'gs1', gtin: GTIN, problems: ['too-short'] }
  ]
];

const groups = { serials, keys, faults, dates };

describe.each(Object.entries(groups))('GS1 values: %s', (_, cases) => {
  test.each(cases)('%s: %j', (...scanCase) => {
    const { got, wanted } = compareCase(scanCase);
    expect(got).toEqual(wanted);
  });
});

test.each([
  ['AA=', []],
  ['A==', []],
  ['AAAA==', []],
  ['AAAA', []],
  ['=', ['invalid-character']],
  ['A=', ['invalid-character']],
  ['AAA=', ['invalid-character']],
  ['AB=C', ['invalid-character']],
  ['===', ['invalid-character']]
])('padding of set 64 stands at the end and fills up groups of three: %s', (value, problems) => {
  expect(parseScan(`]C101095012345678918030${value}`).problems.map(({ code }) => code)).toEqual(problems);
});
