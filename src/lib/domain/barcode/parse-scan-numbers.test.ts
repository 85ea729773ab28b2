import { describe, expect, test } from 'vitest';
import { compareCase, type ScanCase } from './testing/scan-case.ts';

const ean = { carrier: 'ean' } as const;

const retail: ScanCase[] = [
  ['EAN-13', ']E09501234567891', { ...ean, gtin: '09501234567891', elements: ['01 09501234567891'] }],
  ['UPC-A as EAN-13', ']E00012345678905', { ...ean, gtin: '00012345678905' }],
  ['UPC-A without its zero', ']E0012345678905', { ...ean, gtin: '00012345678905' }],
  ['UPC-E expanded by the reader', ']E00012345000065', { ...ean, gtin: '00012345000065' }],
  ['UPC-E as printed', ']E001234565', { ...ean, gtin: '00012345000065' }],
  ['UPC-E by name', '01234565', { ...ean, gtin: '00012345000065' }, { symbology: 'UPC-E' }],
  ['UPC-E, last digit 0', '04252614', { ...ean, gtin: '00042100005264' }, { symbology: 'UPCE' }],
  ['UPC-E, wrong check digit', '01234566', { ...ean, problems: ['check-digit'] }, { symbology: 'upc_e' }],
  ['EAN-8', ']E496385074', { ...ean, gtin: '00000096385074' }],
  ['EAN-8 by name', '96385074', { ...ean, gtin: '00000096385074' }, { symbology: 'EAN-8' }],
  ['EAN-8, wrong check digit', ']E496385075', { ...ean, problems: ['check-digit'] }],
  ['EAN-13, wrong check digit', ']E09501234567892', { ...ean, problems: ['check-digit'] }],
  ['EAN-13 cut short', '950123456', { ...ean, problems: ['too-short'] }, { symbology: 'EAN13' }],
  [
    'EAN-13 with a letter',
    '950123456789X',
    { ...ean, problems: ['invalid-character'] },
    { symbology: 'EAN13' }
  ],
  ['add-on of five', ']E3978020137962451299', { ...ean, gtin: '09780201379624', notes: ['add-on'] }],
  ['add-on of two', ']E3978020137962412', { ...ean, gtin: '09780201379624', notes: ['add-on'] }],
  [
    'add-on under its own identifier',
    ']E09780201379624]E112',
    { ...ean, gtin: '09780201379624', notes: ['add-on'] }
  ],
  [
    'add-on after a space',
    '9780201379624 51299',
    { ...ean, gtin: '09780201379624', notes: ['add-on'] },
    { symbology: 'EAN13' }
  ],
  ['add-on alone', ']E112', { ...ean, notes: ['add-on'] }],
  [
    'in-store number',
    ']E02012345678903',
    { ...ean, gtin: '02012345678903', notes: ['restricted-circulation'] }
  ],
  ['zeros', ']E00000000000000', { ...ean, notes: ['placeholder'] }],
  ['ITF-14', ']I109501234567891', { ...ean, gtin: '09501234567891' }],
  [
    'ITF-14, wrong check digit',
    '09501234567892',
    { ...ean, problems: ['check-digit'] },
    { symbology: 'ITF' }
  ],
  ['other ITF', '123456', { carrier: 'plain', serial: '123456' }, { symbology: 'ITF' }],
  [
    'thirteen digits of nowhere',
    '9501234567891',
    { ...ean, gtin: '09501234567891', notes: ['gtin-assumed'] }
  ],
  ['twelve digits of nowhere', '012345678905', { ...ean, gtin: '00012345678905', notes: ['gtin-assumed'] }],
  [
    'fourteen digits of nowhere',
    '09501234567891',
    { ...ean, gtin: '09501234567891', notes: ['gtin-assumed'] }
  ],
  ['eight digits of nowhere', '96385074', { ...ean, gtin: '00000096385074', notes: ['gtin-assumed'] }],
  ['right as GTIN-8 and as UPC-E', '01234565', { ...ean, notes: ['upc-e-possible'] }],
  [
    'eight digits in Code 128',
    '96385074',
    { carrier: 'plain', serial: '96385074', notes: ['gtin-shaped'] },
    { symbology: 'Code128' }
  ],
  [
    'thirteen digits in Code 128',
    ']C09501234567891',
    { ...ean, gtin: '09501234567891', notes: ['gtin-assumed'] }
  ],
  [
    'thirteen digits, wrong check digit',
    '9501234567892',
    { carrier: 'plain', serial: '9501234567892', notes: ['gtin-check-digit'] }
  ]
];

const imei = { carrier: 'imei' } as const;

