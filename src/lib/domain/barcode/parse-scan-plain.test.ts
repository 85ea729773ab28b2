import { describe, expect, test } from 'vitest';
import type { NoteCode } from './codes.ts';
import { compareCase, type ScanCase } from './testing/scan-case.ts';

const plain = { carrier: 'plain' } as const;
const keeps = (serial: string, ...notes: NoteCode[]): ScanCase => [
  `keeps ${JSON.stringify(serial)}`,
  serial,
  { ...plain, serial, notes }
];

const kept: ScanCase[] = [
  keeps('5CG1234ABC'),
  keeps('5CG1234 ABC', 'inner-space'),
  keeps('0O0O1IlI', 'look-alike'),
  keeps('2-3'),
  keeps('00012345'),
  keeps('1E5'),
  keeps('=1+1'),
  keeps("=cmd|'/C calc'!A0"),
  keeps('TRUE'),
  keeps('0x10'),
  keeps('null'),
  keeps('__proto__'),
  keeps('hasOwnProperty'),
  keeps('constructor'),
  keeps('toString'),
  keeps('length'),
  keeps('.'),
  keeps('../../etc/passwd'),
  keeps('a?b=c#d'),
  keeps('SN 1', 'inner-space'),
  keeps('*'),
  keeps('**'),
  keeps('***'),
  keeps('%25'),
  keeps('<script>alert(1)</script>'),
  keeps("' OR '1'='1"),
  keeps(']'),
  keeps(']]C1X'),
  keeps('('),
  keeps('(01'),
  keeps('é1', 'non-ascii'),
  keeps('\u04101', 'non-ascii'),
  keeps('\ufb011', 'non-ascii'),
  keeps('²', 'non-ascii'),
  keeps('123456789', 'placeholder'),
  keeps('XXXXXXXX', 'placeholder'),
  keeps('x'.repeat(128), 'placeholder')
];

const stripped: ScanCase[] = [
  ...['5CG1234ABC\r\n', '\u00025CG1234ABC\u0003', ' 5CG1234ABC ', '\ufeff5CG1234ABC', '\t5CG1234ABC\t'].map(
    (raw): ScanCase => ['framing', raw, { ...plain, serial: '5CG1234ABC' }]
  ),
  ['asterisks of Code 39', '*5CG1234ABC*', { ...plain, serial: '5CG1234ABC', notes: ['code39-asterisks'] }],
  [
    'asterisks of Code 39, by name',
    '*5CG1234ABC*',
    { ...plain, serial: '5CG1234ABC', notes: ['code39-asterisks'] },
    { symbology: 'CODE_39' }
  ],
  ['asterisks that are data', '*5CG1234ABC*', { ...plain, serial: '*5CG1234ABC*' }, { symbology: 'QRCode' }],
  ['asterisks round what Code 39 cannot hold', '*5cg*', { ...plain, serial: '*5cg*' }],
  ...[
    'S/N: ABC123',
    'S/N ABC123',
    's/n:ABC123',
    'SN:ABC123',
    'SN=ABC123',
    'SN#ABC123',
    'SN: ABC123',
    'S.N. ABC123',
    'Serial: ABC123',
    'Serial No. ABC123',
    'Serial No: ABC123',
    'Serial Number ABC123',
    'SERIAL NUMBER: ABC123',
    'Serial# ABC123',
    'N° de série ABC123',
    'N° de série : ABC123',
    'Nº de serie: ABC123',
    'N° série: ABC123',
    'No de série : ABC123',
    'Numéro de série : ABC123',
    'NUMERO DE SERIE:ABC123',
    'Seriennummer: ABC123',
    'Ser.-Nr.: ABC123',
    'Service Tag: ABC123',
    'Num. de série : ABC123',
    'Serie-Nr: ABC123',
    'N/S: ABC123',
    'N/S ABC123',
    'Nr. seryjny: ABC123'
  ].map((raw): ScanCase => [raw, raw, { ...plain, serial: 'ABC123', notes: ['caption-removed'] }]),
  ['caption in Code 128', ']C0S/N: ABC123', { ...plain, serial: 'ABC123', notes: ['caption-removed'] }]
];

