import { SCANNER_LAYOUTS, type ScannerLayout } from './keyboard-layouts.ts';
import { MAX_AFFIX, SLOWEST_GAP_MS, type ScannerSettings } from './scanner-settings.ts';
import { TEST_CODES, type TestCode } from './scanner-test-codes.ts';
import { rawOfUnits, type WedgeUnit } from './wedge-text.ts';
import { isScannerPace } from './wedge-timing.ts';

/** Everything that came while a code of the test sheet was scanned. */
export interface TestBurst {
  units: readonly WedgeUnit[];
  /** Milliseconds between its keys, the terminator's included. */
  gaps: readonly number[];
  end: 'enter' | 'tab' | 'none';
}

/**
 * What is wrong, and the change of the settings that makes it right, if there is one.
 * - `layout`: the scanner is set to another layout than the settings say
 * - `caps-lock`: upper and lower case are exchanged
 * - `gs-lost`, `gs-substituted`: the separator does not arrive, or as something else
 * - `prefix`, `suffix`: something stands before or after the code
 * - `no-terminator`, `terminator`: scans end otherwise than the settings say
 * - `slow`, `stutter`: keys come too slowly throughout, or with single long pauses
 * - `host-layout`: this machine hides the keys, and its own layout garbles them
 * - `not-on-sheet`: nothing of the sheet is in it
 */
export interface ScannerProblem {
  code:
    | 'layout'
    | 'caps-lock'
    | 'gs-lost'
    | 'gs-substituted'
    | 'prefix'
    | 'suffix'
    | 'no-terminator'
    | 'terminator'
    | 'slow'
    | 'stutter'
    | 'host-layout'
    | 'not-on-sheet';
  /** The layout, the prefix, the substitute or the milliseconds that were found. */
  found?: string;
  change?: Partial<ScannerSettings>;
}

export interface ScannerDiagnosis {
  /** The code of the sheet that was scanned. */
  test: TestCode['id'] | null;
  /** As the present settings read it. */
  raw: string;
  problems: readonly ScannerProblem[];
}

interface Match {
  test: TestCode;
  layout: ScannerLayout;
  swappedCase: boolean;
  prefix: string;
  suffix: string;
  /** What stands where GS is printed; null when the code has none. */
  gs: string | null;
}

/**
 * Compares what came with what is printed on the sheet. Nothing is guessed: a layout is named only
 * when the code of the sheet comes out by it, letter by letter.
 */
export function diagnoseScanner(burst: TestBurst, settings: ScannerSettings): ScannerDiagnosis {
  const raw = rawOfUnits(burst.units, settings.layout);
  const match = matchOf(burst.units, settings.layout);
  const problems = match ? problemsOf(match, settings) : [unknownProblem(burst)];
  return {
    test: match?.test.id ?? null,
    raw,
    problems: [...problems, ...endProblems(burst, settings), ...paceProblems(burst, settings)]
  };
}

function matchOf(units: readonly WedgeUnit[], present: ScannerLayout): Match | null {
  const layouts = [present, ...SCANNER_LAYOUTS.filter((layout) => layout !== present)];
  for (const swappedCase of [false, true]) {
    for (const layout of layouts) {
      const text = rawOfUnits(units, layout);
      const found = foundIn(swappedCase ? exchangedCase(text) : text);
      if (found) return { ...found, layout, swappedCase };
    }
  }
  return null;
}

/** The code of the sheet that a text holds, its GS as whatever stands there. */
function foundIn(text: string): Omit<Match, 'layout' | 'swappedCase'> | null {
  for (const test of TEST_CODES) {
    const [head = '', tail] = test.text.split('\u001d');
    const at = text.indexOf(head);
    if (at < 0 || at > MAX_AFFIX) continue;
    const prefix = text.slice(0, at);
    const rest = text.slice(at + head.length);
    if (tail === undefined && rest.length <= MAX_AFFIX) return { test, prefix, suffix: rest, gs: null };
    const tailAt = tail === undefined ? -1 : rest.indexOf(tail);
    if (tail === undefined || tailAt < 0 || tailAt > MAX_AFFIX) continue;
    return { test, prefix, suffix: rest.slice(tailAt + tail.length), gs: rest.slice(0, tailAt) };
  }
  return null;
}

const exchangedCase = (text: string): string =>
  [...text]
    .map((character) =>
      character === character.toLowerCase() ? character.toUpperCase() : character.toLowerCase()
    )
    .join('');

function problemsOf(match: Match, settings: ScannerSettings): ScannerProblem[] {
  const { layout, swappedCase, gs } = match;
  const problems: ScannerProblem[] = [];
  if (layout !== settings.layout) problems.push({ code: 'layout', found: layout, change: { layout } });
  if (swappedCase) problems.push({ code: 'caps-lock' });
  if (gs === '') problems.push({ code: 'gs-lost' });
  const read = gs === settings.gs || gs === '\u001d' || gs === '' || gs === null;
  if (!read) problems.push({ code: 'gs-substituted', found: gs, change: { gs } });
  return [...problems, ...affixProblems(match, settings)];
}

/** An AIM identifier before a code says which symbology it is: the parser wants it there. */
const AIM_IDENTIFIER = /\][A-Za-z][0-9A-Za-z]$/;

function affixProblems({ prefix, suffix }: Match, settings: ScannerSettings): ScannerProblem[] {
  const own = prefix.replace(AIM_IDENTIFIER, '');
  const problems: ScannerProblem[] = [];
  if (own !== settings.prefix) problems.push({ code: 'prefix', found: own, change: { prefix: own } });
  if (suffix !== settings.suffix) problems.push({ code: 'suffix', found: suffix, change: { suffix } });
  return problems;
}

function unknownProblem({ units }: TestBurst): ScannerProblem {
  const hidden = units.every((unit) => 'text' in unit);
  const foreign = units.some((unit) => 'text' in unit && /[\u0080-\uffff]/.test(unit.text));
  return { code: hidden && foreign ? 'host-layout' : 'not-on-sheet' };
}

function endProblems({ end }: TestBurst, settings: ScannerSettings): ScannerProblem[] {
  if (end === 'none' && settings.end === 'key')
    return [{ code: 'no-terminator', change: { end: 'silence' } }];
  if (end !== 'none' && settings.end === 'silence') return [{ code: 'terminator', change: { end: 'key' } }];
  return [];
}

/** A little more than was seen, since the next scan may be slower. */
const ROOM = 1.5;

function paceProblems({ units, gaps, end }: TestBurst, settings: ScannerSettings): ScannerProblem[] {
  const { maxGapMs } = settings;
  const shape = { characters: units.length, gaps, terminated: end !== 'none' };
  const slowGaps = gaps.filter((gap) => gap > maxGapMs);
  if (slowGaps.length === 0 && (gaps.length === 0 || isScannerPace(shape, { maxGapMs }))) return [];
  const longest = Math.round(Math.max(...gaps));
  const found = String(longest);
  if (slowGaps.length > 0 && slowGaps.length <= gaps.length / 8) return [{ code: 'stutter', found }];
  const enough = Math.ceil((longest * ROOM) / 10) * 10;
  const helps = enough <= SLOWEST_GAP_MS;
  return [{ code: 'slow', found, ...(helps && { change: { maxGapMs: Math.max(enough, maxGapMs + 10) } }) }];
}
