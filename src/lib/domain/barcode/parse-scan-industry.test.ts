import { describe, expect, test } from 'vitest';
import { compareCase, type ScanCase } from './testing/scan-case.ts';

const RS = '\u001e';
const GS = '\u001d';
const EOT = '\u0004';
const GTIN = '09501234567891';
const envelope = (...records: string[]): string =>
  `[)>${RS}${records.map((record) => record + RS).join('')}${EOT}`;

const envelopes: ScanCase[] = [
  [
    'several serials leave no other code to be the serial',
    envelope(`06${GS}SA1${GS}SA2${GS}25SUN123456789X1`),
    { carrier: 'mh10', notes: ['several-serials'] }
  ],
  [
    'serials of two records contradict each other',
    envelope(`06${GS}SX1`, `06${GS}SX2`),
    { carrier: 'mh10', notes: ['several-serials'] }
  ],
  [
    'serials of two formats contradict each other',
    envelope(`06${GS}SX1`, `05${GS}01${GTIN}${GS}21X2`),
    { carrier: 'mh10', gtin: GTIN, notes: ['several-serials'] }
  ],
  [
    'several serials in one format, another one elsewhere',
    envelope(`06${GS}SX1${GS}SX2`, `05${GS}01${GTIN}${GS}21X3`),
    { carrier: 'mh10', gtin: GTIN, notes: ['several-serials'] }
  ],
  [
    'two formats that agree',
    envelope(`06${GS}SX1`, `05${GS}01${GTIN}${GS}21X1`),
    { carrier: 'mh10', gtin: GTIN, serial: 'X1' }
  ],
  [
    'GS1 serials of two records contradict each other',
    envelope(`05${GS}01${GTIN}${GS}21X1`, `05${GS}01${GTIN}${GS}21X2`),
    { carrier: 'gs1', gtin: GTIN, problems: ['repeated-identifier'] }
  ],
  [
    'article numbers of two formats contradict each other',
    envelope(`05${GS}01${GTIN}${GS}21X1`, `06${GS}8P1234567890128`),
    { carrier: 'mh10', serial: 'X1', notes: ['several-values'] }
  ],
  [
    'lots, parts and quantities of two records contradict each other',
    envelope(`06${GS}1TL1${GS}1PA1${GS}Q1`, `06${GS}1TL2${GS}1PA2${GS}Q2`),
    { carrier: 'mh10', notes: ['several-values'] }
  ],
  [
    'text elements contradict each other',
    envelope(`12${GS}SER 1${GS}SER 2${GS}LOT A${GS}LOT B${GS}PNR P`),
    { carrier: 'mh10', partNumber: 'P', notes: ['several-serials', 'several-values'] }
  ],
  [
    'a value longer than is stored',
    envelope(`06${GS}S${'1'.repeat(129)}`),
    { carrier: 'mh10', problems: ['too-long'] }
  ],
  [
    'part, serial, quantity',
    envelope(`06${GS}1P5412345${GS}S1234567${GS}Q1`),
    { carrier: 'mh10', partNumber: '5412345', serial: '1234567', quantity: 1 }
  ],
  ['after an AIM identifier', `]d1${envelope(`06${GS}S77`)}`, { carrier: 'mh10', serial: '77' }],
  ['from PDF417', `]L0${envelope(`06${GS}S77`)}`, { carrier: 'mh10', serial: '77' }],
  ['framed by a scanner', `${envelope(`06${GS}S77`)}\r`, { carrier: 'mh10', serial: '77' }],
  [
    'serial before part',
    envelope(`06${GS}SABC-1${GS}1PX`),
    { carrier: 'mh10', partNumber: 'X', serial: 'ABC-1' }
  ],
  ['lot, supplier', envelope(`06${GS}1TLOT9`), { carrier: 'mh10', lot: 'LOT9' }],
  ['lot, customer', envelope(`06${GS}TLOT9`), { carrier: 'mh10', lot: 'LOT9' }],
  [
    'supplier part before customer part',
    envelope(`06${GS}PCUST${GS}1PSUPP`),
    { carrier: 'mh10', partNumber: 'SUPP' }
  ],
  ['worldwide serial', envelope(`06${GS}25SUN123456789X1`), { carrier: 'mh10', serial: 'UN123456789X1' }],
  [
    'plain serial before worldwide serial',
    envelope(`06${GS}25SUN123456789X1${GS}SX1`),
    { carrier: 'mh10', serial: 'X1' }
  ],
  ['expiry', envelope(`06${GS}S1${GS}14D20271231`), { carrier: 'mh10', serial: '1', expiry: '2027-12-31' }],
  [
    'expiry, day first',
    envelope(`06${GS}S1${GS}15D31122027`),
    { carrier: 'mh10', serial: '1', expiry: '2027-12-31' }
  ],
  [
    'expiry, month 13',
    envelope(`06${GS}S1${GS}14D20271301`),
    { carrier: 'mh10', serial: '1', problems: ['date'] }
  ],
  ['manufacture is no expiry', envelope(`06${GS}S1${GS}16D20240131`), { carrier: 'mh10', serial: '1' }],
  [
    'pharmacy number makes D an expiry',
    envelope(`06${GS}9N111234567842${GS}1TL${GS}D271200${GS}S1`),
    { carrier: 'mh10', lot: 'L', serial: '1', expiry: '2027-12-31' }
  ],
  ['D alone is any date', envelope(`06${GS}S1${GS}D271231`), { carrier: 'mh10', serial: '1' }],
  ['quantity with unit', envelope(`06${GS}7Q10EA`), { carrier: 'mh10', quantity: 10 }],
  ['quantity in decimals', envelope(`06${GS}Q1.5`), { carrier: 'mh10', quantity: 1.5 }],
  ['quantity that is none', envelope(`06${GS}QABC`), { carrier: 'mh10', problems: ['quantity'] }],
  ['GTIN under 8P', envelope(`06${GS}8P${GTIN}${GS}S1`), { carrier: 'mh10', gtin: GTIN, serial: '1' }],
  [
    'GTIN under 8P, wrong check digit',
    envelope(`06${GS}8P09501234567892`),
    { carrier: 'mh10', problems: ['check-digit'] }
  ],
  ...['1J', '2J', '3J', '4J', '5J', '6J'].map((id): ScanCase => [
    `licence plate ${id} without an envelope is no serial`,
    `${id}UN123456789A1`,
    { carrier: 'mh10', notes: ['data-identifier-assumed', 'handling-unit'] }
  ]),
  ['licence plate', envelope(`06${GS}1JUN123456789A`), { carrier: 'mh10', notes: ['handling-unit'] }],
  [
    'several serials',
    envelope(`06${GS}SA1${GS}SA2`),
    { carrier: 'mh10', elements: ['S A1', 'S A2'], notes: ['several-serials'] }
  ],
  ['the same serial twice', envelope(`06${GS}SA1${GS}SA1`), { carrier: 'mh10', serial: 'A1' }],
  ['unknown but well-formed identifier', envelope(`06${GS}S1${GS}52PBLUE`), { carrier: 'mh10', serial: '1' }],
  ['no identifier', envelope(`06${GS}s1`), { carrier: 'mh10', problems: ['unknown-identifier'] }],
  [
    'identifier without value',
    envelope(`06${GS}S${GS}1PX`),
    { carrier: 'mh10', partNumber: 'X', problems: ['missing-value'] }
  ],
  [
    'control inside a value',
    envelope(`06${GS}S1\u00002`),
    { carrier: 'mh10', problems: ['unprintable-character'] }
  ],
  [
    'GS1 in format 05',
    envelope(`05${GS}01${GTIN}${GS}10L1${GS}21S1`),
    { carrier: 'gs1', gtin: GTIN, lot: 'L1', serial: 'S1' }
  ],
  [
    'GS1 in format 05, wrong check digit',
    envelope(`05${GS}0109501234567892`),
    { carrier: 'gs1', problems: ['check-digit'] }
  ],
  [
    'formats 05 and 06',
    envelope(`05${GS}01${GTIN}`, `06${GS}S77`),
    { carrier: 'mh10', gtin: GTIN, serial: '77' }
  ],
  [
    'text elements',
    envelope(`12${GS}MFR 12345${GS}SER S-7${GS}PNR P-1`),
    { carrier: 'mh10', serial: 'S-7', partNumber: 'P-1' }
  ],
  ['a format that is not read', envelope('07free text'), { carrier: 'mh10', notes: ['envelope-format'] }],
  ['no format', envelope('XX'), { carrier: 'mh10', problems: ['structure'] }],
  [
    'trailer missing',
    `[)>${RS}06${GS}S77`,
    { carrier: 'mh10', serial: '77', notes: ['envelope-incomplete'] }
  ],
  [
    'data after the trailer',
    `${envelope(`06${GS}S77`)}X`,
    { carrier: 'mh10', serial: '77', problems: ['structure'] }
  ],
  [
    'pictures for separators, RS dropped',
    '[)>06␝1P5412345␝S1234567',
    { carrier: 'mh10', partNumber: '5412345', serial: '1234567', notes: ['non-standard-separators'] }
  ],
  [
    'names for separators',
    '[)><RS>06<GS>S77<RS><EOT>',
    { carrier: 'mh10', serial: '77', notes: ['non-standard-separators'] }
  ],
  [
    'carets for separators',
    '[)>^^06^]S77^^^D',
    { carrier: 'mh10', serial: '77', notes: ['non-standard-separators'] }
  ],
  [
    'RS dropped, GS kept',
    `[)>06${GS}S77${EOT}`,
    { carrier: 'mh10', serial: '77', notes: ['non-standard-separators'] }
  ],
  ['all separators dropped', '[)>061P5412345S1234567', { carrier: 'mh10', problems: ['separators-lost'] }],
  ['nothing inside', '[)>', { carrier: 'mh10', problems: ['no-elements'] }],
  [
    'envelope taken off by the reader',
    `1P5412345${GS}S1234567`,
    { carrier: 'mh10', partNumber: '5412345', serial: '1234567', notes: ['envelope-incomplete'] }
  ]
];

