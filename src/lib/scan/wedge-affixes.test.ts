import { expect, test } from 'vitest';
import { positionOf } from './keyboard-layouts.ts';
import { DEFAULT_WEDGE, stepWedge, WEDGE_IDLE, type WedgeOptions } from './wedge.ts';

const still = { ctrl: false, alt: false, meta: false, capsLock: false, repeat: false };
const ENTER = { code: 'Enter', shift: false, altGraph: false };

/** What a US scanner is heard to send, Enter after it. */
function heard(text: string, options: Partial<WedgeOptions>): string | undefined {
  let state = WEDGE_IDLE;
  let raw: string | undefined;
  [...text, 'Enter'].forEach((key, place) => {
    const position = key === 'Enter' ? ENTER : positionOf('us', key);
    if (!position) throw new Error(`no key for ${key}`);
    const input = { type: 'down', key, ...position, ...still, at: place * 5, inField: false } as const;
    const step = stepWedge(state, input, { ...DEFAULT_WEDGE, ...options });
    state = step.state;
    raw = step.scan?.reading.raw ?? raw;
  });
  return raw;
}

test('prefix and suffix are taken off once, and only at their end', () => {
  expect(heard('XXSNX-1YY', { prefix: 'X', suffix: 'Y' })).toBe('XSNX-1Y');
  expect(heard('SN-1', { prefix: 'X', suffix: 'Y' })).toBe('SN-1');
});

test('a mark that stands for GS becomes GS, wherever it stands', () => {
  expect(heard('10A|21B|17270101', { gs: '|' })).toBe('10A\u001d21B\u001d17270101');
  expect(heard('10A|21B', { gs: '' })).toBe('10A|21B');
});