const identities: ScanCase[] = [
  ['IMEI', '490154203237518', { ...imei, serial: '490154203237518', elements: ['IMEI 490154203237518'] }],
  ['IMEI, Luhn wrong', '490154203237519', { ...imei, problems: ['check-digit'] }],
  ['IMEI as printed', '49-015420-323751-8', { ...imei, serial: '490154203237518' }],
  ['IMEI with spaces', '49 015420 323751 8', { ...imei, serial: '490154203237518' }],
  ['IMEI from Code 128', ']C0356938035643809', { ...imei, serial: '356938035643809' }],
  [
    'IMEI under a caption',
    'IMEI: 490154203237518',
    { ...imei, serial: '490154203237518', notes: ['caption-removed'] }
  ],
  [
    'IMEI under a caption, Luhn wrong',
    'IMEI 490154203237519',
    { ...imei, problems: ['check-digit'], notes: ['caption-removed'] }
  ],
  ['IMEI under a caption, cut short', 'IMEI:49015420323', { ...imei, problems: ['too-short'] }],
  [
    'fifteen digits of no reporting body, Luhn wrong',
    '725154203237519',
    { carrier: 'plain', serial: '725154203237519' }
  ],
  [
    'IMEI without check digit',
    '35693803564380',
    { carrier: 'plain', serial: '35693803564380', notes: ['imei-possible'] }
  ],
  [
    'IMEISV',
    '4901542032375180',
    { ...imei, serial: '4901542032375180', elements: ['IMEISV 4901542032375180'] }
  ],
  ['MEID', 'A0000049015420', { ...imei, serial: 'A0000049015420', elements: ['MEID A0000049015420'] }],
  ['MEID in lower case', 'a0000049015420', { ...imei, serial: 'A0000049015420' }],
  ['MEID in decimal', '270113177609606898', { ...imei, serial: '270113177609606898' }],
  [
    'fifteen zeros',
    '000000000000000',
    { carrier: 'plain', serial: '000000000000000', notes: ['placeholder'] }
  ],
  ...[
    '00:1B:44:11:3A:B7',
    '00-1b-44-11-3a-b7',
    '001B.4411.3AB7',
    '001B44-113AB7',
    '00 1B 44 11 3A B7',
    '001B44113AB7',
    'MAC: 00:1B:44:11:3A:B7',
    'MAC Address 001b44113ab7'
  ].map((text): ScanCase => [
    `MAC ${text}`,
    text,
    { carrier: 'mac', serial: '001B44113AB7', elements: ['MAC 001B44113AB7'] }
  ]),
  ['EUI-64', '00:1B:44:FF:FE:11:3A:B7', { carrier: 'mac', serial: '001B44FFFE113AB7' }],
  ['broadcast', 'FF:FF:FF:FF:FF:FF', { carrier: 'mac', notes: ['not-a-device-address'] }],
  ['group address', '01:00:5E:00:00:01', { carrier: 'mac', notes: ['not-a-device-address'] }],
  ['empty address', '00:00:00:00:00:00', { carrier: 'mac', notes: ['not-a-device-address'] }],
  ['eleven digits', '001B44113AB', { carrier: 'plain', serial: '001B44113AB' }],
  ['no hexadecimal', '00:1B:44:11:3A:BG', { carrier: 'plain', serial: '00:1B:44:11:3A:BG' }],
  ['mixed separators', '00:1B-44:11:3A:B7', { carrier: 'plain', serial: '00:1B-44:11:3A:B7' }],
  ['caption over no address', 'MAC: 001B44113AB', { carrier: 'mac', problems: ['structure'] }],
  [
    'vehicle',
    '1M8GDM9AXKP042788',
    { carrier: 'plain', serial: '1M8GDM9AXKP042788', notes: ['vin'], elements: ['VIN 1M8GDM9AXKP042788'] }
  ],
  ['vehicle of ones', '11111111111111111', { carrier: 'plain', serial: '11111111111111111' }],
  ['vehicle, wrong check digit', '1M8GDM9A1KP042788', { carrier: 'plain', problems: ['vin-check-digit'] }],
  [
    'vehicle of Europe',
    'WVWZZZ1JZXW000001',
    { carrier: 'plain', serial: 'WVWZZZ1JZXW000001', notes: ['vin-unchecked'] }
  ],
  ['letter O is in no vehicle number', '1M8GDM9AXKPO42788', { carrier: 'plain', serial: '1M8GDM9AXKPO42788' }]
];

describe.each(Object.entries({ retail, identities }))('numbers with a check: %s', (_, cases) => {
  test.each(cases)('%s: %j', (...scanCase) => {
    const { got, wanted } = compareCase(scanCase);
    expect(got).toEqual(wanted);
  });
});
