import { describe, expect, test } from 'vitest';
import {
  atSpeed,
  recordedPassages,
  scannedKeys,
  scannerTimings,
  type Passage,
  type TimedKey
} from '../../../tests/factories/recorded-keys.ts';
import { DEFAULT_WEDGE, settleWedge, stepWedge, WEDGE_IDLE, type WedgeOptions } from './wedge.ts';
import type { WedgeInput } from './wedge-input.ts';

interface Heard {
  scans: string[];
  /** Keys that the page or its field does not get. */
  swallowed: string[];
  /** Keys that the page sees and the browser may not act on. */
  quieted: string[];
}

const still = { ctrl: false, alt: false, altGraph: false, meta: false, capsLock: false, repeat: false };

const inputOf = ({ type, at, key, code, shift }: TimedKey, inField: boolean): WedgeInput =>
  type === 'up' ? { type, key, code, at, inField } : { type, key, code, shift, ...still, at, inField };

function heard(
  keys: readonly TimedKey[],
  { inField, options = DEFAULT_WEDGE }: { inField: boolean; options?: WedgeOptions }
): Heard {
  const result: Heard = { scans: [], swallowed: [], quieted: [] };
  let state = WEDGE_IDLE;
  for (const key of keys) {
    const step = stepWedge(state, inputOf(key, inField), options);
    state = step.state;
    if (step.scan) result.scans.push(step.scan.reading.ok ? step.scan.reading.raw : step.scan.reading.code);
    if (step.capture) result.swallowed.push(key.key);
    if (step.quiet) result.quieted.push(key.key);
  }
  const { scan } = settleWedge(state, (keys.at(-1)?.at ?? 0) + 10_000, options);
  if (scan) result.scans.push(scan.reading.ok ? scan.reading.raw : scan.reading.code);
  return result;
}

const UNTERMINATED: WedgeOptions = { ...DEFAULT_WEDGE, terminated: false };

/** Passages one after the other, as a person types who does not stop. */
function inOneGo(passages: readonly Passage[]): TimedKey[] {
  let from = 0;
  return passages.flatMap(({ keys }) => {
    const moved = keys.map((key) => ({ ...key, at: key.at + from }));
    from = (moved.at(-1)?.at ?? from) + 60;
    return moved;
  });
}

describe('what the recordings hold', () => {
  test('typists of 120 words a minute and more, and keys within 35 ms of each other', () => {
    expect(recordedPassages.filter(({ wordsPerMinute }) => wordsPerMinute >= 120).length).toBeGreaterThan(5);
    const downs = recordedPassages.map(({ keys }) => keys.filter(({ type }) => type === 'down'));
    const close = downs.flatMap((keys) =>
      keys.filter(({ at }, place) => at - (keys[place - 1]?.at ?? -99) < 35)
    );
    expect(close.length).toBeGreaterThan(40);
    expect(recordedPassages.filter(({ keys }) => keys.some(({ key }) => key === 'Enter'))).toHaveLength(12);
  });
});

const nothing: Heard = { scans: [], swallowed: [], quieted: [] };

describe.each([true, false])('no key of a recorded typist is swallowed (in a field: %s)', (inField) => {
  test.each(recordedPassages)('$name', ({ keys }) => {
    expect(heard(keys, { inField })).toMatchObject({ scans: [], swallowed: [] });
    expect(heard(keys, { inField, options: UNTERMINATED })).toMatchObject({ scans: [], swallowed: [] });
  });

  test('all of them in one go', () => {
    expect(heard(inOneGo(recordedPassages), { inField })).toMatchObject({ scans: [], swallowed: [] });
  });

  test.each([1.15, 1.3])('all of them %s times as fast', (factor) => {
    const passages = recordedPassages.map((passage) => atSpeed(passage, factor));
    expect(heard(inOneGo(passages), { inField })).toMatchObject({ scans: [], swallowed: [] });
  });

  test('a key held down that repeats every 30 ms, and Enter right after it', () => {
    const keys = Array.from({ length: 40 }, (_, place) => place * 30 + (place > 0 ? 400 : 0));
    let state = WEDGE_IDLE;
    const at = (time: number, key: string, code: string, repeat: boolean): WedgeInput => ({
      type: 'down',
      key,
      code,
      shift: false,
      ...still,
      repeat,
      at: time,
      inField
    });
    const steps = [...keys, 1600].map((time, place) => {
      const step = stepWedge(
        state,
        place < keys.length ? at(time, 'o', 'KeyO', place > 0) : at(time, 'Enter', 'Enter', false),
        DEFAULT_WEDGE
      );
      state = step.state;
      return { scan: step.scan, capture: step.capture };
    });
    expect(steps.filter(({ scan, capture }) => scan || capture)).toEqual([]);
  });
});

test('what a field gets is left to the browser whole: nothing is even quieted there', () => {
  expect(heard(inOneGo(recordedPassages), { inField: true })).toEqual(nothing);
});

const CODES = ['SN-0001', '09501234567891', '010950123456789121SN-0001', 'A1B2C3'];

describe.each(CODES)('every scan of %s is read', (code) => {
  test.each(scannerTimings)('$name', (timing) => {
    const options = timing.end ? DEFAULT_WEDGE : UNTERMINATED;
    for (const inField of [true, false]) {
      expect(heard(scannedKeys(code, timing), { inField, options }).scans).toEqual([code]);
    }
  });

  test('right after somebody typed', () => {
    for (const timing of scannerTimings.filter(({ end }) => end)) {
      for (const passage of recordedPassages) {
        const from = (passage.keys.at(-1)?.at ?? 0) + 1100;
        const scan = scannedKeys(code, timing).map((key) => ({ ...key, at: key.at + from }));
        expect(heard([...passage.keys, ...scan], { inField: true }).scans).toEqual([code]);
      }
    }
  });
});
