import { characterOfAltCode } from './alt-code.ts';
import {
  characterAt,
  controlCharacterAt,
  isShiftLost,
  type KeyPosition,
  type ScannerLayout
} from './keyboard-layouts.ts';
import { readUnits, type WedgeReading, type WedgeUnit } from './wedge-text.ts';
import { DEFAULT_PACE, isScannerPace, isStutter, silenceMs, type WedgePace } from './wedge-timing.ts';

/**
 * Puts the keys of a hardware scanner together, and leaves those of a person
 * alone. Pure: keys in, scans out; the listener does what it says.
 *
 *   idle ── key ──▶ burst ── key within the gap ──▶ burst
 *                     │ └─ Enter, Tab (or CR, LF, HT) ──▶ scan, when the pace is a scanner's
 *                     │ └─ silence ───────────────────▶ scan, when long and fast, if the scanner sends no Enter
 *                     │ └─ a stutter ─────────────────▶ burst, when the keys before it were a scanner's
 *                     └─ a pause, an arrow, a held key ──▶ idle: it was a person
 */

/** A key pressed or let go, or text that came without keys (Android, `insertText`). */
export type WedgeInput =
  | ({ type: 'down' } & KeyPress)
  | ({ type: 'up'; key: string } & Place)
  | ({ type: 'text'; text: string } & Place);

/** A key going down; the fields of `KeyboardEvent`, by shorter names. */
export interface KeyPress extends KeyPosition, Place {
  key: string;
  ctrl: boolean;
  alt: boolean;
  meta: boolean;
  capsLock: boolean;
  repeat: boolean;
}

interface Place {
  /** Milliseconds, as `Event.timeStamp`. */
  at: number;
  /** Whether the key goes into a field, where a person may be typing. */
  inField: boolean;
}

export interface WedgeOptions {
  /** The layout that the scanner is set to, whatever the host's is. */
  layout: ScannerLayout;
  pace: WedgePace;
  /** What the scanner is set to send before each scan; taken off. */
  prefix: string;
  /**
   * Whether the scanner ends each scan with Enter or Tab. Without one only silence ends a
   * scan, and a stutter can then cut a serial in two: to be chosen knowingly.
   */
  terminated: boolean;
}

export const DEFAULT_WEDGE: WedgeOptions = { layout: 'us', pace: DEFAULT_PACE, prefix: '', terminated: true };

export type WedgeEnd = 'enter' | 'tab' | 'silence';

export interface WedgeScan {
  reading: WedgeReading;
  end: WedgeEnd;
}

export interface WedgeState {
  units: readonly WedgeUnit[];
  gaps: readonly number[];
  /** When the last key came, of whatever kind. */
  lastAt: number;
  /** When the last character came. */
  unitAt: number;
  /** Digits typed while Alt is held. */
  altDigits: string;
  /** How many gaps there were at the last stutter: those after it must show a scanner's pace by themselves. */
  stutterAt: number;
  /** Keys came shortly before the burst that nobody can attribute: it may lack its beginning. */
  headless: boolean;
}

export const WEDGE_IDLE: WedgeState = {
  units: [],
  gaps: [],
  lastAt: -Infinity,
  unitAt: -Infinity,
  altDigits: '',
  stutterAt: 0,
  headless: false
};

/** Where a listener begins: a scan may be under way whose first keys nobody heard. */
export const wedgeBeginning = (at: number): WedgeState => ({ ...WEDGE_IDLE, lastAt: at, headless: true });

export interface WedgeStep {
  state: WedgeState;
  scan: WedgeScan | null;
  /** This key began a burst: what stands in the field now is what the person had there. */
  began: boolean;
  /** The key has done its work: neither page nor browser may act on it. */
  capture: boolean;
}

const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'CapsLock', 'NumLock']);

