import { describe, expect, test } from 'vitest';
import { compareCase, type ScanCase } from './testing/scan-case.ts';

const GTIN = '09501234567891';
const SERIAL = 'SN-0001';
const ITEM = `01${GTIN}21${SERIAL}`;
const item = { carrier: 'gs1', gtin: GTIN, serial: SERIAL } as const;

const carriers: ScanCase[] = [
  [
    'as printed, GTIN cut short',
    `(01)0950123456789(21)${SERIAL}`,
    { carrier: 'gs1', serial: SERIAL, problems: ['too-short'] }
  ],
  ...[']C1', ']e0', ']e1', ']e2', ']d2', ']d5', ']Q3', ']Q4', ']J1', ']J4'].map((aim): ScanCase => [
    `${aim} means GS1`,
    aim + ITEM,
    item
  ]),
  ...[
    ']C0',
    ']C2',
    ']d1',
    ']d0',
    ']d3',
    ']Q1',
    ']Q0',
    ']Q2',
    ']A0',
    ']J0',
    ']L0',
    ']G0',
    ']F0',
    ']I0',
    ']z0'
  ].map((aim): ScanCase => [`${aim} rules GS1 out`, aim + ITEM, { carrier: 'plain', notes: ['gs1-shaped'] }]),
  ['Code 39 cannot hold GS1', ITEM, { carrier: 'plain', notes: ['gs1-shaped'] }, { symbology: 'Code39' }],
  ['GS1-128 by name', ITEM, item, { symbology: 'GS1-128' }],
  ['GS1 DataMatrix by name', ITEM, item, { symbology: 'gs1_datamatrix' }],
  ['DataBar is always GS1', ITEM, item, { symbology: 'DataBarExpStk' }],
  ['DataMatrix may be GS1', ITEM, { ...item, notes: ['gs1-assumed'] }, { symbology: 'DataMatrix' }],
  ['an AIM identifier as symbology', ITEM, item, { symbology: ']d2' }],
  ['data before name', `]C0${ITEM}`, { carrier: 'plain', notes: ['gs1-shaped'] }, { symbology: 'GS1-128' }],
  ['no word on the symbology', ITEM, { ...item, notes: ['gs1-assumed'] }],
  ['as printed', `(01)${GTIN}(21)${SERIAL}`, { ...item, notes: ['human-readable-form', 'gs1-assumed'] }],
  ['as printed, with spaces', `(01) ${GTIN} (21) ${SERIAL}`, { ...item, notes: ['human-readable-form'] }],
  [
    'as printed, from a GS1 symbol',
    `]C1(01)${GTIN}(21)${SERIAL}`,
    { ...item, notes: ['human-readable-form'] }
  ],
  ['as printed, other order', `(21)${SERIAL}(01)${GTIN}`, { ...item, notes: ['human-readable-form'] }],
  ['brackets inside a serial', `(01)${GTIN}(21)A(B)C`, { ...item, serial: 'A(B)C' }],
  [
    'as printed, GTIN cut short',
    `(01)0950123456789(21)${SERIAL}`,
    { carrier: 'gs1', serial: SERIAL, problems: ['too-short'] }
  ],
  ['brackets inside an element string', `]d201${GTIN}21A(10)B`, { ...item, serial: 'A(10)B' }],
  ['FNC1 sent as leading GS', `\u001d${ITEM}`, { ...item, notes: ['superfluous-separator', 'gs1-assumed'] }],
  ['leading GS after the AIM identifier', `]d2\u001d${ITEM}`, { ...item, notes: ['superfluous-separator'] }],
  ['framing of a scanner', `\u0002]d2${ITEM}\r\n`, item],
  ['a space before the AIM identifier', ` ]d2${ITEM}`, item],
  ['an AIM identifier and nothing else', ']C1', { carrier: 'plain', problems: ['empty'] }],
  ['an AIM identifier and a separator', ']C1\u001d', { carrier: 'gs1', problems: ['no-elements'] }]
];

