import { z } from 'zod';

/** What one runner found; skipped tests are named, never just counted. */
export interface Tally {
  title: string;
  passed: number;
  failed: number;
  skipped: string[];
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({ assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })) })
  )
});

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() })
});

/** A runner that failed without a failed test (a file that does not load, a crash) counts as one failure. */
function atLeastOneFailure(failed: number, code: number): number {
  return code === 0 ? failed : Math.max(1, failed);
}

export function vitestTally(run: { report: unknown; code: number }): Tally {
  const parsed = vitestReport.safeParse(run.report);
  if (!parsed.success) return { title: 'vitest', passed: 0, failed: 1, skipped: [] };
  const tests = parsed.data.testResults.flatMap((file) => file.assertionResults);
  return {
    title: 'vitest',
    passed: parsed.data.numPassedTests,
    failed: atLeastOneFailure(parsed.data.numFailedTests, run.code),
    skipped: tests
      .filter(({ status }) => status !== 'passed' && status !== 'failed')
      .map(({ fullName }) => fullName)
  };
}

export function playwrightTally(run: { report: unknown; code: number }): Tally {
  const parsed = playwrightReport.safeParse(run.report);
  if (!parsed.success) return { title: 'browser', passed: 0, failed: 1, skipped: [] };
  const { expected, unexpected, flaky, skipped } = parsed.data.stats;
  return {
    title: 'browser',
    passed: expected,
    failed: atLeastOneFailure(unexpected + flaky, run.code),
    skipped: skipped > 0 ? [`${skipped} browser tests, see the list above`] : []
  };
}

export function sumTallies(tallies: readonly Tally[]): { passed: number; failed: number } {
  return {
    passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
    failed: tallies.reduce((sum, { failed }) => sum + failed, 0)
  };
}
