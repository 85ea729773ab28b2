import { expect, test } from 'vitest';
import { playwrightTally, sumTallies, vitestTally } from './tally.ts';

const vitestReport = (statuses: string[]) => ({
  numPassedTests: statuses.filter((status) => status === 'passed').length,
  numFailedTests: statuses.filter((status) => status === 'failed').length,
  testResults: [
    { assertionResults: statuses.map((status, index) => ({ status, fullName: `test ${index}` })) }
  ]
});

test('a runner that dies without a report is a failure', () => {
  expect(vitestTally({ report: null, code: 1 }).failed).toBe(1);
  expect(playwrightTally({ report: {}, code: 0 }).failed).toBe(1);
});

test('a runner that fails without a failed test is a failure', () => {
  expect(vitestTally({ report: vitestReport(['passed']), code: 1 })).toMatchObject({ passed: 1, failed: 1 });
});

test('skipped tests are named', () => {
  expect(vitestTally({ report: vitestReport(['passed', 'pending']), code: 0 }).skipped).toEqual(['test 1']);
});

test('a flaky browser test is a failure', () => {
  const stats = { expected: 3, unexpected: 0, flaky: 1, skipped: 0 };
  expect(playwrightTally({ report: { stats }, code: 0 })).toMatchObject({ passed: 3, failed: 1 });
});

test('the sum is over all runners', () => {
  const tally = { title: '', skipped: [] };
  expect(
    sumTallies([
      { ...tally, passed: 2, failed: 0 },
      { ...tally, passed: 3, failed: 1 }
    ])
  ).toEqual({ passed: 5, failed: 1 });
});