const separators: ScanCase[] = [
  [
    'an identifier that stands elsewhere was not swallowed',
    `]d201${GTIN}10LOT21SN1\u001d21S1`,
    { ...item, serial: 'S1', lot: 'LOT21SN1', silent: ['separator-lost', 'separator-lost-possible'] }
  ],
  [
    'a plain serial swallows nothing',
    `]d2${ITEM}`,
    { ...item, silent: ['separator-lost', 'separator-lost-possible'] }
  ],
  [
    '<GS> that only makes sense as data',
    `]d201${GTIN}21AB<GS>CD`,
    { ...item, serial: 'AB<GS>CD', silent: ['non-standard-separators'] }
  ],
  ...[
    '␝',
    '<GS>',
    '{GS}',
    '[GS]',
    '<FNC1>',
    '{FNC1}',
    '\\x1d',
    '\\u001D',
    '\\035',
    '^]',
    '|',
    '^',
    '~',
    '\u00e8'
  ].map((sign): ScanCase => [
    `${sign} for a separator`,
    `]d201${GTIN}10L1${sign}21${SERIAL}`,
    { ...item, lot: 'L1', notes: ['non-standard-separators'] }
  ]),
  ['a picture for the leading FNC1', `␝${ITEM}`, { ...item, notes: ['non-standard-separators'] }],
  [
    'real separators make <GS> data',
    `]d201${GTIN}10A<GS>B\u001d21S1`,
    { ...item, serial: 'S1', lot: 'A<GS>B' }
  ],
  [
    'doubled separator',
    `]d201${GTIN}10L1\u001d\u001d21S1`,
    { ...item, serial: 'S1', lot: 'L1', notes: ['superfluous-separator'] }
  ],
  ['trailing separator', `]d2${ITEM}\u001d`, { ...item, notes: ['superfluous-separator'] }],
  [
    'separator after a predefined length',
    `]d201${GTIN}\u001d21S1`,
    { ...item, serial: 'S1', notes: ['superfluous-separator'] }
  ],
  [
    'lot swallows the serial',
    `]d201${GTIN}10LOT21SN1`,
    { carrier: 'gs1', gtin: GTIN, lot: 'LOT21SN1', notes: ['separator-lost'] }
  ],
  [
    'serial swallows the lot',
    `]d201${GTIN}21SN10L1`,
    { ...item, serial: 'SN10L1', notes: ['separator-lost'] }
  ],
  [
    'lot swallows the expiry',
    `]d201${GTIN}10L17271231`,
    { carrier: 'gs1', gtin: GTIN, lot: 'L17271231', notes: ['separator-lost'] }
  ],
  ['serial swallows the GTIN: not usable', `]d221A101${GTIN}`, { carrier: 'gs1', notes: ['separator-lost'] }],
  [
    'too long for having swallowed the GTIN',
    `]d221${SERIAL}01${GTIN}`,
    { carrier: 'gs1', problems: ['too-long'], notes: ['separator-lost'] }
  ],
  [
    'an identifier that stands elsewhere was not swallowed',
    `]d201${GTIN}10LOT21SN1\u001d21S1`,
    { ...item, serial: 'S1', lot: 'LOT21SN1', silent: ['separator-lost', 'separator-lost-possible'] }
  ],
  [
    'a plain serial swallows nothing',
    `]d2${ITEM}`,
    { ...item, silent: ['separator-lost', 'separator-lost-possible'] }
  ],
  [
    '<GS> that only makes sense as data',
    `]d201${GTIN}21AB<GS>CD`,
    { ...item, serial: 'AB<GS>CD', silent: ['non-standard-separators'] }
  ],
  ['8006 is not predefined', `]d28006${GTIN}0102\u001d21S1`, { ...item, serial: 'S1' }],
  ['8006 without its separator', `]d28006${GTIN}010221S1`, { carrier: 'gs1', problems: ['too-long'] }],
  [
    '422 without its separator',
    `]d201${GTIN}42225021S1`,
    { carrier: 'gs1', gtin: GTIN, problems: ['too-long'] }
  ],
  [
    '7003 without its separator',
    `]d201${GTIN}7003271231235921S1`,
    { carrier: 'gs1', gtin: GTIN, problems: ['too-long'] }
  ],
  ['3103 needs none', `]d201${GTIN}310300150021S1`, { ...item, serial: 'S1' }],
  ['20 needs none', `]d201${GTIN}200121S1`, { ...item, serial: 'S1' }]
];

const orders: ScanCase[] = [
  ['serial before GTIN', `]d221${SERIAL}\u001d01${GTIN}`, item],
  ['serial before GTIN, no AIM', `21${SERIAL}\u001d01${GTIN}`, { ...item, notes: ['gs1-assumed'] }],
  [
    'GTIN, expiry, lot, serial',
    `]d201${GTIN}1727123110L1\u001d21S1`,
    { ...item, serial: 'S1', lot: 'L1', expiry: '2027-12-31' }
  ],
  ['expiry first', `]d21727123101${GTIN}21S1`, { ...item, serial: 'S1', expiry: '2027-12-31' }],
  ['lot first', `]d210L1\u001d21S1\u001d01${GTIN}`, { ...item, serial: 'S1', lot: 'L1' }],
  ['serial alone', ']d221S1', { carrier: 'gs1', serial: 'S1', notes: ['required-identifier'] }],
  ['GTIN alone', `]d201${GTIN}`, { carrier: 'gs1', gtin: GTIN }],
  ['lot alone, no AIM: a serial as it stands', '10ABC', { carrier: 'plain', serial: '10ABC' }]
];

const groups = { carriers, separators, orders };

describe.each(Object.entries(groups))('GS1 element strings: %s', (_, cases) => {
  test.each(cases)('%s: %j', (...scanCase) => {
    const { got, wanted } = compareCase(scanCase);
    expect(got).toEqual(wanted);
  });
});
