import { expect, test } from 'vitest';
import { seededRandom } from '../../../tests/factories/grey-canvas.ts';
import { positionOf } from './keyboard-layouts.ts';
import { DEFAULT_WEDGE, stepWedge, WEDGE_IDLE, type WedgeState } from './wedge.ts';
import type { KeyPress } from './wedge-input.ts';
import { scanOfPaste } from './wedge-paste.ts';

/*
 * The samples of events that are shared as words, by their numbers: a slow
 * person (w057), two scans back to back (w061), Ctrl+] for GS (w065) and a
 * scanner in clipboard mode (w069).
 */

interface Heard {
  raws: string[];
  /** Keys that neither page nor browser gets. */
  swallowed: string[];
}

const GS = '\u001d';

function keyFor(character: string): Pick<KeyPress, 'key' | 'code' | 'shift' | 'ctrl'> {
  if (character === '\n') return { key: 'Enter', code: 'Enter', shift: false, ctrl: false };
  if (character === GS) return { key: ']', code: 'BracketRight', shift: false, ctrl: true };
  const position = positionOf('us', character);
  if (!position) throw new Error(`no key for ${character}`);
  return { key: character, code: position.code, shift: position.shift, ctrl: false };
}

/** What becomes of a text typed with these pauses between its keys. */
function typed(text: string, pause: () => number, inField: boolean): Heard {
  const heard: Heard = { raws: [], swallowed: [] };
  let state: WedgeState = WEDGE_IDLE;
  let at = 5000;
  for (const character of text) {
    at += pause();
    const still = { alt: false, altGraph: false, meta: false, capsLock: false, repeat: false };
    const step = stepWedge(
      state,
      { type: 'down', ...keyFor(character), ...still, at, inField },
      DEFAULT_WEDGE
    );
    state = step.state;
    if (step.scan?.reading.ok) heard.raws.push(step.scan.reading.raw);
    if (step.capture) heard.swallowed.push(character);
  }
  return heard;
}

test.each([true, false])(
  'w057: SN-0001 typed slowly is no scan, and no key is lost (in a field: %s)',
  (inField) => {
    for (let seed = 1; seed <= 20; seed++) {
      const random = seededRandom(seed);
      const heard = typed('SN-0001\n', () => 120 + random() * 180, inField);
      expect(heard).toEqual({ raws: [], swallowed: [] });
    }
  }
);

test.each([true, false])('w061: two scans 3 ms apart are two, in their order (in a field: %s)', (inField) => {
  expect(typed('SN-0001\nSN-0002\n', () => 3, inField).raws).toEqual(['SN-0001', 'SN-0002']);
});

test.each([true, false])(
  'w065: Ctrl+] is a GS, and the browser gets no shortcut (in a field: %s)',
  (inField) => {
    const { raws, swallowed } = typed(`10LOT77${GS}21SN-0001\n`, () => 5, inField);
    expect(raws).toEqual([`10LOT77${GS}21SN-0001`]);
    expect(swallowed).toContain(GS);
  }
);

test('w069: forty pasted characters are one scan, unless a person pastes them into a field', () => {
  const text = `]d2010950123456789121SN-0001${'0'.repeat(12)}`;
  expect(text).toHaveLength(40);
  expect(scanOfPaste({ text: `${text}\r\n`, inField: false, ctrlToV: null })).toBe(text);
  expect(scanOfPaste({ text, inField: true, ctrlToV: 3 })).toBe(text);
  expect(scanOfPaste({ text, inField: true, ctrlToV: 90 })).toBeNull();
});
