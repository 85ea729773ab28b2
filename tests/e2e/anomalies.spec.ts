import type { Page } from '@playwright/test';
import type { Messages } from '../../src/lib/i18n/messages.fr.ts';
import { languages } from './support/languages.ts';
import { MovementHand } from './support/movement-hand.ts';
import { expect, test, type World } from './support/story.ts';

const PRODUCT = 'PC-PRO14';
const PRODUCT_ID = 'prd-pc-pro14';
const DESK_VIEW = { viewport: { width: 1280, height: 800 } };

const card = (page: Page, serial: string) => page.getByRole('article').filter({ hasText: serial });

async function openAnomalies(world: World, page: Page, t: Messages): Promise<void> {
  await page.goto(`${world.network.url}/anomalies`);
  await expect(page.getByRole('heading', { name: t.anomalies.title, level: 1 })).toBeVisible();
}

/** Opens the dialog of one anomaly and chooses a way out. */
async function settleBy(
  page: Page,
  t: Messages,
  { serial, way }: { serial: string; way: keyof Messages['anomalies']['dialog']['ways'] }
): Promise<void> {
  await card(page, serial).getByRole('button', { name: t.anomalies.settle }).click();
  await page.getByRole('dialog').getByText(t.anomalies.dialog.ways[way]).click();
}

const save = (page: Page, t: Messages) =>
  page.getByRole('dialog').getByRole('button', { name: t.anomalies.dialog.confirm }).click();

for (const { name, locale, t } of languages) {
  test(`the desk sees both claims side by side and accepts with a reason, or takes one side back, ${name}`, async ({
    world
  }) => {
    const ada = await world.device('Téléphone Ada', { operator: 'Ada', locale });
    const bob = await world.device('Téléphone Bob', { operator: 'Bob', locale });
    const desk = await world.device('Bureau', { operator: 'Claire', locale, ...DESK_VIEW });
    const api = await world.api();
    world.network.cut();
    for (const serial of ['E2E-A', 'E2E-B']) {
      await new MovementHand(ada, t).make('entry', { product: PRODUCT, serial }, t.movement.result.entered);
      await new MovementHand(bob, t).make('entry', { product: PRODUCT, serial }, t.movement.result.entered);
    }
    world.network.mode = 'up';
    await expect.poll(async () => (await api.serial(PRODUCT_ID, 'E2E-B'))?.history.length).toBe(2);
    await expect.poll(async () => (await api.serial(PRODUCT_ID, 'E2E-A'))?.history.length).toBe(2);

    await openAnomalies(world, desk, t);
    await expect(card(desk, 'E2E-A')).toContainText(t.terms.anomaly['double-entry'].title);
    await expect(card(desk, 'E2E-A')).toContainText('Ada, Téléphone Ada');
    await expect(card(desk, 'E2E-A')).toContainText('Bob, Téléphone Bob');

    await settleBy(desk, t, { serial: 'E2E-A', way: 'accept' });
    await save(desk, t);
    await expect(desk.getByRole('dialog')).toContainText(t.anomalies.problems['reason-missing']);
    await desk
      .getByRole('dialog')
      .getByLabel(t.anomalies.dialog.reason)
      .fill('Deux cartons, un seul appareil');
    await save(desk, t);
    await expect(card(desk, 'E2E-A')).toHaveCount(0);

    await settleBy(desk, t, { serial: 'E2E-B', way: 'reverse' });
    await desk.getByRole('dialog').getByLabel(t.anomalies.dialog.reason).fill('Scanné deux fois');
    await save(desk, t);
    await expect(card(desk, 'E2E-B')).toHaveCount(0);
    const reversed = await api.serial(PRODUCT_ID, 'E2E-B');
    expect(reversed?.row.anomalies).toEqual([]);
    expect(reversed?.row.state.status).toBe('in-stock');

    await desk.getByRole('radio', { name: t.anomalies.closed }).check({ force: true });
    await expect(card(desk, 'E2E-A')).toContainText(t.anomalies.closing.accepted);
    await expect(card(desk, 'E2E-A')).toContainText('Deux cartons, un seul appareil');
    await expect(card(desk, 'E2E-B')).toContainText(t.anomalies.closing.reversed);
  });

  test(`a missing receipt is added before the exit that lacked it, and a misread serial is corrected, ${name}`, async ({
    world
  }) => {
    const desk = await world.device('Bureau', { operator: 'Claire', locale, ...DESK_VIEW });
    const api = await world.api();
    for (const serial of ['E2E-C', 'E2E-D0']) {
      await new MovementHand(desk, t).make('exit', { product: PRODUCT, serial }, t.movement.result.unknown);
      await expect.poll(async () => (await api.serial(PRODUCT_ID, serial))?.history.length).toBe(1);
    }
    await new MovementHand(desk, t).make(
      'entry',
      { product: PRODUCT, serial: 'E2E-DO' },
      t.movement.result.entered
    );
    await expect.poll(async () => (await api.serial(PRODUCT_ID, 'E2E-DO'))?.history.length).toBe(1);

    await openAnomalies(world, desk, t);
    await expect(card(desk, 'E2E-C')).toContainText(t.terms.anomaly['exit-without-entry'].title);
    await settleBy(desk, t, { serial: 'E2E-C', way: 'add' });
    await desk
      .getByRole('dialog')
      .getByLabel(t.anomalies.dialog.kind, { exact: true })
      .selectOption({ label: t.terms.kind.receipt });
    await save(desk, t);
    await expect(card(desk, 'E2E-C')).toHaveCount(0);
    const explained = await api.serial(PRODUCT_ID, 'E2E-C');
    expect(explained?.row.state.status).toBe('delivered');
    expect(explained?.history.map(({ movement }) => movement.kind)).toEqual(['receipt', 'shipment']);

    await settleBy(desk, t, { serial: 'E2E-D0', way: 'correct' });
    await desk.getByRole('dialog').getByLabel(t.anomalies.dialog.serial).fill('E2E-DO');
    await save(desk, t);
    await expect(card(desk, 'E2E-D0')).toHaveCount(0);
    expect((await api.serial(PRODUCT_ID, 'E2E-DO'))?.row.state.status).toBe('in-stock');
    expect((await api.serial(PRODUCT_ID, 'E2E-D0'))?.row.alias?.serial).toBe('E2E-DO');
  });

  test(`without a network the desk is told why the list is missing, and has it once the network is back, ${name}`, async ({
    world
  }) => {
    const desk = await world.device('Bureau', { operator: 'Claire', locale, ...DESK_VIEW });
    world.network.cut();
    await openAnomalies(world, desk, t);
    await expect(desk.getByText(t.anomalies.needsNetwork)).toBeVisible();
    world.network.mode = 'up';
    await expect(desk.getByText(t.anomalies.needsNetwork)).toHaveCount(0);
    await expect(desk.getByRole('article').first()).toBeVisible();
  });
}
