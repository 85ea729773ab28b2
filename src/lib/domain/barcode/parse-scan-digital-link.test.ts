import { expect, test } from 'vitest';
import { compareCase, type ScanCase } from './testing/scan-case.ts';

const GTIN = '09501234567891';
const link = { carrier: 'gs1-digital-link', gtin: GTIN } as const;
const notLink = { carrier: 'plain', notes: ['not-a-serial'] } as const;
const page = { ...notLink, notes: [...notLink.notes] };
const HOST = 'https://example.com';

const cases: ScanCase[] = [
  [
    'an identifier that may be in no query',
    `${HOST}/01/${GTIN}?8200=x`,
    { ...link, problems: ['link-attribute'] }
  ],
  ['canonical', `https://id.gs1.org/01/${GTIN}/21/SN-0001`, { ...link, serial: 'SN-0001' }],
  ['http', `http://example.com/01/${GTIN}/21/S`, { ...link, serial: 'S' }],
  ['upper case scheme and host', `HTTPS://ID.GS1.ORG/01/${GTIN}/21/S`, { ...link, serial: 'S' }],
  ['port', `https://example.com:8443/01/${GTIN}/21/S`, { ...link, serial: 'S' }],
  ['IP address', `https://192.0.2.1/01/${GTIN}`, link],
  ['from a plain QR symbol', `]Q1${HOST}/01/${GTIN}/21/S`, { ...link, serial: 'S' }],
  ['from a plain Data Matrix symbol', `]d1${HOST}/01/${GTIN}/21/S`, { ...link, serial: 'S' }],
  [
    'not from a symbol with FNC1',
    `]Q3${HOST}/01/${GTIN}/21/S`,
    { carrier: 'gs1', problems: ['unknown-identifier'] }
  ],
  ['path stem', `${HOST}/some/path/01/${GTIN}/21/S`, { ...link, serial: 'S' }],
  ['stem that looks like a key', `${HOST}/00/faux/01/${GTIN}`, link],
  ['all qualifiers', `${HOST}/01/${GTIN}/22/V/10/L1/21/S`, { ...link, lot: 'L1', serial: 'S' }],
  ['lot only', `${HOST}/01/${GTIN}/10/L1`, { ...link, lot: 'L1' }],
  [
    'a lot in the query beside an extension, which it could not stand behind',
    `${HOST}/01/${GTIN}/235/TPX?10=L1`,
    { ...link, lot: 'L1' }
  ],
  [
    'a digit too many in the key',
    `${HOST}/01/${GTIN}0/21/S`,
    { carrier: 'gs1-digital-link', problems: ['too-long'] }
  ],
  [
    'three digits lost from the key',
    `${HOST}/01/${GTIN.slice(0, 11)}`,
    { carrier: 'gs1-digital-link', problems: ['too-short'] }
  ],
  [
    'an SSCC cut short',
    `${HOST}/00/34012345000000001`,
    { carrier: 'gs1-digital-link', problems: ['too-short'] }
  ],
  ['a number far too long for a key is another page', `${HOST}/01/${GTIN}123456`, page],
  ['third-party extension', `${HOST}/01/${GTIN}/235/TPX`, { ...link, elements: [`01 ${GTIN}`, '235 TPX'] }],
  [
    'expiry in the query',
    `${HOST}/01/${GTIN}/21/S?17=271231`,
    { ...link, serial: 'S', expiry: '2027-12-31' }
  ],
  [
    'semicolons in the query',
    `${HOST}/01/${GTIN}?17=271231;30=5`,
    { ...link, expiry: '2027-12-31', quantity: 5 }
  ],
  [
    'foreign parameters',
    `${HOST}/01/${GTIN}?linkType=gs1:pip&17=271231&utm=x`,
    { ...link, expiry: '2027-12-31' }
  ],
  ['parameter without value', `${HOST}/01/${GTIN}?debug&17=271231`, { ...link, expiry: '2027-12-31' }],
  ['fragment', `${HOST}/01/${GTIN}/21/S#top`, { ...link, serial: 'S' }],
  ['percent-encoded slash', `${HOST}/01/${GTIN}/21/A%2FB`, { ...link, serial: 'A/B' }],
  ['decoded once only', `${HOST}/01/${GTIN}/21/A%252FB`, { ...link, serial: 'A%2FB' }],
  ['plus is a plus in the path', `${HOST}/01/${GTIN}/21/A+B`, { ...link, serial: 'A+B' }],
  ['lower case hexadecimal', `${HOST}/01/${GTIN}/21/A%2fB`, { ...link, serial: 'A/B' }],
  ['half a percent sequence', `${HOST}/01/${GTIN}/21/A%2`, { ...link, problems: ['link-encoding'] }],
  ['no hexadecimal', `${HOST}/01/${GTIN}/21/A%ZZ`, { ...link, problems: ['link-encoding'] }],
  ['hidden NUL', `${HOST}/01/${GTIN}/21/A%00`, { ...link, problems: ['link-encoding'] }],
  ['hidden separator', `${HOST}/01/${GTIN}/21/A%1D10L`, { ...link, problems: ['link-encoding'] }],
  ['half a UTF-8 sequence', `${HOST}/01/${GTIN}/21/A%C3`, { ...link, problems: ['link-encoding'] }],
  ['letter outside the set', `${HOST}/01/${GTIN}/21/%C3%A9`, { ...link, problems: ['invalid-character'] }],
  ['serial too long', `${HOST}/01/${GTIN}/21/123456789012345678901`, { ...link, problems: ['too-long'] }],
  ['empty serial', `${HOST}/01/${GTIN}/21//`, { ...link, problems: ['link-path', 'missing-value'] }],
  [
    'qualifiers in wrong order',
    `${HOST}/01/${GTIN}/21/S/10/L1`,
    { ...link, serial: 'S', lot: 'L1', problems: ['link-qualifier-order'] }
  ],
  [
    'third-party extension with serial',
    `${HOST}/01/${GTIN}/235/X/21/S`,
    { ...link, serial: 'S', problems: ['link-qualifier-order'], notes: ['exclusive-identifiers'] }
  ],
  ['qualifier of another key', `${HOST}/01/${GTIN}/254/X`, { ...link, problems: ['link-qualifier'] }],
  [
    'attribute in the path',
    `${HOST}/01/${GTIN}/17/271231`,
    { ...link, expiry: '2027-12-31', problems: ['link-qualifier'] }
  ],
  ['serial in the query', `${HOST}/01/${GTIN}?21=S`, { ...link, serial: 'S', problems: ['link-attribute'] }],
  ['lot in the query', `${HOST}/01/${GTIN}?10=L1`, { ...link, lot: 'L1', problems: ['link-attribute'] }],
  ['unknown number in the query', `${HOST}/01/${GTIN}?999=x`, { ...link, problems: ['unknown-identifier'] }],
  ['month 13 in the query', `${HOST}/01/${GTIN}?17=271301`, { ...link, problems: ['date'] }],
  [
    'same attribute twice, different',
    `${HOST}/01/${GTIN}?17=271231&17=271230`,
    { ...link, problems: ['repeated-identifier'] }
  ],
  [
    'same attribute twice, same',
    `${HOST}/01/${GTIN}?17=271231&17=271231`,
    { ...link, expiry: '2027-12-31', problems: ['repeated-identifier'] }
  ],
  ['slash at the end', `${HOST}/01/${GTIN}/21/S/`, { ...link, serial: 'S', problems: ['link-path'] }],
  ['qualifier without value', `${HOST}/01/${GTIN}/21`, { ...link, problems: ['link-path'] }],
  ['unknown qualifier', `${HOST}/01/${GTIN}/foo/bar`, { ...link, problems: ['unknown-identifier'] }],
  [
    'wrong check digit: no qualifier is believed',
    `${HOST}/01/09501234567892/21/S`,
    { carrier: 'gs1-digital-link', problems: ['check-digit'] }
  ],
  [
    'letter in the GTIN',
    `${HOST}/01/0950123X567891/21/S`,
    { carrier: 'gs1-digital-link', problems: ['invalid-character'] }
  ],
  ['GTIN-13', `${HOST}/01/9501234567891/21/S`, { ...link, serial: 'S', notes: ['gtin-padded'] }],
  [
    'GTIN-8',
    `${HOST}/01/96385074`,
    { carrier: 'gs1-digital-link', gtin: '00000096385074', notes: ['gtin-padded'] }
  ],
  [
    'GTIN-13, wrong check digit',
    `${HOST}/01/9501234567892`,
    { carrier: 'gs1-digital-link', problems: ['check-digit'] }
  ],
  [
    'names of release 1.0',
    `${HOST}/gtin/${GTIN}/lot/L1/ser/S`,
    { ...link, lot: 'L1', serial: 'S', notes: ['link-alpha-key'] }
  ],
  [
    'SSCC',
    'https://id.gs1.org/00/340123450000000017',
    { carrier: 'gs1-digital-link', notes: ['handling-unit'] }
  ],
  [
    'place and extension',
    'https://id.gs1.org/414/3401234500002/254/R12',
    { carrier: 'gs1-digital-link', notes: ['place'] }
  ],
  [
    'returnable asset',
    'https://id.gs1.org/8003/03401234000014AST-1',
    { carrier: 'gs1-digital-link', serial: 'AST-1' }
  ],
  [
    'individual asset',
    'https://id.gs1.org/8004/3401234AST-7',
    { carrier: 'gs1-digital-link', serial: '3401234AST-7' }
  ],
  [
    'component',
    'https://id.gs1.org/8010/3401234PART-1/8011/123',
    { carrier: 'gs1-digital-link', partNumber: '3401234PART-1', serial: '123' }
  ],
  ['piece of an item', `https://id.gs1.org/8006/${GTIN}0102/21/S`, { ...link, serial: 'S' }],
  [
    'compressed',
    'https://id.gs1.org/ARFKk4XB0CDKWcnpq',
    { carrier: 'gs1-digital-link', problems: ['link-compressed'] }
  ],
  [
    'GS1 domain without key',
    'https://id.gs1.org/about',
    { carrier: 'gs1-digital-link', problems: ['link-path'] }
  ],
  ['a space', `${HOST}/01/${GTIN}/21/A B`, { ...link, problems: ['invalid-character', 'invalid-character'] }],
  ['a web page', 'https://example.com/', page],
  ['a web page with a date', 'https://example.com/2024/01/15', page],
  ['a product page', 'https://example.com/p/8004/some-asset', page],
  ['no path', 'https://example.com', page],
  ['another scheme', `ftp://example.com/01/${GTIN}`, page]
];

test.each(cases)('Digital Link, %s: %j', (...scanCase) => {
  const { got, wanted } = compareCase(scanCase);
  expect(got).toEqual(wanted);
});