/** Takes one key. */
export function stepWedge(before: WedgeState, input: WedgeInput, options: WedgeOptions): WedgeStep {
  const state = afterPause(before, input.at - before.lastAt, options.pace);
  if (input.type === 'text') return takeText(state, input, options);
  if (input.type === 'up') return takeUp(state, input, options);
  if (MODIFIERS.has(input.key)) return stay({ ...state, lastAt: input.at });
  if (input.repeat || input.meta) return stay(WEDGE_IDLE);
  const end = endOf(input, state, options);
  if (end) return finish(state, { end, at: input.at }, options);
  return takeCharacter(state, input, options);
}

/**
 * What a pause leaves of a burst. A stutter joins what stands before it to what
 * follows, when that was a scanner's; keys that may have been the head of the scan
 * or a person's mark what follows as perhaps headless.
 */
function afterPause(before: WedgeState, pauseMs: number, pace: WedgePace): WedgeState {
  if (pauseMs <= pace.maxGapMs) return before;
  const { altDigits, units, gaps } = before;
  if (!isStutter(pauseMs, pace)) return { ...WEDGE_IDLE, altDigits };
  const lastRun = gaps.slice(before.stutterAt);
  const isScanners = isScannerPace({ characters: lastRun.length + 1, gaps: lastRun, terminated: true }, pace);
  if (isScanners) return { ...before, stutterAt: gaps.length };
  return { ...WEDGE_IDLE, altDigits, headless: before.headless || units.length > 0 };
}

/** The burst ends when nothing has come for a while: to be asked `silenceMs` after each key. */
export function settleWedge(state: WedgeState, now: number, options: WedgeOptions): WedgeStep {
  if (options.terminated || now - state.lastAt < silenceMs(options.pace)) return stay(state);
  return finish(state, { end: 'silence', at: now }, options);
}

const stay = (state: WedgeState): WedgeStep => ({ state, scan: null, began: false, capture: false });

const ENDS: Record<string, WedgeEnd> = { Enter: 'enter', NumpadEnter: 'enter', Tab: 'tab' };
const ENDS_BY_CONTROL: Record<string, WedgeEnd> = { '\r': 'enter', '\n': 'enter', '\t': 'tab' };

function endOf(input: KeyPress, state: WedgeState, { layout }: WedgeOptions): WedgeEnd | undefined {
  if (isControl(input)) {
    const inBurst = state.units.length > 0;
    return inBurst ? ENDS_BY_CONTROL[controlCharacterAt(layout, input) ?? ''] : undefined;
  }
  return ENDS[input.code] ?? ENDS[input.key];
}

const isAltGraph = ({ altGraph, ctrl, alt }: KeyPress): boolean => altGraph || (ctrl && alt);
const isControl = (input: KeyPress): boolean => input.ctrl && !isAltGraph(input);

function takeCharacter(state: WedgeState, input: KeyPress, options: WedgeOptions): WedgeStep {
  if (input.alt && !isAltGraph(input)) return takeAltDigit(state, input);
  const unit = isControl(input) ? controlUnit(state, input, options) : keyUnit(input, options);
  if (!unit) return stay(WEDGE_IDLE);
  const began = state.units.length === 0;
  // In a field the keys go through, since they may be a person's; a control
  // character is nobody's text, and elsewhere there is nothing to lose.
  const capture = isControl(input) || (!input.inField && !began);
  return {
    state: withUnit(state, unit, { at: input.at, since: state.unitAt, maxGapMs: options.pace.maxGapMs }),
    scan: null,
    began,
    capture
  };
}

/** `since`: what the gap before this character is measured from. */
function withUnit(
  state: WedgeState,
  unit: WedgeUnit,
  { at, since, maxGapMs }: { at: number; since: number; maxGapMs: number }
): WedgeState {
  // After a stutter the pause is no gap: only the pace on either side of it counts.
  const counts = state.units.length > 0 && at - since <= maxGapMs;
  return {
    ...state,
    units: [...state.units, unit],
    gaps: counts ? [...state.gaps, at - since] : state.gaps,
    lastAt: at,
    unitAt: at,
    altDigits: ''
  };
}