const bare: ScanCase[] = [
  [
    'supplier part',
    '1P5412345',
    { carrier: 'mh10', partNumber: '5412345', notes: ['data-identifier-assumed'] }
  ],
  [
    'customer part',
    'P5412345',
    { carrier: 'mh10', partNumber: '5412345', notes: ['data-identifier-assumed'] }
  ],
  ['quantity', 'Q12', { carrier: 'mh10', quantity: 12 }],
  [
    'serial of digits',
    'S1234567',
    { carrier: 'mh10', serial: '1234567', notes: ['data-identifier-assumed'] }
  ],
  ['supplier lot', '1TLOT9', { carrier: 'mh10', lot: 'LOT9' }],
  ['worldwide serial', '25SUN123456789ABC', { carrier: 'mh10', serial: 'UN123456789ABC' }],
  ['expiry', '14D20271231', { carrier: 'mh10', expiry: '2027-12-31' }],
  ['no such date: kept whole', '14D20271301', { carrier: 'plain', serial: '14D20271301' }],
  ['quantity with unit', '7Q10EA', { carrier: 'mh10', quantity: 10 }],
  ['country of origin', '4LCN', { carrier: 'mh10' }],
  [
    'serial with letters is kept whole',
    'SC02ABCDEFGH',
    { carrier: 'plain', serial: 'SC02ABCDEFGH', notes: ['data-identifier-possible'] }
  ],
  ['SN is no identifier', 'SN-0001', { carrier: 'plain', serial: 'SN-0001' }],
  ['a serial that begins with digits and a letter', '5CG1234ABC', { carrier: 'plain', serial: '5CG1234ABC' }],
  ['a long number after Q', 'Q12345678', { carrier: 'plain', serial: 'Q12345678' }],
  ['lower case is no identifier', 's1234567', { carrier: 'plain', serial: 's1234567' }],
  [
    'as printed',
    '(1P)5412345(S)1234567',
    { carrier: 'mh10', partNumber: '5412345', serial: '1234567', notes: ['human-readable-form'] }
  ],
  ['from Code 39', ']A0*1P5412345*', { carrier: 'mh10', partNumber: '5412345', notes: ['code39-asterisks'] }]
];

describe.each(Object.entries({ envelopes, bare }))('industry standards: %s', (_, cases) => {
  test.each(cases)('%s: %j', (...scanCase) => {
    const { got, wanted } = compareCase(scanCase);
    expect(got).toEqual(wanted);
  });
});
