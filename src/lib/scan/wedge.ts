import { characterOfAltCode } from './alt-code.ts';
import {
  characterAt,
  controlCharacterAt,
  functionKeyCharacter,
  type ScannerLayout
} from './keyboard-layouts.ts';
import { isFingerDown, released } from './wedge-held-keys.ts';
import { isAltGraph, isControl, type KeyPress, type WedgeInput } from './wedge-input.ts';
import { afterPause, brokenAt, WEDGE_IDLE, withUnit, type WedgeState } from './wedge-state.ts';
import { readUnits, type WedgeReading, type WedgeUnit } from './wedge-text.ts';
import { DEFAULT_PACE, isScannerPace, silenceMs, type WedgePace } from './wedge-timing.ts';

export { WEDGE_IDLE, wedgeBeginning, type WedgeState } from './wedge-state.ts';

/**
 * Puts the keys of a hardware scanner together, and leaves those of a person
 * alone. Pure: keys in, scans out; the listener does what it says.
 *
 *   idle ── key ──▶ burst ── key within the gap ──▶ burst
 *                     │ └─ Enter, Tab (or CR, LF, HT) ──▶ scan, when the pace is a scanner's
 *                     │ └─ silence ───────────────────▶ scan, when long and fast, if the scanner sends no Enter
 *                     │ └─ a stutter ─────────────────▶ burst, when the keys before it were a scanner's
 *                     └─ a pause, an arrow, a held key ──▶ idle: it was a person; if not, the tail is refused
 */
export interface WedgeOptions {
  /** The layout that the scanner is set to, whatever the host's is. */
  layout: ScannerLayout;
  pace: WedgePace;
  /** What the scanner is set to send before each scan; taken off. */
  prefix: string;
  /** What it sends after each scan, before Enter or Tab; taken off. */
  suffix: string;
  /**
   * Whether the scanner ends each scan with Enter or Tab. Without one only silence ends a
   * scan, and a stutter can then cut a serial in two: to be chosen knowingly.
   */
  terminated: boolean;
  /** What it sends for GS (U+001D); empty when it sends GS itself. */
  gs: string;
}

export const DEFAULT_WEDGE: WedgeOptions = {
  layout: 'us',
  pace: DEFAULT_PACE,
  prefix: '',
  suffix: '',
  terminated: true,
  gs: ''
};

/** The keys that end a scan. */
export type EndKey = 'enter' | 'tab';

export type WedgeEnd = EndKey | 'silence';

export interface WedgeScan {
  reading: WedgeReading;
  end: WedgeEnd;
  via: 'keys' | 'insert-text';
  /** Of its first and its last key, as `Event.timeStamp`. */
  startedAt: number;
  endedAt: number;
}

export interface WedgeStep {
  state: WedgeState;
  scan: WedgeScan | null;
  /** This key began a burst: what stands in the field now is what the person had there. */
  began: boolean;
  /** The key has done its work: neither page nor browser may act on it. */
  capture: boolean;
  /** The page may see the key, the browser may not act on it. */
  quiet: boolean;
}

const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'CapsLock', 'NumLock']);

/** Takes one key. */
export function stepWedge(before: WedgeState, input: WedgeInput, options: WedgeOptions): WedgeStep {
  const state = afterPause(before, input.at - before.lastAt, options.pace);
  if (input.type === 'text') return takeText(state, input, options);
  if (input.type === 'up') return takeUp(state, input, options);
  if (MODIFIERS.has(input.key)) return takeModifier(state, input);
  if (input.repeat || input.meta) return stay(brokenAt(state, input.at));
  const end = endOf(input, state, options);
  if (end) return finish(state, { end, at: input.at }, options);
  return takeCharacter(state, input, options);
}

/** The burst ends when nothing has come for a while: to be asked `silenceMs` after each key. */
export function settleWedge(state: WedgeState, now: number, options: WedgeOptions): WedgeStep {
  if (options.terminated || now - state.lastAt < silenceMs(options.pace)) return stay(state);
  return finish(state, { end: 'silence', at: now }, options);
}

const stay = (state: WedgeState): WedgeStep => ({
  state,
  scan: null,
  began: false,
  capture: false,
  quiet: false
});

