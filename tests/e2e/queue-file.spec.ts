import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expectOutcome, makeMovement } from './support/movement-form.ts';
import { expect, test } from './support/story.ts';
import { desk as deskSize } from './support/browser.ts';

const PRODUCT = 'ECR-24';

test('a phone that cannot send hands its movements to the desk as a file, and a damaged one is refused', async ({
  world
}) => {
  const phone = await world.device('Quai 2', { operator: 'Ada' });
  const desk = await world.device('Bureau', { operator: 'Bob', viewport: deskSize });
  world.network.cut();
  for (const serial of ['FILE-1', 'FILE-2']) {
    await makeMovement(phone, { form: 'Entrée de stock', product: PRODUCT, serial });
    await expectOutcome(phone, 'Entré');
  }
  await phone.goto(`${world.network.url}/file-d-attente`);
  const download = phone.waitForEvent('download');
  await phone.getByRole('button', { name: 'Enregistrer 2 mouvements dans un fichier' }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toMatch(/^douchette-file-Quai-2-\d{4}-\d{2}-\d{2}-2\.jsonl$/);
  const file = path.join(world.folder, 'queue.jsonl');
  await saved.saveAs(file);
  await expect(phone.getByText('Ils restent aussi dans la file.')).toBeVisible();

  await desk.goto(`${world.network.url}/file-d-attente`);
  await desk.getByText('Remettre le fichier d’un autre appareil').click();
  const chooser = desk.getByLabel('Fichier de mouvements');
  const damaged = path.join(world.folder, 'damaged.jsonl');
  writeFileSync(damaged, readFileSync(file, 'utf8').replace('FILE-2', 'FILE-3'));
  await chooser.setInputFiles(damaged);
  await expect(desk.getByText('Ce fichier est abîmé ou incomplet')).toBeVisible();
  const foreign = path.join(world.folder, 'foreign.csv');
  writeFileSync(foreign, 'Article;Quantité\nECR-24;3\n');
  await chooser.setInputFiles(foreign);
  await expect(desk.getByText('Ce n’est pas un fichier de mouvements de Douchette.')).toBeVisible();

  await chooser.setInputFiles(file);
  await expect(desk.getByText('Quai 2')).toBeVisible();
  await desk.getByRole('button', { name: 'Remettre 2 mouvements' }).click();
  await expect(desk.getByText('2 mouvements attendent maintenant l’envoi sur cet appareil.')).toBeVisible();
  const waiting = desk.getByRole('list', { name: 'En attente d’envoi' });
  await expect(waiting.getByText('de l’appareil Quai 2')).toHaveCount(2);

  await chooser.setInputFiles(file);
  await expect(desk.getByText('Tous ces mouvements sont déjà sur cet appareil.')).toBeVisible();
  await expect(desk.getByRole('button', { name: /^Remettre 2/ })).toHaveCount(0);

  await phone.context().close();
  world.network.mode = 'up';
  await expect(desk.getByRole('link', { name: /À jour/ })).toBeVisible({ timeout: 60_000 });
  const [api, text] = [await world.api(), readFileSync(file, 'utf8')];
  const { deviceId } = JSON.parse(text.split('\n')[0] ?? '') as { deviceId: string };
  const handedIn = (await api.movements()).filter(({ serial }) => serial?.startsWith('FILE-'));
  expect(handedIn.map(({ serial }) => serial)).toEqual(['FILE-1', 'FILE-2']);
  for (const { origin, operator } of handedIn) {
    expect(origin.deviceId).toBe(deviceId);
    // Fault f17: whoever hands them in, they stay hers.
    expect(operator.name).toBe('Ada');
  }
});