/** Inside a burst any control character; otherwise only GS, for which no person has a use. */
function controlUnit(state: WedgeState, input: KeyPress, { layout }: WedgeOptions): WedgeUnit | null {
  if (input.code === 'KeyV') return null;
  const text = controlCharacterAt(layout, input);
  return text !== null && (state.units.length > 1 || text === '\u001d') ? { text } : null;
}

function keyUnit(input: KeyPress, { layout }: WedgeOptions): WedgeUnit | null {
  const shift = input.shift || isShiftLost(input);
  const position = { code: input.code, shift, altGraph: isAltGraph(input) };
  if (characterAt(layout, position) !== null) return { position };
  // A key of the other layouts, or a host that does not say where its keys are.
  if (input.code !== '' && input.key.length === 1) return { position };
  return [...input.key].length === 1 ? { text: input.key } : null;
}

function takeAltDigit(state: WedgeState, input: KeyPress): WedgeStep {
  const digit = /^Numpad(\d)$/.exec(input.code)?.[1];
  if (digit === undefined) return stay(WEDGE_IDLE);
  const altDigits = state.altDigits + digit;
  return { ...stay({ ...state, lastAt: input.at, altDigits }), capture: !input.inField };
}

function takeUp(
  state: WedgeState,
  input: Extract<WedgeInput, { type: 'up' }>,
  options: WedgeOptions
): WedgeStep {
  if (input.key !== 'Alt' || state.altDigits === '') return stay(state);
  const began = state.units.length === 0;
  const unit = { text: characterOfAltCode(state.altDigits) };
  // A character is a dozen events here, so that the pace is that of the events.
  const next = withUnit(state, unit, { at: input.at, since: state.lastAt, maxGapMs: options.pace.maxGapMs });
  return { state: next, scan: null, began, capture: !input.inField };
}

function takeText(
  state: WedgeState,
  input: Extract<WedgeInput, { type: 'text' }>,
  options: WedgeOptions
): WedgeStep {
  const end = ENDS_BY_CONTROL[input.text];
  if (end) return finish(state, { end, at: input.at }, options);
  const began = state.units.length === 0;
  const next = withUnit(
    state,
    { text: input.text },
    { at: input.at, since: state.unitAt, maxGapMs: options.pace.maxGapMs }
  );
  return { ...stay(next), began };
}

function finish(
  state: WedgeState,
  ended: { end: WedgeEnd; at: number },
  { layout, pace, prefix }: WedgeOptions
): WedgeStep {
  const terminated = ended.end !== 'silence';
  const lastGap = ended.at - state.lastAt;
  const gaps = terminated && lastGap <= pace.maxGapMs ? [...state.gaps, lastGap] : state.gaps;
  if (!terminated && isOneInsertion(state)) return stay(WEDGE_IDLE);
  const characters = state.units.reduce((sum, unit) => sum + ('text' in unit ? unit.text.length : 1), 0);
  if (!isScannerPace({ characters, gaps, terminated }, pace)) return stay(WEDGE_IDLE);
  const reading = state.headless
    ? headlessReading(state.units, layout)
    : withoutPrefix(readUnits(state.units, layout), prefix);
  return { state: WEDGE_IDLE, scan: { reading, end: ended.end }, began: false, capture: terminated };
}

/** A serial that lacks its beginning is a wrong serial. */
function headlessReading(units: readonly WedgeUnit[], layout: ScannerLayout): WedgeReading {
  const { raw } = readUnits(units, layout);
  return { ok: false, code: 'unreadable', raw };
}

/**
 * A whole text at once and nothing after it: a word that the keyboard proposed, a
 * dictated phrase, a password manager. It stays where the person put it.
 */
const isOneInsertion = ({ units, gaps }: WedgeState): boolean =>
  gaps.length === 0 && units.length === 1 && 'text' in (units[0] ?? {});

function withoutPrefix(reading: WedgeReading, prefix: string): WedgeReading {
  const { raw } = reading;
  return raw.startsWith(prefix) ? { ...reading, raw: raw.slice(prefix.length) } : reading;
}
