import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBuilt } from './app-build.ts';
import { ensureChromium } from './chromium.ts';
import { bin, run } from './processes.ts';
import { playwrightTally, sumTallies, vitestTally, type Tally } from './tally.ts';

/** Everything that must hold before a change lands. The last line sums all runners. */
const reports = mkdtempSync(path.join(tmpdir(), 'douchette-test-'));
const tallies: Tally[] = [];

async function check(title: string, command: string, args: readonly string[]): Promise<void> {
  console.log(`\n▸ ${title}`);
  const code = await run(command, args);
  tallies.push({ title, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] });
}

function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

async function vitest(): Promise<void> {
  console.log('\n▸ unit, property, conformance and API tests');
  const report = path.join(reports, 'vitest.json');
  const code = await run(bin('vitest'), [
    'run',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`
  ]);
  tallies.push(vitestTally({ report: readReport(report), code }));
}

async function playwright(): Promise<void> {
  console.log('\n▸ browser tests');
  const chromium = await ensureChromium();
  const built = chromium ? await ensureBuilt() : 1;
  if (!chromium) {
    console.error('No Chromium here, and none could be installed: set CHROMIUM_PATH to one.');
  }
  if (!chromium || built !== 0) {
    tallies.push({ title: 'browser', passed: 0, failed: 1, skipped: [] });
    return;
  }
  const report = path.join(reports, 'playwright.json');
  const code = await run(bin('playwright'), ['test', '--reporter=list,json'], {
    env: { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report }
  });
  tallies.push(playwrightTally({ report: readReport(report), code }));
}

await run(bin('svelte-kit'), ['sync'], { quiet: true });
await check('types of the app', bin('svelte-check'), ['--fail-on-warnings', '--output', 'human']);
await check('types of the service worker', bin('tsc'), ['-p', 'tsconfig.worker.json']);
await check('types of server, scripts and tests', bin('tsc'), ['-p', 'server/tsconfig.json']);
await check('lint', bin('eslint'), ['.', '--max-warnings', '0']);
await check('import rule', bin('depcruise'), ['src', 'server', '--config', '.dependency-cruiser.js']);
await vitest();
await playwright();

const total = sumTallies(tallies);
console.log('');
for (const tally of tallies) {
  console.log(
    `${tally.failed === 0 ? '✓' : '✗'} ${tally.title}: ${tally.passed} passed, ${tally.failed} failed`
  );
  for (const name of tally.skipped) console.log(`  skipped: ${name}`);
}
process.exitCode = total.failed === 0 ? 0 : 1;
console.log(`${total.passed} passed, ${total.failed} failed`);
