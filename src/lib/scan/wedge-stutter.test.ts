import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  DEFAULT_WEDGE,
  settleWedge,
  stepWedge,
  WEDGE_IDLE,
  wedgeBeginning,
  type WedgeOptions,
  type WedgeScan,
  type WedgeState
} from './wedge.ts';

interface Key {
  character: string;
  at: number;
}

const END = '\n';

const codeOf = (character: string): string =>
  /\d/.test(character) ? `Digit${character}` : `Key${character.toUpperCase()}`;

function press(state: WedgeState, { character, at }: Key, options: WedgeOptions) {
  const key = character === END ? 'Enter' : character;
  const code = character === END ? 'Enter' : codeOf(character);
  const shift = /[A-Z]/.test(character);
  const still = { ctrl: false, alt: false, altGraph: false, meta: false, capsLock: false, repeat: false };
  return stepWedge(state, { type: 'down', key, code, shift, ...still, at, inField: true }, options);
}

/** Types the characters with the given pause before each, and waits for the silence after the last. */
function scansOf(
  text: string,
  pauses: readonly number[],
  { begin = WEDGE_IDLE, options = DEFAULT_WEDGE }: { begin?: WedgeState; options?: WedgeOptions } = {}
): WedgeScan[] {
  const scans: WedgeScan[] = [];
  let state = begin;
  let at = 0;
  [...text].forEach((character, place) => {
    at += pauses[place] ?? 5;
    const step = press(state, { character, at }, options);
    state = step.state;
    if (step.scan) scans.push(step.scan);
  });
  const settled = settleWedge(state, at + 10_000, options);
  return settled.scan ? [...scans, settled.scan] : scans;
}

const textsOf = (scans: readonly WedgeScan[]) =>
  scans.map(({ reading }) => (reading.ok ? reading.raw : reading.code));

const serial = fc.stringMatching(/^[A-Z0-9]{8,20}$/);

describe('a stutter in the middle of a scan', () => {
  test('does not cut it in two', () => {
    expect(textsOf(scansOf(`09501234567891${END}`, [0, 5, 5, 5, 5, 5, 5, 5, 180]))).toEqual([
      '09501234567891'
    ]);
  });

  test('before the terminator does not lose the scan', () => {
    expect(textsOf(scansOf(`SN0001${END}`, [0, 5, 5, 5, 5, 5, 300]))).toEqual(['SN0001']);
  });

  test('after its first key refuses it: the rest alone would be a wrong serial', () => {
    expect(textsOf(scansOf(`SN0001234${END}`, [0, 200]))).toEqual(['unreadable']);
  });

  test('wherever it falls, it never makes another serial of what was scanned', () => {
    fc.assert(
      fc.property(
        serial,
        fc.array(
          fc.oneof(
            { weight: 8, arbitrary: fc.integer({ min: 1, max: 20 }) },
            fc.integer({ min: 51, max: 1000 })
          ),
          {
            minLength: 21,
            maxLength: 21
          }
        ),
        (text, pauses) => {
          for (const scan of scansOf(text + END, pauses)) {
            if (scan.reading.ok) expect(scan.reading.raw).toBe(text);
          }
        }
      ),
      { numRuns: 3000 }
    );
  });
});

describe('a scanner that sends no Enter', () => {
  const options = { ...DEFAULT_WEDGE, terminated: false };

  test('is heard after a silence when the settings say so', () => {
    expect(textsOf(scansOf('SN0001234', [], { options }))).toEqual(['SN0001234']);
  });

  test('is not guessed at otherwise: what was typed may be half a serial', () => {
    expect(scansOf('SN0001234', [])).toEqual([]);
  });
});

describe('a listener that has just begun', () => {
  test('refuses a scan whose first keys it may have missed', () => {
    expect(textsOf(scansOf(`0001234${END}`, [3], { begin: wedgeBeginning(0) }))).toEqual(['unreadable']);
    expect(textsOf(scansOf(`0001234${END}`, [120], { begin: wedgeBeginning(0) }))).toEqual(['unreadable']);
  });

  test('takes a scan that comes after a moment of quiet', () => {
    expect(textsOf(scansOf(`SN0001234${END}`, [1100], { begin: wedgeBeginning(0) }))).toEqual(['SN0001234']);
  });
});

describe('a person', () => {
  test('who types at 60 to 300 ms a key, with rolled pairs, is never taken for a scanner', () => {
    const pause = fc.oneof(
      { weight: 5, arbitrary: fc.integer({ min: 60, max: 300 }) },
      fc.integer({ min: 25, max: 45 })
    );
    fc.assert(
      fc.property(serial, fc.array(pause, { minLength: 21, maxLength: 21 }), (text, pauses) => {
        const rolled = pauses.map((ms, place) => (ms < 50 && (pauses[place - 1] ?? 99) < 50 ? 90 : ms));
        expect(scansOf(text + END, rolled)).toEqual([]);
      }),
      { numRuns: 3000 }
    );
  });
});
