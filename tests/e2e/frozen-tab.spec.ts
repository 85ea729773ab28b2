import { LOCK_PATIENCE_MS } from '../../src/lib/sync/pass-lock.ts';
import { expectOutcome, makeMovement } from './support/movement-form.ts';
import { expect, test } from './support/story.ts';

const PRODUCT = 'ECR-24';
const PRODUCT_ID = 'prd-ecr-24';

/** Fault f15: the browser puts the tab to sleep that holds the lock of the sync, in mid-push. */
test('a frozen tab holds the lock of the sync; another tab takes over, and each scan is stored once', async ({
  world
}) => {
  const frozen = await world.device('Téléphone');
  const api = await world.api();
  await expect(frozen.getByRole('link', { name: /À jour/ })).toBeVisible();
  world.network.mode = 'hang';
  await makeMovement(frozen, { form: 'Entrée de stock', product: PRODUCT, serial: 'FROZEN-1' });
  await expectOutcome(frozen, 'Entré');
  await expect.poll(() => world.network.hangingPushes).toBeGreaterThan(0);
  const sleeper = await frozen.context().newCDPSession(frozen);
  await sleeper.send('Page.setWebLifecycleState', { state: 'frozen' });

  const awake = await frozen.context().newPage();
  await awake.clock.install();
  await awake.goto(world.network.url);
  const holders = () =>
    awake.evaluate(async () => {
      const { held = [], pending = [] } = await navigator.locks.query();
      const named = (locks: LockInfo[]) => locks.filter(({ name }) => name === 'douchette-sync').length;
      return { held: named(held), pending: named(pending) };
    });
  await expect.poll(holders).toEqual({ held: 1, pending: 1 });
  world.network.mode = 'up';
  await makeMovement(awake, { form: 'Entrée de stock', product: PRODUCT, serial: 'AWAKE-1' });
  await expectOutcome(awake, 'Entré');
  expect(await api.serial(PRODUCT_ID, 'AWAKE-1')).toBeNull();
  await expect.poll(holders).toEqual({ held: 1, pending: 1 });

  await awake.clock.fastForward(LOCK_PATIENCE_MS);
  for (const serial of ['FROZEN-1', 'AWAKE-1']) {
    await expect.poll(async () => (await api.serial(PRODUCT_ID, serial))?.history.length).toBe(1);
  }
  await expect(awake.getByRole('link', { name: /À jour/ })).toBeVisible();

  // Awake again it has an answer to wait for that nobody needs any more.
  await sleeper.send('Page.setWebLifecycleState', { state: 'active' });
  await makeMovement(frozen, { form: 'Entrée de stock', product: PRODUCT, serial: 'THAWED-1' });
  await expectOutcome(frozen, 'Entré');
  await expect.poll(async () => (await api.serial(PRODUCT_ID, 'THAWED-1'))?.history.length).toBe(1);
  expect((await api.serial(PRODUCT_ID, 'FROZEN-1'))?.history).toHaveLength(1);
});
