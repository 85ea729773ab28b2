import { expect, test } from 'vitest';
import { detected } from '../../../tests/factories/detections.ts';
import { agree, AGREEMENT_START } from './frame-agreement.ts';
import type { Detection } from './detection.ts';

/** The texts believed in each of the frames. */
function believedIn(frames: readonly Detection[][]): string[][] {
  let state = AGREEMENT_START;
  return frames.map((detections) => {
    const result = agree(state, detections);
    state = result.state;
    return result.believed.map(({ text }) => text);
  });
}

const code39 = (text: string) => detected({ symbology: 'code39', text });

test('a code with a strong check is believed at sight', () => {
  expect(believedIn([[detected({ symbology: 'datamatrix', text: 'A' })]])).toEqual([['A']]);
});

test.each(['code39', 'itf', 'ean13'] as const)(
  '%s is believed when a second frame says the same',
  (symbology) => {
    const seen = detected({ symbology, text: '12345678' });
    expect(believedIn([[seen], [seen]])).toEqual([[], ['12345678']]);
  }
);

test('a frame that sees nothing in between does no harm, a long absence does', () => {
  expect(believedIn([[code39('A')], [], [code39('A')]]).at(-1)).toEqual(['A']);
  const absence = Array.from({ length: 9 }, () => []);
  expect(believedIn([[code39('A')], ...absence, [code39('A')]]).at(-1)).toEqual([]);
});

test('a place that says now this, now that is not believed', () => {
  expect(believedIn([[code39('A')], [code39('B')], [code39('A')], [code39('B')]]).flat()).toEqual([]);
});

test('two codes side by side do not contradict each other', () => {
  const left = detected({ symbology: 'code39', text: 'A', left: 0 });
  const right = detected({ symbology: 'code39', text: 'B', left: 500 });
  expect(
    believedIn([
      [left, right],
      [left, right]
    ])
  ).toEqual([[], ['A', 'B']]);
});

test('the same text under another symbology is another code', () => {
  const itf = detected({ symbology: 'itf', text: '123456', left: 500 });
  expect(believedIn([[code39('123456')], [itf]]).flat()).toEqual([]);
});

test('what the JavaScript port read is believed only when a second frame says the same', () => {
  const seen: Detection = { ...detected({ symbology: 'datamatrix', text: 'A' }), engine: 'zxing-js' };
  expect(believedIn([[seen], [seen]])).toEqual([[], ['A']]);
});
