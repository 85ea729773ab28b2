import { setTimeout as after } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { SeededRandom } from '../factories/device.ts';
import { releasedVersions } from '../factories/older-device.ts';
import { KillWorld } from '../kill/browser-process.ts';
import type { Looked, TwoTabs, Upgraded } from '../kill/upgrade-report.ts';

/** Faults f07 and f09: tables brought up to date with a queue in them, in a real browser. */
const ROUNDS = Number(process.env.UPGRADE_KILL_ROUNDS ?? 4);
const SEED = Number(process.env.UPGRADE_KILL_SEED ?? 7);
const WAITING = 5000;
/** Bringing so many rows up to date takes a good second here. */
const LONGEST_GRACE_MS = 1200;
const LONGEST_ROUND_MS = 40_000;
const NATIVE = 10;
const newest = (releasedVersions.at(-1) ?? 1) * NATIVE;

let world: KillWorld;

test.beforeEach(async () => {
  world = await KillWorld.open('upgrade-page.ts');
});
test.afterEach(async () => world.close());

function expectNoFailure(): Promise<never> {
  return world.next('/failed').then((said) => {
    throw new Error(`the page failed: ${String(said)}`);
  });
}

async function ask<Answer>(profile: string, query: string, place: string): Promise<Answer> {
  const answered = world.next(place) as Promise<Answer>;
  const failed = expectNoFailure();
  failed.catch(() => undefined);
  world.start(profile, query);
  return Promise.race([answered, failed]);
}

test(`the browser is killed ${ROUNDS} times while it brings ${WAITING} waiting rows up to date: begun or not, none is lost (seed ${SEED})`, async () => {
  test.setTimeout(60_000 + ROUNDS * LONGEST_ROUND_MS);
  const random = new SeededRandom(SEED);
  const outcomes = { notBegun: 0, complete: 0, emptied: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    const profile = `upgrade-${round}`;
    const from = random.pick(releasedVersions.slice(0, -1));
    const fill = `?do=fill&version=${from}&waiting=${WAITING}&seed=${round + 1}`;
    const ids = (await ask<string[]>(profile, fill, '/filled')).sort();
    await world.kill();

    const looked = await ask<Looked>(profile, '?do=upgrade', '/begin');
    if (looked.native !== null && looked.waiting > 0) {
      expect(looked).toEqual({ native: from * NATIVE, waiting: WAITING });
    }
    await after(random.next() * LONGEST_GRACE_MS);
    await world.kill();

    const upgraded = await ask<Upgraded>(profile, '?do=upgrade', '/upgraded');
    await world.kill();
    const { native, waiting } = upgraded.looked;
    const at = `round ${round}, from version ${from}, found ${native} with ${waiting}`;
    expect(upgraded.ids.sort(), at).toEqual(ids);
    expect(upgraded.native, at).toBe(newest);
    // Complete or not begun; or the browser came back with nothing (f01), and a person is told.
    if (waiting === 0) {
      outcomes.emptied += 1;
      expect(upgraded.told, at).toBe(true);
    } else {
      expect(waiting, at).toBe(WAITING);
      expect([from * NATIVE, newest], at).toContain(native);
      outcomes[native === newest ? 'complete' : 'notBegun'] += 1;
    }
  }
  console.log(`killed in mid-upgrade, seed ${SEED}: ${JSON.stringify(outcomes)}`);
});

test('an older tab scans while another one upgrades: nothing is held up, each scan is stored or refused', async () => {
  for (const from of releasedVersions.slice(0, -1)) {
    const query = `?do=tabs&version=${from}&waiting=1000`;
    const tabs = await ask<TwoTabs>(`tabs-${from}`, query, '/tabs');
    await world.kill();
    expect(tabs.held.sort(), `from version ${from}`).toEqual([...tabs.before, ...tabs.stored].sort());
    expect(tabs.stored.length + tabs.refused.length).toBeGreaterThan(5);
    const { stored, refused, tookMs } = tabs;
    console.log(
      `from version ${from}: ${stored.length} stored, refused ${refused.join() || 'none'}, ${tookMs} ms`
    );
  }
});
