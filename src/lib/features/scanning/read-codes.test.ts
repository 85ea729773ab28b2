import type { LabelKnowledge } from '$lib/domain/label/label-code';
import { describe, expect, test } from 'vitest';
import { parseCodes, readLabel, type Reading } from './read-codes';

const GTIN = '09501234567891';

const knowledge: LabelKnowledge = {
  productOf: (name) => (name === GTIN ? 'laptop' : null),
  locationOf: (text) => (text === 'LOC-A-01' ? 'a-01' : null),
  serialsOf: () => ({ pattern: null, exactCase: false }),
  choices: []
};

const read = (texts: string[], severalAtOnce = true): Reading => {
  const codes = parseCodes(
    texts.map((text) => ({ text })),
    '2026-03-02'
  );
  return readLabel({ codes, source: 'camera', knowledge, page: { severalAtOnce } });
};

const scanOf = (reading: Reading) => (reading.kind === 'sure' ? reading.scan : null);

describe('the codes of a label as one scan', () => {
  test('product, serial and lot come together, and everything that was read is kept', () => {
    expect(scanOf(read([`]C101${GTIN}10L1`, ']C121A1']))).toEqual({
      source: 'camera',
      raw: `]C101${GTIN}10L1\n]C121A1`,
      codes: [`]C101${GTIN}10L1`, ']C121A1'],
      productId: 'laptop',
      gtin: GTIN,
      serial: 'A1',
      lot: 'L1',
      partNumber: undefined,
      sscc: undefined
    });
  });

  test('a code that names its serial goes before one that is only taken for one', () => {
    expect(scanOf(read(['S/N: A1', 'HELLO-7']))).toMatchObject({ serial: 'A1' });
  });

  test('a field on which the codes disagree is left out', () => {
    expect(scanOf(read(['S/N: A1', 'Lot: L1', 'Lot: L2']))).toMatchObject({ serial: 'A1', lot: undefined });
  });

  test('the symbology that the reader names is believed', () => {
    const codes = parseCodes([{ text: '3760001000016', symbology: ']E0' }], '2026-03-02');
    const reading = readLabel({ codes, source: 'camera', knowledge, page: { severalAtOnce: false } });
    expect(scanOf(reading)).toMatchObject({ gtin: '03760001000016', serial: undefined });
  });

  test('what nobody understands still reaches the page, which may know it by its text', () => {
    expect(scanOf(read([`]C101${GTIN.slice(0, 13)}2`]))).toMatchObject({
      gtin: undefined,
      serial: undefined
    });
  });

  test('a lot that may have swallowed the serial is told, not taken for the whole', () => {
    expect(scanOf(read([`]d201${GTIN}10LOT21SN1`]))).toMatchObject({
      productId: 'laptop',
      lot: undefined,
      serial: undefined,
      refusal: 'separator-lost'
    });
  });

  test('where a serial ends is asked when a separator was lost', () => {
    expect(read([`]d201${GTIN}21SN000117271231`])).toMatchObject({
      kind: 'question',
      question: 'separator-lost',
      several: false,
      offered: [{ serial: 'SN000117271231' }, { serial: 'SN0001' }]
    });
  });

  test('a shelf beside a code that says nothing is that shelf alone', () => {
    expect(scanOf(read(['https://example.com', 'LOC-A-01']))).toMatchObject({ codes: ['LOC-A-01'] });
  });

  test('a pallet is told by its SSCC', () => {
    expect(read([']C100376000100000000010', 'ROUTE-7'])).toMatchObject({
      kind: 'pallet',
      sscc: '376000100000000010',
      scan: { sscc: '376000100000000010', serial: undefined }
    });
  });
});

describe('what a person has to say', () => {
  test('two codes that could each be the serial are offered, each as its scan', () => {
    const reading = read([`]C101${GTIN}`, 'AB-1', 'HELLO']);
    expect(reading).toMatchObject({
      kind: 'question',
      question: 'several',
      several: false,
      offered: [
        { serial: 'AB-1', scan: { productId: 'laptop', serial: 'AB-1' } },
        { serial: 'HELLO', scan: { productId: 'laptop', serial: 'HELLO' } }
      ]
    });
    const [first] = reading.kind === 'question' ? reading.offered : [];
    expect(first?.choice?.product).toBe('laptop');
  });

  test('two pieces written alike may both be taken, where the page takes several', () => {
    expect(read(['AB-1', 'AB-2'])).toMatchObject({ question: 'several', several: true });
    expect(read(['AB-1', 'AB-2'], false)).toMatchObject({ question: 'several', several: false });
  });

  const sheet = ['S/N: A1', 'S/N: A2', 'S/N: A3', 'ORDER-77'];

  test('a sheet is as many ticked scans, each with its own code only', () => {
    expect(read(sheet)).toMatchObject({
      kind: 'question',
      question: 'sheet',
      several: true,
      offered: [
        { ticked: true, scan: { serial: 'A1', raw: 'S/N: A1', codes: ['S/N: A1'] } },
        { ticked: true, scan: { serial: 'A2' } },
        { ticked: true, scan: { serial: 'A3' } }
      ]
    });
  });

  test('on a page that takes one scan at a time one of the sheet is asked for', () => {
    expect(read(sheet, false)).toMatchObject({ kind: 'question', question: 'several', several: false });
  });
});
