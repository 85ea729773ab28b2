import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SCANNER_LAYOUTS } from './keyboard-layouts.ts';
import {
  DEFAULT_SCANNER,
  MAX_AFFIX,
  readScannerSettings,
  SLOWEST_GAP_MS,
  wedgeOptionsOf,
  writeScannerSettings,
  type ScannerSettings
} from './scanner-settings.ts';
import { DEFAULT_WEDGE } from './wedge.ts';

function storageWith(text: string | null = null) {
  let kept = text;
  return { getItem: () => kept, setItem: (_: string, next: string) => void (kept = next) };
}

test('a new device listens as the wedge does by default', () => {
  expect(wedgeOptionsOf(readScannerSettings(storageWith()))).toEqual(DEFAULT_WEDGE);
});

const affix = fc.string({ maxLength: MAX_AFFIX });
const anySettings: fc.Arbitrary<ScannerSettings> = fc.record({
  layout: fc.constantFrom(...SCANNER_LAYOUTS),
  end: fc.constantFrom('key', 'silence'),
  prefix: affix,
  suffix: affix,
  gs: affix,
  maxGapMs: fc.integer({ min: DEFAULT_SCANNER.maxGapMs, max: SLOWEST_GAP_MS })
});

test('any settings that are kept are read again', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const storage = storageWith();
      writeScannerSettings(storage, settings);
      expect(readScannerSettings(storage)).toEqual(settings);
    })
  );
});

test('whatever else is kept there never stops the scanner', () => {
  for (const kept of [
    '',
    '{',
    'null',
    '7',
    '[]',
    '{"layout":"xx","end":1,"maxGapMs":"9"}',
    '{"maxGapMs":1e9}'
  ])
    expect(readScannerSettings(storageWith(kept))).toEqual(DEFAULT_SCANNER);
});
