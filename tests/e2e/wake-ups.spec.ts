import type { Page } from '@playwright/test';
import { expectOutcome, makeMovement } from './support/movement-form.ts';
import { expect, test } from './support/story.ts';

/**
 * Fault f14: a browser without Background Sync, as on iOS. Each trigger sends by itself
 * what waits: time stands still in the page, so that no timer does it instead.
 */
const PRODUCT = 'ECR-24';
const PRODUCT_ID = 'prd-ecr-24';

const triggers: Record<string, (page: Page) => Promise<unknown>> = {
  'the network comes back': (page) => page.context().setOffline(false),
  'the app comes to the front': (page) =>
    page.evaluate(() => document.dispatchEvent(new Event('visibilitychange'))),
  'the app is started': (page) => page.reload(),
  'its timer goes off': (page) => page.clock.fastForward(60_000)
};

const isSyncing = (page: Page): Promise<boolean> =>
  page.evaluate(async () => {
    const { held = [] } = await navigator.locks.query();
    return held.some(({ name }) => name === 'douchette-sync');
  });

for (const [when, happen] of Object.entries(triggers)) {
  test(`without Background Sync what waits goes out when ${when}, and nobody touches anything`, async ({
    world
  }) => {
    const phone = await world.device('Téléphone');
    const api = await world.api();
    await phone.addInitScript(() => {
      Reflect.deleteProperty(ServiceWorkerRegistration.prototype, 'sync');
    });
    await phone.clock.install();
    // The browser itself hears of its connection only where that is the trigger.
    await phone.context().setOffline(when === 'the network comes back');
    world.network.cut();
    await makeMovement(phone, { form: 'Entrée de stock', product: PRODUCT, serial: 'WAKE-1' });
    await expectOutcome(phone, 'Entré');
    await expect(phone.getByRole('link', { name: /1 mouvement en attente/ })).toBeVisible();
    expect(
      await phone.evaluate(async () => 'sync' in ((await navigator.serviceWorker.getRegistration()) ?? {}))
    ).toBe(false);
    // Timers that are due by then go off now, and in vain.
    await phone.clock.pauseAt(new Date(Date.now() + 60_000));
    await expect.poll(() => isSyncing(phone)).toBe(false);
    world.network.mode = 'up';
    expect(await api.serial(PRODUCT_ID, 'WAKE-1')).toBeNull();
    await happen(phone);
    await expect.poll(async () => (await api.serial(PRODUCT_ID, 'WAKE-1'))?.history.length).toBe(1);
  });
}
