import { describe, expect, test } from 'vitest';
import { scannerKeys, type ScannerSetup } from '../../../tests/factories/scanner-keys.ts';
import { SCANNER_LAYOUTS } from './keyboard-layouts.ts';
import { diagnoseScanner, type TestBurst } from './scanner-diagnosis.ts';
import { DEFAULT_SCANNER, SLOWEST_GAP_MS, type ScannerSettings } from './scanner-settings.ts';
import { TEST_CODES } from './scanner-test-codes.ts';

const printed = (id: string): string => TEST_CODES.find((code) => code.id === id)?.text ?? '';
const GS1 = printed('gs1');

interface Sent extends ScannerSetup {
  gaps?: readonly number[];
  end?: TestBurst['end'];
  settings?: Partial<ScannerSettings>;
}

function diagnosed(text: string, { gaps, end = 'enter', settings, ...setup }: Sent = {}) {
  const units = scannerKeys(text, setup);
  const burst = { units, gaps: gaps ?? units.map(() => 5), end };
  return diagnoseScanner(burst, { ...DEFAULT_SCANNER, ...settings });
}

const problemsOf = (text: string, sent: Sent = {}) => diagnosed(text, sent).problems;

describe('a scanner that is set right', () => {
  for (const { id, text } of TEST_CODES) {
    test.each(SCANNER_LAYOUTS)(`has no problem with the code “${id}” in layout %s`, (layout) => {
      expect(diagnosed(text, { layout, settings: { layout } })).toEqual({
        test: id,
        raw: text,
        problems: []
      });
    });
  }

  test('may send an AIM identifier', () => {
    expect(problemsOf(`]C1${printed('line')}`)).toEqual([]);
    expect(problemsOf(`]d2${GS1}`)).toEqual([]);
  });

  test('has no problem on a host of any layout', () => {
    expect(problemsOf(printed('line'), { host: 'fr' })).toEqual([]);
  });
});

describe('what is wrong is named, with the change that makes it right', () => {
  const pairs = SCANNER_LAYOUTS.flatMap((layout) =>
    SCANNER_LAYOUTS.filter((set) => set !== layout).map((set) => ({ layout, set }))
  );

  test.each(pairs)('a scanner in $layout where the settings say $set', ({ layout, set }) => {
    for (const { text } of TEST_CODES) {
      expect(problemsOf(text, { layout, host: set, settings: { layout: set } })).toEqual([
        { code: 'layout', found: layout, change: { layout } }
      ]);
    }
  });

  test('upper and lower case exchanged', () => {
    expect(
      problemsOf(printed('line'), { shiftSwapped: true, layout: 'de', settings: { layout: 'de' } })
    ).toEqual([{ code: 'caps-lock' }]);
  });

  test('GS lost, and GS sent as a mark', () => {
    expect(problemsOf(GS1.replace('\u001d', ''))).toEqual([{ code: 'gs-lost' }]);
    const marked = GS1.replace('\u001d', '|');
    expect(problemsOf(marked)).toEqual([{ code: 'gs-substituted', found: '|', change: { gs: '|' } }]);
    expect(problemsOf(marked, { settings: { gs: '|' } })).toEqual([]);
    const lost = { settings: { gs: '|' } };
    expect(problemsOf(GS1.replace('\u001d', ''), lost)).toEqual([{ code: 'gs-lost' }]);
    expect(problemsOf(GS1, lost)).toEqual([]);
  });

  test('a prefix and a suffix, and ones that are set but do not come', () => {
    const text = `~A${printed('line')}#`;
    expect(problemsOf(text)).toEqual([
      { code: 'prefix', found: '~A', change: { prefix: '~A' } },
      { code: 'suffix', found: '#', change: { suffix: '#' } }
    ]);
    expect(problemsOf(text, { settings: { prefix: '~A', suffix: '#' } })).toEqual([]);
    expect(problemsOf(printed('line'), { settings: { prefix: '~A' } })).toEqual([
      { code: 'prefix', found: '', change: { prefix: '' } }
    ]);
  });

  test('no terminator, and one that the settings do not expect', () => {
    const text = printed('line');
    expect(problemsOf(text, { end: 'none' })).toEqual([
      { code: 'no-terminator', change: { end: 'silence' } }
    ]);
    expect(problemsOf(text, { end: 'none', settings: { end: 'silence' } })).toEqual([]);
    expect(problemsOf(text, { end: 'tab', settings: { end: 'silence' } })).toEqual([
      { code: 'terminator', change: { end: 'key' } }
    ]);
  });

  test('slow keys: the pause that would let them pass, unless fingers are as fast', () => {
    const text = printed('line');
    const slow = [...text].map(() => 70);
    const [problem] = problemsOf(text, { gaps: slow });
    expect(problem).toMatchObject({ code: 'slow', found: '70', change: { maxGapMs: 110 } });
    expect(problemsOf(text, { gaps: slow, settings: problem?.change ?? {} })).toEqual([]);
    expect(problemsOf(text, { gaps: [...text].map(() => SLOWEST_GAP_MS) })).toEqual([
      { code: 'slow', found: String(SLOWEST_GAP_MS) }
    ]);
  });

  test('a single pause is a stutter', () => {
    const text = printed('line');
    const gaps = [...text].map((_, at) => (at === 7 ? 200 : 5));
    expect(problemsOf(text, { gaps })).toEqual([{ code: 'stutter', found: '200' }]);
  });

  test('a code that is not on the sheet, and a host that garbles what it hides the keys of', () => {
    expect(diagnosed('SN-0001')).toMatchObject({ test: null, problems: [{ code: 'not-on-sheet' }] });
    const units = [...'SN)ààà&'].map((text) => ({ text, from: 'insert' as const }));
    const burst = { units, gaps: units.map(() => 5), end: 'enter' as const };
    expect(diagnoseScanner(burst, DEFAULT_SCANNER).problems).toEqual([{ code: 'host-layout' }]);
  });
});
