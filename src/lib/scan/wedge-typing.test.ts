import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scannerKeys } from '../../../tests/factories/scanner-keys.ts';
import { seededRandom } from '../../../tests/factories/grey-canvas.ts';
import { characterAt, positionOf, type KeyPosition, type ScannerLayout } from './keyboard-layouts.ts';
import { DEFAULT_WEDGE, stepWedge, WEDGE_IDLE, type WedgeScan, type WedgeState } from './wedge.ts';
import type { KeyPress } from './wedge-input.ts';
import { readUnits } from './wedge-text.ts';

interface Press {
  at: number;
  key: string;
  position: KeyPosition;
}

const ENTER: KeyPosition = { code: 'Enter', shift: false, altGraph: false };

const pressOf = (character: string, at: number): Press => {
  const position = character === '\n' ? ENTER : positionOf('us', character);
  if (!position) throw new Error(`no key for ${character}`);
  return { at, key: character === '\n' ? 'Enter' : character, position };
};

/** What the wedge does with these keys: the scans, and the keys that the page does not get. */
function heard(presses: readonly Press[], inField: boolean): { scans: WedgeScan[]; swallowed: string[] } {
  const scans: WedgeScan[] = [];
  const swallowed: string[] = [];
  let state: WedgeState = WEDGE_IDLE;
  const still = { ctrl: false, alt: false, meta: false, capsLock: false, repeat: false };
  for (const { at, key, position } of presses) {
    const input: { type: 'down' } & KeyPress = { type: 'down', key, ...position, ...still, at, inField };
    const step = stepWedge(state, input, DEFAULT_WEDGE);
    state = step.state;
    if (step.scan) scans.push(step.scan);
    if (step.capture) swallowed.push(key);
  }
  return { scans, swallowed };
}

/**
 * A model of fast typing, no recording: pauses between keys of about 120 words a minute (median 100 ms,
 * log-normal, σ 0.45, as published for typists of 100 words a minute and more), one key in 25 rolled
 * with the one before (4 to 50 ms), never more than three together. Enter comes after a pause.
 */
function fastTyping(seed: number, words: number): Press[] {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const letters = 'etaoinshrdlucmfwypvbgkjqxz0123456789 ETAOIN-.';
  const presses: Press[] = [];
  let at = 0;
  let together = 1;
  for (let key = 0; key < words * 6; key++) {
    const rolls = together < 3 && random() < 0.04;
    together = rolls ? together + 1 : 1;
    at += rolls ? 4 + random() * 46 : Math.max(51, 100 * Math.exp(0.45 * normal()));
    presses.push(pressOf(letters[Math.floor(random() * letters.length)] ?? 'e', at));
    if (random() < 0.02) {
      at += 110 + random() * 200;
      presses.push(pressOf('\n', at));
      together = 1;
    }
  }
  return presses;
}

describe('no key of a fast typist is swallowed', () => {
  test.each([true, false])('over 40 modelled typists (in a field: %s)', (inField) => {
    for (let seed = 1; seed <= 40; seed++) {
      const presses = fastTyping(seed, 150);
      const { scans, swallowed } = heard(presses, inField);
      expect({ seed, scans, swallowed }).toEqual({ seed, scans: [], swallowed: [] });
    }
  });

  test('three keys struck at once, again and again, outside a field', () => {
    const presses = Array.from({ length: 200 }, (_, at) =>
      pressOf('abc'[at % 3] ?? 'a', Math.floor(at / 3) * 150 + (at % 3) * 4)
    );
    expect(heard(presses, false)).toEqual({ scans: [], swallowed: [] });
  });

  test('a scan in between is heard all the same', () => {
    const typed = fastTyping(7, 20);
    const from = (typed.at(-1)?.at ?? 0) + 1500;
    const scan = [...'SN-0001\n'].map((character, place) => pressOf(character, from + place * 5));
    const { scans } = heard([...typed, ...scan], true);
    expect(scans.map(({ reading }) => reading)).toEqual([{ ok: true, raw: 'SN-0001' }]);
  });
});

/** Texts of labels, and how a host of another layout shows them; read by position they are right. */
const garbled: { printed: string; host: ScannerLayout; shown: string }[] = [
  { printed: '9501234567891', host: 'fr', shown: 'ç(à&é"\'(-è_ç&' },
  { printed: 'SN-4711', host: 'fr', shown: "SN)'è&&" },
  { printed: 'AZQWM', host: 'fr', shown: 'QWAZ?' },
  { printed: 'x/y_z', host: 'de', shown: 'x-z?y' }
];

test.each(garbled)('$printed is read right on a host that shows $shown', ({ printed, host, shown }) => {
  const units = scannerKeys(printed, { host });
  expect(units.map((unit) => ('key' in unit ? unit.key : unit.text)).join('')).toBe(shown);
  expect(readUnits(units, 'us')).toEqual({ ok: true, raw: printed });
});

interface Sample {
  id: string;
  printed?: string;
  osLayout?: string;
  receivedKeyValues?: string;
}

const file = resolve(import.meta.dirname, '../../../../shared/vectors/wedge-examples.json');

describe.skipIf(!existsSync(file))('the samples that are shared, where they are', () => {
  const samples: Sample[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  const printed = samples.flatMap(({ id, printed: text, receivedKeyValues: received, osLayout }) =>
    text === undefined || received === undefined ? [] : [{ id, text, received, osLayout }]
  );

  test('there are some', () => expect(printed.length).toBeGreaterThan(10));

  test.each(printed)('$id: $text by position', ({ text, received, osLayout }) => {
    const units = scannerKeys(text, { host: 'fr' });
    const shown = units.map((unit) => ('key' in unit ? unit.key : unit.text)).join('');
    if (osLayout === 'fr-pc') expect(shown).toBe(received);
    const shownKeys = [...received];
    const asReceived = units.map((unit, at) =>
      'key' in unit ? { ...unit, key: shownKeys[at] ?? '' } : unit
    );
    expect(readUnits(asReceived, 'us')).toEqual({ ok: true, raw: text });
  });

  test.each(printed)('$id: without positions it is never taken as it came', ({ text, received }) => {
    const units = [...received].map((key) => ({ text: key, from: 'key' as const }));
    const reading = readUnits(units, 'us');
    if (reading.ok) expect(reading.raw).toBe(text);
  });
});

test('every printing key of a layout is where a host of that layout sees it', () => {
  for (const layout of ['us', 'fr', 'de'] as const) {
    for (const unit of scannerKeys('AZaz09-/.', { layout, host: layout })) {
      if ('key' in unit) expect(characterAt(layout, unit.position)).toBe(unit.key);
    }
  }
});
