import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normaliseSerial, SERIAL_MAX_LENGTH, serialKey } from './serial-identity.ts';

const normalised = (raw: string) => {
  const result = normaliseSerial(raw);
  return result.ok ? result.serial : result.code;
};

describe('normalising a serial', () => {
  test.each([
    ['0001', '0001'],
    ['2-3', '2-3'],
    ['  SN-1\r\n', 'SN-1'],
    ['5CG1234 ABC', '5CG1234 ABC'],
    ['SN\u0000-1', 'SN-1'],
    ['\u001dSN-1\u001d', 'SN-1'],
    ['e\u0301', 'é'],
    ['hasOwnProperty', 'hasOwnProperty'],
    ['SN\u202e1000', 'SN\u202e1000']
  ])('%j is kept as %j', (raw, serial) => {
    expect(normalised(raw)).toBe(serial);
  });

  test.each([
    ['', 'serial-empty'],
    [' \t\u0000 ', 'serial-empty'],
    ['x'.repeat(SERIAL_MAX_LENGTH + 1), 'serial-too-long'],
    ['x'.repeat(10_000), 'serial-too-long'],
    ['\ud83d', 'serial-not-text']
  ])('%j is refused', (raw, code) => {
    expect(normalised(raw)).toBe(code);
  });

  test('normalising twice changes nothing, for any string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (raw) => {
        const once = normaliseSerial(raw);
        if (once.ok) expect(normaliseSerial(once.serial)).toEqual(once);
      })
    );
  });
});

describe('the key of a serial', () => {
  test('folds ASCII letters only, as upper() of SQLite does', () => {
    expect(serialKey('abc-É-ß-ı')).toBe('ABC-É-ß-ı');
    expect(serialKey('straße')).not.toBe(serialKey('STRASSE'));
  });

  test('keeps the case where the product says so', () => {
    expect(serialKey('abc', { exactCase: true })).toBe('abc');
  });

  test('tells look-alikes apart', () => {
    expect(serialKey('A1')).not.toBe(serialKey('\u04101'));
    expect(serialKey('SN0001')).not.toBe(serialKey('SN\u00ad0001'));
  });
});
