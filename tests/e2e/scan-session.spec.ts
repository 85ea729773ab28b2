import type { Page } from '@playwright/test';
import { wedge } from './support/hardware-scanner.ts';
import { fillCatalogue } from './support/movement-catalogue.ts';
import { expectOutcome, openForm } from './support/movement-form.ts';
import { expect, test } from './support/story.ts';

const PORTABLE = 'prd-portable';

async function store(page: Page, serial: string): Promise<void> {
  await wedge(page, `]d2010952123400001321${serial}`);
  await page.getByRole('button', { name: 'OK', exact: true }).click();
}

test('a repeat is told with how long ago it was; the last scan is undone by a movement, sent or not', async ({
  world
}) => {
  await fillCatalogue(world.folder);
  const api = await world.api();
  const phone = await world.device('Téléphone');
  await openForm(phone, 'Entrée de stock');
  await store(phone, 'SN0001');
  await expectOutcome(phone, 'Entré');
  await store(phone, 'SN0001');
  await expect(phone.getByText(/Déjà scanné il y a \d+\ss/)).toBeVisible();
  await expect(phone.getByText(/1\smouvement fait ici/)).toBeVisible();

  world.network.cut();
  await store(phone, 'SN0002');
  await expectOutcome(phone, 'Entré');
  await phone.getByRole('button', { name: 'Annuler le dernier scan : SN0002' }).click();
  await expectOutcome(phone, 'Scan annulé');
  await phone.getByRole('button', { name: 'Annuler le dernier scan : SN0001' }).click();
  await expectOutcome(phone, 'Scan annulé');
  await expect(phone.getByRole('button', { name: /Annuler le dernier scan/ })).toBeHidden();
  await phone.getByText('Faits ici').click();
  await expect(phone.getByRole('listitem').filter({ hasText: 'SN0002' })).toContainText('annulé');

  world.network.mode = 'up';
  for (const serial of ['SN0001', 'SN0002']) {
    await expect
      .poll(
        async () => {
          const detail = await api.serial(PORTABLE, serial);
          return [detail?.row.state.status, detail?.history.map(({ movement }) => movement.kind)];
        },
        { timeout: 60_000 }
      )
      .toEqual(['unknown', ['receipt', 'reversal']]);
  }
  await store(phone, 'SN0002');
  await expectOutcome(phone, 'Entré');
  await expect
    .poll(async () => (await api.serial(PORTABLE, 'SN0002'))?.row.state.status, { timeout: 60_000 })
    .toBe('in-stock');
});
