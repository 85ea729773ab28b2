import { expect, test } from 'vitest';
import { CLOCK_TOLERANCE_MS, correctInstant } from './correct-instant.ts';

const HOUR = 3_600_000;
const ARRIVED = 100 * HOUR;
const truth = ARRIVED - HOUR;

test('a clock that is nearly right is believed', () => {
  for (const off of [0, CLOCK_TOLERANCE_MS, -CLOCK_TOLERANCE_MS]) {
    const reading = truth + off;
    const evidence = { recordedAt: reading, wallMs: reading, offsetMs: -off, arrivedAt: ARRIVED };
    expect(correctInstant(evidence)).toBeUndefined();
  }
});

test('a clock that is plainly wrong, either way, is corrected to the true instant', () => {
  for (const off of [CLOCK_TOLERANCE_MS + 1, HOUR, -24 * HOUR, 90_000 * HOUR]) {
    const reading = truth + off;
    const evidence = { recordedAt: reading, wallMs: reading, offsetMs: -off, arrivedAt: ARRIVED };
    expect(correctInstant(evidence)).toBe(truth);
  }
});

test('a device that knew its offset is not corrected twice', () => {
  const evidence = { recordedAt: truth, wallMs: truth - HOUR, offsetMs: HOUR, arrivedAt: ARRIVED };
  expect(correctInstant(evidence)).toBeUndefined();
});

test('a clock put right between scan and push does not move an instant that was right', () => {
  const evidence = { recordedAt: truth, wallMs: truth - 500_000 * HOUR, offsetMs: 0, arrivedAt: ARRIVED };
  expect(correctInstant(evidence)).toBeUndefined();
});

test('nothing was recorded after it arrived', () => {
  const future = { recordedAt: ARRIVED + HOUR, wallMs: ARRIVED + HOUR, offsetMs: 0, arrivedAt: ARRIVED };
  expect(correctInstant(future)).toBe(ARRIVED);
  const unaware = {
    recordedAt: truth + 9 * HOUR,
    wallMs: truth + 9 * HOUR,
    offsetMs: -HOUR,
    arrivedAt: ARRIVED
  };
  expect(correctInstant(unaware)).toBe(ARRIVED);
});

test('a clock that jumped since the scan does not move an instant that was right', () => {
  const jumped = { recordedAt: truth, wallMs: truth + 9 * HOUR, offsetMs: -HOUR, arrivedAt: ARRIVED };
  expect(correctInstant(jumped)).toBeUndefined();
});