const ENDS: Record<string, EndKey> = { Enter: 'enter', NumpadEnter: 'enter', Tab: 'tab' };
const ENDS_BY_CONTROL: Record<string, EndKey> = { '\r': 'enter', '\n': 'enter', '\t': 'tab' };

/** Which end of a scan this input is, if it is one. */
export function endOfInput(input: WedgeInput, state: WedgeState, options: WedgeOptions): EndKey | undefined {
  if (input.type === 'text') return ENDS_BY_CONTROL[input.text];
  return input.type === 'down' ? endOf(input, state, options) : undefined;
}

function endOf(input: KeyPress, state: WedgeState, { layout, pace }: WedgeOptions): EndKey | undefined {
  if (!isControl(input)) return ENDS[input.code] ?? ENDS[input.key];
  const inScan = state.units.length > 0 || input.at - state.endedAt <= pace.maxGapMs;
  return inScan ? ENDS_BY_CONTROL[controlCharacterAt(layout, input) ?? ''] : undefined;
}

function takeModifier(state: WedgeState, { key, repeat, at }: KeyPress): WedgeStep {
  const altDigits = key === 'Alt' && !repeat ? '' : state.altDigits;
  return stay({ ...state, lastAt: at, altDigits });
}

function takeCharacter(state: WedgeState, input: KeyPress, options: WedgeOptions): WedgeStep {
  if (input.alt && !isAltGraph(input)) return takeAltDigit(state, input);
  const unit = unitOf(state, input, options);
  if (!unit) return stay(brokenAt(state, input.at));
  const { at, code } = input;
  const next = withUnit(state, unit, { at, since: state.unitAt, code, pace: options.pace });
  return { ...stay(next), began: state.units.length === 0, ...holdBack(state, input, unit) };
}

/** Keys that make browsers search the page or press the focused button, instead of coming here. */
const BROWSER_KEYS = new Set(["'", '/', ' ']);

/** Rolled by a person there are three at most. */
const FINGERS_ROLL = 3;

/**
 * In a field keys go through, since they may be a person's. Elsewhere shortcuts
 * may be waiting for them, so that only what no fingers do is held back, and what
 * a browser would make of it. A control character is nobody's text.
 */
function holdBack(state: WedgeState, input: KeyPress, unit: WedgeUnit): Pick<WedgeStep, 'capture' | 'quiet'> {
  if ('text' in unit && unit.from === 'made') return { capture: true, quiet: false };
  if (input.inField) return { capture: false, quiet: false };
  const begins = state.units.length === 0;
  const quiet = BROWSER_KEYS.has(input.key) && !(begins && input.key === ' ');
  return { capture: state.units.length >= FINGERS_ROLL, quiet };
}

function unitOf(state: WedgeState, input: KeyPress, options: WedgeOptions): WedgeUnit | null {
  if (isControl(input)) return controlUnit(state, input, options);
  if (state.units.length > 1) {
    const text = functionKeyCharacter(input.code);
    if (text !== null) return { text, from: 'made' };
  }
  return keyUnit(input, options);
}

/** Inside a burst any control character; otherwise only GS, for which no person has a use. */
function controlUnit(state: WedgeState, input: KeyPress, { layout, pace }: WedgeOptions): WedgeUnit | null {
  if (input.code === 'KeyV') return null;
  const text = controlCharacterAt(layout, input);
  const inBurst = state.units.length > 1 && input.at - state.unitAt <= 2 * pace.maxGapMs;
  return text !== null && (inBurst || text === '\u001d') ? { text, from: 'made' } : null;
}

function keyUnit(input: KeyPress, { layout }: WedgeOptions): WedgeUnit | null {
  const { key, code, shift, capsLock } = input;
  const position = { code, shift, altGraph: isAltGraph(input) };
  if (characterAt(layout, position) !== null) return { position, key, capsLock };
  // A key of the other layouts, or a host that does not say where its keys are.
  if (code !== '' && key.length === 1) return { position, key, capsLock };
  return [...key].length === 1 ? { text: key, from: 'key' } : null;
}

