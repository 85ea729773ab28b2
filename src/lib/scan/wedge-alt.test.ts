import fc from 'fast-check';
import { expect, test } from 'vitest';
import { characterAt, positionOf } from './keyboard-layouts.ts';
import { DEFAULT_WEDGE, stepWedge, WEDGE_IDLE, type WedgeScan, type WedgeState } from './wedge.ts';
import type { KeyPress, WedgeInput } from './wedge-input.ts';

/** Faults f32 and f34: scanners that send every character as Alt and its number, and Caps Lock left on. */
const STEP_MS = 2;
const still = {
  ctrl: false,
  alt: false,
  altGraph: false,
  meta: false,
  shift: false,
  capsLock: false,
  repeat: false
};

type Keys = Omit<WedgeInput & { type: 'down' | 'up' }, 'at' | 'inField'>[];

const down = (press: Partial<KeyPress> & { key: string; code: string }) => ({
  type: 'down' as const,
  ...still,
  ...press
});
const up = (key: string, code: string) => ({ type: 'up' as const, key, code });

function scanOf(keys: Keys): WedgeScan | null {
  let state: WedgeState = WEDGE_IDLE;
  let at = 10_000;
  let scan: WedgeScan | null = null;
  for (const key of [...keys, down({ key: 'Enter', code: 'Enter' })]) {
    at += STEP_MS;
    const step = stepWedge(state, { ...key, at, inField: false } as WedgeInput, DEFAULT_WEDGE);
    state = step.state;
    scan = step.scan ?? scan;
  }
  return scan;
}

const altCode = (character: string): Keys => [
  down({ key: 'Alt', code: 'AltLeft', alt: true }),
  ...[...String(character.charCodeAt(0)).padStart(4, '0')].flatMap((digit) => [
    down({ key: digit, code: `Numpad${digit}`, alt: true }),
    up(digit, `Numpad${digit}`)
  ]),
  up('Alt', 'AltLeft')
];

const texts = fc.string({
  unit: fc.constantFrom(...'ABCXYZabcxyz0123456789-_/.#+'),
  minLength: 4,
  maxLength: 20
});

test('any text sent as Alt and numbers is read as it was printed', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(scanOf([...text].flatMap(altCode))?.reading).toEqual({ ok: true, raw: text });
    })
  );
});

test('a number of which one digit was lost makes no other serial: it shows as a control character', () => {
  fc.assert(
    fc.property(texts, fc.nat(), (text, seed) => {
      const keys = [...text].flatMap(altCode);
      const digits = keys.flatMap((key, at) =>
        key.type === 'down' && key.code.startsWith('Numpad') ? [at] : []
      );
      const lost = digits[seed % digits.length] ?? 0;
      const reading = scanOf(keys.filter((_, at) => at !== lost))?.reading;
      if (reading?.ok && reading.raw !== text) expect(reading.raw).toMatch(/[\x00-\x1f]/);
    })
  );
});

test.each([false, true])(
  'Caps Lock on the host (%s) makes no other text: right, or refused for its layout',
  (capsLock) => {
    fc.assert(
      fc.property(texts, (text) => {
        const keys = [...text].map((character) => {
          const position = positionOf('us', character);
          if (!position) throw new Error(`no key for ${character}`);
          const shown = characterAt('us', position) ?? '';
          const isLetter = /[a-z]/i.test(shown);
          const swapped = shown === shown.toLowerCase() ? shown.toUpperCase() : shown.toLowerCase();
          return down({ key: capsLock && isLetter ? swapped : shown, ...position, capsLock });
        });
        const reading = scanOf(keys)?.reading;
        const isPlain = /^[A-Za-z0-9]*$/.test(text);
        if (isPlain || reading?.ok) expect(reading).toEqual({ ok: true, raw: text });
        else expect(reading).toMatchObject({ code: 'layout-doubt' });
      })
    );
  }
);
