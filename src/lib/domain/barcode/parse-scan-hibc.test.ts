import { expect, test } from 'vitest';
import { compareCase, type ScanCase } from './testing/scan-case.ts';

const cases: ScanCase[] = [
  [
    'primary of the standard',
    '+A123BJC5D6E71G',
    { carrier: 'hibc', partNumber: 'BJC5D6E7', elements: ['LIC A123', 'PCN BJC5D6E7', 'UM 1'] }
  ],
  [
    'asterisks of Code 39',
    '*+A123BJC5D6E71G*',
    { carrier: 'hibc', partNumber: 'BJC5D6E7', notes: ['code39-asterisks'] }
  ],
  ['from Code 39', ']A0+A123BJC5D6E71G', { carrier: 'hibc', partNumber: 'BJC5D6E7' }],
  ['Code 39 read as full ASCII', ']A5a123BJC5D6E71G', { carrier: 'hibc', partNumber: 'BJC5D6E7' }],
  [
    'day of the year and lot',
    '+A99912345/$$52001510X33',
    { carrier: 'hibc', partNumber: '1234', lot: '10X3', expiry: '2020-01-15' }
  ],
  ['check character left out', '+A99912345/$$52001510X3', { carrier: 'hibc', problems: ['check-digit'] }],
  [
    'serial without date',
    '*+A99912345/$$+7SN0001A*',
    { carrier: 'hibc', partNumber: '1234', serial: 'SN0001' }
  ],
  [
    'lot, manufacture, serial',
    '+A99912345/$$52001510X3/16D20111212/S77DEFG457',
    { carrier: 'hibc', partNumber: '1234', lot: '10X3', expiry: '2020-01-15', serial: '77DEFG45' }
  ],
  [
    'date with hour',
    '+A123ABCDEFGHI1234567891/$$420020216LOT123456789012345/SXYZ456789012345678/16D20130202$',
    {
      carrier: 'hibc',
      partNumber: 'ABCDEFGHI123456789',
      lot: 'LOT123456789012345',
      serial: 'XYZ456789012345678',
      expiry: '2020-02-02'
    }
  ],
  [
    'quantity of two digits',
    '+A99912345/$$812710X3/16D20111212/14D20200906/S77DEFG453',
    {
      carrier: 'hibc',
      partNumber: '1234',
      lot: '10X3',
      quantity: 12,
      expiry: '2020-09-06',
      serial: '77DEFG45'
    }
  ],
  [
    'quantity of five digits',
    '+A99912345/$$902345710X3/16D20111212/14D20200906/S77DEFG45F',
    {
      carrier: 'hibc',
      partNumber: '1234',
      lot: '10X3',
      quantity: 2345,
      expiry: '2020-09-06',
      serial: '77DEFG45'
    }
  ],
  [
    'quantity, date, lot',
    '+E203PB414109/$$8243280112R00089525J',
    { carrier: 'hibc', partNumber: 'PB41410', lot: 'R00089525', quantity: 24, expiry: '2028-01-12' }
  ],
  ['quantity only', '+EHWD3551419/$$900100F', { carrier: 'hibc', partNumber: '355141', quantity: 100 }],
  [
    'quantity as supplement',
    '+A99912349/$10X3/16D20111231/14D20200131/Q500Z',
    { carrier: 'hibc', partNumber: '1234', lot: '10X3', quantity: 500, expiry: '2020-01-31' }
  ],
  [
    'old form with day of the year',
    '+J123AQ3451/25330BC34567/S4012X',
    { carrier: 'hibc', partNumber: 'AQ345', lot: 'BC34567', serial: '4012', expiry: '2025-11-26' }
  ],
  [
    'secondary alone',
    '+$$52001510X3GD',
    { carrier: 'hibc', lot: '10X3', expiry: '2020-01-15', notes: ['hibc-secondary-only'] }
  ],
  [
    'old secondary alone',
    '+2001510X3GG',
    { carrier: 'hibc', lot: '10X3', expiry: '2020-01-15', notes: ['hibc-secondary-only'] }
  ],
  [
    'both symbols sent as one',
    '+A123BJC5D6E71G+$$+52001510X3GB',
    { carrier: 'hibc', partNumber: 'BJC5D6E7', serial: '10X3', expiry: '2020-01-15' }
  ],
  [
    'check character that is a space',
    '+A123BJCMD6E79++$$52001510X3+ ',
    { carrier: 'hibc', partNumber: 'BJCMD6E7', lot: '10X3', expiry: '2020-01-15' }
  ],
  [
    'two serials contradict each other',
    '+A99912345/$+SN1/SSN2%',
    { carrier: 'hibc', partNumber: '1234', problems: ['repeated-identifier'] }
  ],
  ['the same serial twice', '+A99912345/$+SN1/SSN1+', { carrier: 'hibc', partNumber: '1234', serial: 'SN1' }],
  [
    'two dates contradict each other',
    '+A99912345/$$3271231L1/14D20280101N',
    { carrier: 'hibc', partNumber: '1234', lot: 'L1', problems: ['repeated-identifier'] }
  ],
  [
    'two quantities contradict each other',
    '+A99912345/$$8053271231L1/Q6-',
    {
      carrier: 'hibc',
      partNumber: '1234',
      lot: 'L1',
      expiry: '2027-12-31',
      problems: ['repeated-identifier']
    }
  ],
  ['misprint of several scanner manuals', '+A1234BJC5D6E71G', { carrier: 'hibc', problems: ['check-digit'] }],
  ['wrong check character', '+A123BJC5D6E71H', { carrier: 'hibc', problems: ['check-digit'] }],
  ['no unit of measure', '+A999FEFFEF/$$824052005LOT1', { carrier: 'hibc', problems: ['structure'] }],
  ['a telephone number is none', '+33612345678', { carrier: 'plain', serial: '+33612345678' }],
  ['a formula is none', '+1+1', { carrier: 'plain', serial: '+1+1' }]
];

test.each(cases)('HIBC, %s: %j', (...scanCase) => {
  const { got, wanted } = compareCase(scanCase);
  expect(got).toEqual(wanted);
});
