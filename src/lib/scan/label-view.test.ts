import { expect, test } from 'vitest';
import { detected } from '../../../tests/factories/detections.ts';
import type { Detection } from './detection.ts';
import { GONE_AFTER_MS, LABEL_VIEW_START, viewFrame, type FrameReading } from './label-view.ts';

const GTIN = detected({ text: 'gtin', left: 0 });
const SERIAL = detected({ text: 'serial', left: 300 });

type Frame = [at: number, effort: FrameReading['effort'], detections: Detection[]];

/** The labels told, each as its texts. */
function toldIn(frames: readonly Frame[]): string[][] {
  let state = LABEL_VIEW_START;
  const told: string[][] = [];
  for (const [at, effort, detections] of frames) {
    const result = viewFrame(state, { at, effort, detections });
    state = result.state;
    if (result.label) told.push(result.label.map(({ text }) => text));
  }
  return told;
}

test('a label is told once, with all its codes, after a full look', () => {
  const frames: Frame[] = [
    [0, 'fast', [GTIN]],
    [50, 'full', [GTIN, SERIAL]],
    [100, 'fast', [GTIN]],
    [150, 'full', [GTIN, SERIAL]]
  ];
  expect(toldIn(frames)).toEqual([['gtin', 'serial']]);
});

test('another look is asked for until the label is told', () => {
  const first = viewFrame(LABEL_VIEW_START, { at: 0, effort: 'fast', detections: [GTIN] });
  expect(first.unsettled).toBe(true);
  expect(viewFrame(first.state, { at: 50, effort: 'full', detections: [GTIN] }).unsettled).toBe(false);
});

test('a code that joins later has the whole label told again', () => {
  const frames: Frame[] = [
    [0, 'full', [GTIN]],
    [50, 'full', [GTIN, SERIAL]]
  ];
  expect(toldIn(frames)).toEqual([['gtin'], ['gtin', 'serial']]);
});

test('a hand that shakes does not have a label told twice; one that goes away and comes back does', () => {
  const shaking: Frame[] = [
    [0, 'full', [GTIN]],
    [600, 'full', []],
    [1100, 'full', [GTIN]]
  ];
  expect(toldIn(shaking)).toEqual([['gtin']]);
  const gone = GONE_AFTER_MS + 1;
  const leaving: Frame[] = [
    [0, 'full', [GTIN]],
    [gone, 'full', []],
    [gone + 50, 'full', [GTIN]]
  ];
  expect(toldIn(leaving)).toEqual([['gtin'], ['gtin']]);
});

test('a hand that moves on to the next label does not marry the two', () => {
  const frames: Frame[] = [
    [0, 'full', [GTIN]],
    [500, 'full', [SERIAL]]
  ];
  expect(toldIn(frames)).toEqual([['gtin'], ['serial']]);
});

test('a code that needs a second sighting is waited for, but not for ever', () => {
  const doubtful = detected({ symbology: 'code39', text: 'lot', left: 600 });
  const twice: Frame[] = [
    [0, 'full', [GTIN, doubtful]],
    [50, 'full', [GTIN, doubtful]]
  ];
  expect(toldIn(twice)).toEqual([['gtin', 'lot']]);
  const flickering = Array.from({ length: 6 }, (_, at): Frame => {
    const other = detected({ symbology: 'code39', text: `lot${at}`, left: 600 });
    return [at * 50, 'full', [GTIN, other]];
  });
  expect(toldIn(flickering)).toEqual([['gtin']]);
});
