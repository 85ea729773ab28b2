import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noteMeanings, problemMeanings } from './codes.ts';
import { parseScan } from './parse-scan.ts';
import { MAX_PROBLEMS, type Scan } from './scan.ts';
import { hostileTexts } from './testing/hostile-texts.ts';

const LEADS = [
  '',
  ']C1',
  ']d2',
  ']d1',
  ']E0',
  ']A0',
  '[)>',
  '[)>\u001e06\u001d',
  '[)>\u001e05\u001d',
  '01',
  '0109501234567891'
];
const MORE_LEADS = [
  'https://id.gs1.org/01/',
  'https://a.b/01/09501234567891?',
  '+A999',
  '+$$',
  '(01)',
  'S/N:',
  '*',
  'MAC:',
  'IMEI '
];
const ALPHABET = Array.from(
  '0123456789ABSPQT()[]{}<>+$/%*:;,.-_?&=# \u001d\u001e\u0004\u0000|^~é\u202e\ud800'
);

const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: fc.constantFrom(...ALPHABET), maxLength: 200 }),
  fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)), maxLength: 100 })
);
const symbologies = fc.option(
  fc.constantFrom('Code128', 'Code39', 'ITF', 'DataMatrix', 'EAN13', 'EAN8', 'UPCE', 'GS1-128', 'x')
);

const scans = fc
  .tuple(fc.constantFrom(...LEADS, ...MORE_LEADS), texts, symbologies)
  .map(([lead, text, symbology]) => ({
    raw: lead + text,
    scan: parseScan(lead + text, symbology === null ? {} : { symbology })
  }));

function fieldsAreSound({ gtin, expiry, quantity, serial, lot, partNumber }: Scan): void {
  if (gtin !== undefined) expect(gtin).toMatch(/^\d{14}$/);
  if (expiry !== undefined) expect(new Date(`${expiry}T00:00:00Z`).toISOString().slice(0, 10)).toBe(expiry);
  if (quantity !== undefined) expect(Number.isFinite(quantity)).toBe(true);
  for (const text of [serial, lot, partNumber]) {
    if (text !== undefined) expect(text).not.toMatch(/^$|[\u0000-\u001f\u007f\ud800-\udfff]/u);
  }
}

test('no text makes the parser throw, and every field and code it gives is sound', () => {
  fc.assert(
    fc.property(scans, ({ scan }) => {
      fieldsAreSound(scan);
      for (const { code } of scan.problems) expect(problemMeanings).toHaveProperty(code);
      for (const { code } of scan.notes) expect(noteMeanings).toHaveProperty(code);
      expect(Object.values(scan)).not.toContain(undefined);
    }),
    { numRuns: 3000 }
  );
});

test('a serial is always part of what was read, give or take the form of an address or identity', () => {
  fc.assert(
    fc.property(scans, ({ raw, scan }) => {
      fc.pre(
        scan.serial !== undefined &&
          (scan.carrier === 'plain' || scan.carrier === 'gs1' || scan.carrier === 'mh10')
      );
      expect(raw).toContain(scan.serial);
    }),
    { numRuns: 1000 }
  );
});

test('the same text always reads the same, however the symbology is spelled', () => {
  const spellings = ['EAN-13', 'ean13', 'EAN_13', 'Ean 13'];
  const readings = spellings.map((symbology) => parseScan('9501234567891', { symbology }));
  expect(new Set(readings.map((reading) => JSON.stringify(reading))).size).toBe(1);
  expect(readings[0]?.notes).toEqual([]);
});

test('plain letters and digits that mean nothing else come back as they are', () => {
  const serial = fc.tuple(
    fc.constantFrom(...'ABCDEFGHKLMNUVWXYZ'),
    fc.string({ unit: fc.constantFrom(...'ABCXYZ0123456789'), minLength: 4, maxLength: 8 })
  );
  fc.assert(
    fc.property(serial, ([first, rest]) => {
      const text = `${first}-${rest}`;
      expect(parseScan(text)).toMatchObject({ carrier: 'plain', serial: text, problems: [] });
    })
  );
});

test('twenty thousand hostile characters yield no serial longer than is stored, and few problems', () => {
  for (const text of hostileTexts(20_000)) {
    const { serial = '', problems } = parseScan(text);
    expect(serial.length).toBeLessThanOrEqual(128);
    expect(problems.length).toBeLessThanOrEqual(MAX_PROBLEMS);
  }
});
