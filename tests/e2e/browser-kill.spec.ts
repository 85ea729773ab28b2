import { expect, test } from '@playwright/test';
import { KillWorld } from '../kill/browser-process.ts';
import { killRounds } from '../kill/kill-rounds.ts';

/**
 * Fault f01: the whole browser is killed while it writes the queue. Its database
 * may come back smaller, or empty; the scans that beeped must not.
 */
const ROUNDS = Number(process.env.BROWSER_KILL_ROUNDS ?? 20);
const SEED = Number(process.env.BROWSER_KILL_SEED ?? 1);
const LONGEST_ROUND_MS = 20_000;

let world: KillWorld;

test.beforeEach(async () => {
  world = await KillWorld.open();
});
test.afterEach(async () => world.close());

test('the second copy in the files of a real browser does what every second copy must', async () => {
  const problems = world.next('/conformance');
  world.start('conformance', '');
  expect(await problems).toEqual([]);
});

for (const durability of ['strict', 'relaxed'] as const) {
  test(`no scan that beeped is lost when the browser is killed (${durability} writes)`, async () => {
    const rounds = Math.ceil(ROUNDS / 2);
    test.setTimeout(60_000 + rounds * LONGEST_ROUND_MS);
    const tally = await killRounds(world, { durability, rounds, seed: SEED });
    const { problems, ...counts } = tally;
    console.log(`${durability}, seed ${SEED}: ${JSON.stringify(counts)}`);
    expect(problems).toEqual([]);
    expect(counts.rounds).toBe(rounds);
    expect(counts.beeps).toBeGreaterThanOrEqual(rounds);
  });
}
