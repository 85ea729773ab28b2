import typing from '../recordings/typing.json' with { type: 'json' };
import scanners from '../recordings/scanners.json' with { type: 'json' };
import { positionOf } from '../../src/lib/scan/keyboard-layouts.ts';

/** A key of a US keyboard going down or up, in milliseconds from the first. */
export interface TimedKey {
  type: 'down' | 'up';
  at: number;
  key: string;
  code: string;
  /** Whether Shift is down. */
  shift: boolean;
}

export interface Passage {
  name: string;
  wordsPerMinute: number;
  keys: TimedKey[];
  /** What stands in an empty field afterwards, were it typed into one line. */
  text: string;
}

interface Stroke {
  kind: string;
  at: number;
  held: number;
}

/** The recordings keep no text: these stand where a person typed a letter, a digit or a mark. */
const LETTERS = 'serial4711nodepotrack05';

const KEYS: Record<string, { key: string; code: string }> = {
  _: { key: ' ', code: 'Space' },
  '^': { key: 'Shift', code: 'ShiftLeft' },
  '<': { key: 'Backspace', code: 'Backspace' },
  $: { key: 'Enter', code: 'Enter' }
};

function strokesOf(keys: string): Stroke[] {
  let at = 0;
  return keys.split(' ').map((word) => {
    const { kind = '', gap, held } = /^(?<kind>.)(?<gap>\d+)\/(?<held>\d+)$/.exec(word)?.groups ?? {};
    if (gap === undefined || held === undefined) throw new Error(`not a recorded key: ${word}`);
    at += Number(gap);
    return { kind, at, held: Number(held) };
  });
}

const keyOfCharacter = (character: string, shift: boolean): { key: string; code: string } => ({
  key: shift ? character.toUpperCase() : character,
  code: positionOf('us', character)?.code ?? ''
});

function passageOf(keys: string): Pick<Passage, 'keys' | 'text'> {
  const strokes = strokesOf(keys);
  const shiftedAt = (at: number) =>
    strokes.some(({ kind, at: from, held }) => kind === '^' && from <= at && at < from + held);
  let text = '';
  const events = strokes.flatMap(({ kind, at, held }, place): TimedKey[] => {
    const shift = shiftedAt(at);
    const named = KEYS[kind];
    const pressed = named ?? keyOfCharacter(LETTERS[place % LETTERS.length] ?? 'e', shift);
    if (kind === '<') text = text.slice(0, -1);
    else if (pressed.key.length === 1) text += pressed.key;
    const key = { ...pressed, shift };
    return [
      { type: 'down', at, ...key },
      { type: 'up', at: at + held, ...key }
    ];
  });
  return { keys: inOrder(events), text };
}

/** By time; at the same instant a key comes up before another goes down. */
const inOrder = (keys: readonly TimedKey[]): TimedKey[] =>
  keys.toSorted(
    (one, other) => one.at - other.at || Number(one.type === 'down') - Number(other.type === 'down')
  );

/** How people typed, key by key: see `tests/recordings/typing.json`. */
export const recordedPassages: readonly Passage[] = (['fast', 'rolled', 'entered'] as const).flatMap((kind) =>
  typing[kind].map(({ typist, wordsPerMinute, keys }, place) => ({
    name: `${kind} ${String(place + 1)}, typist ${String(typist)}, ${String(wordsPerMinute)} words a minute`,
    wordsPerMinute,
    ...passageOf(keys)
  }))
);

/** The same keys at another speed: faster than anybody who was recorded. */
export const atSpeed = (passage: Passage, factor: number): Passage => ({
  ...passage,
  name: `${passage.name}, ${String(factor)} times as fast`,
  wordsPerMinute: passage.wordsPerMinute * factor,
  keys: passage.keys.map((key) => ({ ...key, at: key.at / factor }))
});

export interface ScannerTiming {
  name: string;
  gaps: number[];
  held: number;
  hiccup?: { after: number; pause: number };
  end?: { key: string; after: number };
}

export const scannerTimings: readonly ScannerTiming[] = scanners.scanners;

/** A code as a scanner with these timings sends it, end key included. */
export function scannedKeys(code: string, timing: ScannerTiming): TimedKey[] {
  let at = 0;
  const events = [...code].flatMap((character, place): TimedKey[] => {
    const gap = timing.gaps[place % timing.gaps.length] ?? 0;
    if (place > 0) at += timing.hiccup?.after === place ? timing.hiccup.pause : gap;
    return stroke(at, timing.held, scannerKey(character));
  });
  if (!timing.end) return inOrder(events);
  const { key, after } = timing.end;
  return inOrder([...events, ...stroke(at + after, timing.held, { key, code: key, shift: false })]);
}

function scannerKey(character: string): Omit<TimedKey, 'type' | 'at'> {
  const position = positionOf('us', character);
  if (!position) throw new Error(`no key for ${character}`);
  return { key: character, code: position.code, shift: position.shift };
}

const stroke = (at: number, held: number, key: Omit<TimedKey, 'type' | 'at'>): TimedKey[] => [
  { type: 'down', at, ...key },
  { type: 'up', at: at + held, ...key }
];