const captions: ScanCase[] = [
  ['part', 'P/N: X-1', { ...plain, partNumber: 'X-1' }],
  ['model', 'Model: X-1', { ...plain, partNumber: 'X-1' }],
  ['lot', 'Lot: L1', { ...plain, lot: 'L1' }],
  ['lot in French', 'N° de lot : L1', { ...plain, lot: 'L1' }],
  ['quantity', 'Qté : 12', { ...plain, quantity: 12 }],
  ['quantity that is none', 'Qty: many', { ...plain, problems: ['quantity'] }],
  ['article number', 'EAN: 9501234567891', { carrier: 'ean', gtin: '09501234567891' }],
  ['article number, wrong check digit', 'EAN: 9501234567892', { carrier: 'ean', problems: ['check-digit'] }],
  [
    'several in one label',
    'S/N: ABC123\nP/N: X-1\nMAC: 00:1B:44:11:3A:B7',
    { ...plain, serial: 'ABC123', partNumber: 'X-1' }
  ],
  ['several, semicolons', 'SN:ABC123;PN:X-1;', { ...plain, serial: 'ABC123', partNumber: 'X-1' }],
  [
    'several in one line',
    'P/N: A 1 S/N: ABC123 Lot n° : L1 Qté: 2',
    { ...plain, partNumber: 'A 1', serial: 'ABC123', lot: 'L1', quantity: 2 }
  ],
  [
    'several in one line, a password among them',
    'S/N: ABC123 Password: x: y',
    { ...plain, serial: 'ABC123', notes: ['not-a-serial'] }
  ],
  ['several without colons', 'S/N ABC123 P/N X-1', { ...plain, serial: 'ABC123', partNumber: 'X-1' }],
  [
    'a caption behind other words',
    'Made in China S/N: ABC123',
    { ...plain, serial: 'ABC123', notes: ['not-a-serial'] }
  ],
  [
    'an unknown caption before a known one',
    'Produkt: X S/N: ABC123',
    { ...plain, serial: 'ABC123', notes: ['not-a-serial'] }
  ],
  [
    'what stands before a lot is not guessed at',
    'ABC123 Lot: L1',
    { ...plain, lot: 'L1', notes: ['not-a-serial'] }
  ],
  ['two serials in one line', 'S/N: A1 SN: A2', { ...plain, notes: ['several-serials'] }],
  ['a word of a value is no caption', 'S/N: LOT A', { ...plain, serial: 'LOT A' }],
  [
    'two IMEI in one line',
    'IMEI1:490154203237518 IMEI2:352099001761481',
    { ...plain, serial: '490154203237518' }
  ],
  ['a model in German', 'Modell: X-1', { ...plain, partNumber: 'X-1' }],
  ['a type is no serial', 'Typ: X-1', { ...plain, notes: ['not-a-serial'] }],
  [
    'IMEI when there is no serial',
    'IMEI:490154203237518,PN:X-1',
    { ...plain, serial: '490154203237518', partNumber: 'X-1' }
  ],
  ['two serials', 'SN:A1;SN:A2', { ...plain, notes: ['several-serials'] }],
  ['two lots', 'Lot: A\nLot: B', { ...plain, notes: ['several-values'] }],
  ['two parts', 'P/N: A\nP/N: B', { ...plain, notes: ['several-values'] }],
  ['two quantities', 'Qty: 1\nQty: 2', { ...plain, notes: ['several-values'] }],
  ['two articles', 'EAN: 9501234567891\nEAN: 96385074', { ...plain, notes: ['several-values'] }],
  ['the same lot twice', 'Lot: A\nLot: A', { ...plain, lot: 'A', silent: ['several-values'] }],
  ['quotes are in no caption', '"sn":"A1"', { ...plain, serial: '"sn":"A1"' }],
  ['an unknown caption is text', 'col:val', { ...plain, serial: 'col:val' }],
  ['a password is no serial', 'Password: hunter2', { ...plain, notes: ['not-a-serial'] }]
];

const refused: ScanCase[] = [
  ['nothing', '', { ...plain, problems: ['empty'] }],
  ['only framing', '\r\n', { ...plain, problems: ['empty'] }],
  ['only spaces', '   ', { ...plain, problems: ['empty'] }],
  ['only NUL', '\u0000', { ...plain, problems: ['empty'] }],
  ['half a character', 'SN\ud83d', { ...plain, problems: ['not-text'] }],
  ['longer than is stored', 'x'.repeat(129), { ...plain, problems: ['too-long'] }],
  ['longer than any symbol', 'x'.repeat(100_000), { ...plain, problems: ['too-long'] }],
  ...[
    'A\u0000B',
    'A\tB',
    'A\nB',
    'SN\u007f',
    'A\u0085B',
    'a\u2029b',
    'SN\u202e1000',
    '\u202a\u202b\u202c\u202d',
    'SN\u200b1',
    'SN\u00ad0001',
    'A\u00a0B',
    '\ufffe',
    'A\u{e0041}B'
  ].map((raw): ScanCase => [
    `invisible ${JSON.stringify(raw)}`,
    raw,
    { ...plain, problems: ['unprintable-character'] }
  ])
];

const noSerial: ScanCase[] = [
  ...[
    'To Be Filled By O.E.M.',
    'to be filled by O.E.M',
    'Default string',
    'System Serial Number',
    'N/A',
    'None',
    'Unknown',
    'Not Specified',
    'S/N',
    'S/N: None'
  ].map((raw): ScanCase => [raw, raw, { ...plain, notes: ['placeholder'] }]),
  ...[
    'BEGIN:VCARD\nVERSION:3.0\nN:Doe\nEND:VCARD',
    'MECARD:N:Doe;;',
    'WIFI:S:net;T:WPA;P:x;;',
    'mailto:a@b.c',
    'tel:+33612345678',
    'geo:48.1,2.3',
    'otpauth://totp/x',
    'https://example.com/x',
    'http://a.b?sn=1',
    '{"sn":"A1"}',
    '[{"sn":"A1"}]'
  ].map((raw): ScanCase => [raw, raw, { ...plain, notes: ['not-a-serial'] }])
];

describe.each(Object.entries({ kept, stripped, captions, refused, noSerial }))(
  'plain texts: %s',
  (_, cases) => {
    test.each(cases)('%s', (...scanCase) => {
      const { got, wanted } = compareCase(scanCase);
      expect(got).toEqual(wanted);
    });
  }
);