function takeAltDigit(state: WedgeState, input: KeyPress): WedgeStep {
  const digit = /^Numpad(\d)$/.exec(input.code)?.[1];
  if (digit === undefined) return stay(brokenAt(state, input.at));
  const altDigits = state.altDigits + digit;
  return { ...stay({ ...state, lastAt: input.at, altDigits }), capture: !input.inField };
}

function takeUp(
  state: WedgeState,
  input: Extract<WedgeInput, { type: 'up' }>,
  options: WedgeOptions
): WedgeStep {
  if (input.key !== 'Alt') return stay({ ...state, held: released(state.held, input.code) });
  if (state.altDigits === '') return stay(state);
  const unit: WedgeUnit = { text: characterOfAltCode(state.altDigits), from: 'made' };
  // A character is a dozen events here, so that the pace is that of the events.
  const next = withUnit(state, unit, { at: input.at, since: state.lastAt, pace: options.pace });
  const began = state.units.length === 0;
  return { ...stay({ ...next, altMade: true }), began, capture: !input.inField };
}

function takeText(
  state: WedgeState,
  input: Extract<WedgeInput, { type: 'text' }>,
  options: WedgeOptions
): WedgeStep {
  const { text, at } = input;
  const end = ENDS_BY_CONTROL[text];
  if (end) return finish(state, { end, at }, options);
  if (state.altMade) return stay(asHostReadsIt(state, text));
  const next = withUnit(state, { text, from: 'insert' }, { at, since: state.unitAt, pace: options.pace });
  return { ...stay(next), began: state.units.length === 0 };
}

/** The character that Alt made, inserted by the host: not a second one, but the host knows its old character set. */
function asHostReadsIt(state: WedgeState, text: string): WedgeState {
  const last = state.units.at(-1);
  const unknown = last && 'text' in last && last.text === '\ufffd';
  const units: readonly WedgeUnit[] = unknown
    ? [...state.units.slice(0, -1), { text, from: 'made' }]
    : state.units;
  return { ...state, units, altMade: false };
}

function finish(
  state: WedgeState,
  ended: { end: WedgeEnd; at: number },
  { layout, pace, prefix, suffix, gs }: WedgeOptions
): WedgeStep {
  const { units } = state;
  const terminated = ended.end !== 'silence';
  const over: WedgeState = { ...WEDGE_IDLE, endedAt: ended.at };
  if (units.length === 0 && ended.at - state.endedAt <= pace.maxGapMs)
    return { ...stay(over), capture: true };
  const lastGap = ended.at - state.lastAt;
  const gaps = terminated && lastGap <= pace.maxGapMs ? [...state.gaps, lastGap] : state.gaps;
  if (!terminated && isOneInsertion(state)) return stay(WEDGE_IDLE);
  const characters = units.reduce((sum, unit) => sum + ('text' in unit ? unit.text.length : 1), 0);
  if (!isScannerPace({ characters, gaps, terminated }, pace)) return stay(WEDGE_IDLE);
  const read = readUnits(units, layout);
  const whole = !state.headless && !isFingerDown(state.held);
  const scan: WedgeScan = {
    reading: whole
      ? asPrinted(read, { prefix, suffix, gs })
      : { ok: false, code: 'unreadable', raw: read.raw },
    end: ended.end,
    via: units.some((unit) => 'text' in unit && unit.from === 'insert') ? 'insert-text' : 'keys',
    startedAt: state.startedAt,
    endedAt: ended.at
  };
  return { ...stay(over), scan, capture: terminated };
}

/**
 * A whole text at once and nothing after it: a word that the keyboard proposed, a
 * dictated phrase, a password manager. It stays where the person put it.
 */
const isOneInsertion = ({ units, gaps }: WedgeState): boolean =>
  gaps.length === 0 && units.length === 1 && 'text' in (units[0] ?? {});

function asPrinted(
  reading: WedgeReading,
  { prefix, suffix, gs }: Pick<WedgeOptions, 'prefix' | 'suffix' | 'gs'>
): WedgeReading {
  const from = reading.raw.startsWith(prefix) ? prefix.length : 0;
  const rest = reading.raw.slice(from);
  const bare = rest.endsWith(suffix) ? rest.slice(0, rest.length - suffix.length) : rest;
  return { ...reading, raw: gs === '' ? bare : bare.replaceAll(gs, '\u001d') };
}
