import {
  chooseProduct,
  expectOutcome,
  makeMovement,
  openForm,
  serialField
} from './support/movement-form.ts';
import { wedge } from './support/hardware-scanner.ts';
import { expect, test } from './support/story.ts';

test('a scan whose product nobody knows is kept as it is, for the desk to name', async ({ world }) => {
  const phone = await world.device('Téléphone');
  const api = await world.api();
  await openForm(phone, 'Entrée de stock');
  await wedge(phone, ']d2010950123456789121NOBODY-1');
  await expect(phone.getByText('Article inconnu : 09501234567891')).toBeVisible();
  await expect(phone.getByText('Sera gardé comme scan non identifié')).toBeVisible();
  await phone.getByRole('button', { name: 'OK' }).click();
  await expectOutcome(phone, 'Article inconnu');

  await expect.poll(async () => (await api.unidentified()).length).toBe(1);
  const [scan] = await api.unidentified();
  expect(scan?.movement).toMatchObject({
    productId: null,
    productHint: '09501234567891',
    serial: 'NOBODY-1'
  });
  expect(scan?.movement.rawScan).toBe(']d2010950123456789121NOBODY-1');
  await phone.goto(`${world.network.url}/non-identifies`);
  await expect(phone.getByText('09501234567891')).toBeVisible();
});

test('a code of an unknown product without a serial is kept too, and told as kept', async ({ world }) => {
  const phone = await world.device('Téléphone');
  const api = await world.api();
  await openForm(phone, 'Entrée de stock');
  await wedge(phone, ']E09501234567891');
  await expect(phone.getByText('Sera gardé comme scan non identifié')).toBeVisible();
  await phone.getByRole('button', { name: 'OK' }).click();
  await expectOutcome(phone, 'Article inconnu');
  await expect
    .poll(async () => (await api.unidentified()).map(({ movement }) => movement.serial))
    .toEqual([undefined]);
});

test('what is wrong is said beside its field, and what was typed stays', async ({ world }) => {
  const phone = await world.device('Téléphone');
  await openForm(phone, 'Entrée de stock');
  await serialField(phone).fill('SN-1');
  await phone.getByRole('button', { name: 'OK' }).click();
  await expect(phone.getByText('Choisissez un article, ou scannez son code.')).toBeVisible();
  await expect(serialField(phone)).toHaveValue('SN-1');

  await chooseProduct(phone, 'PC-PRO14');
  await serialField(phone).fill('x'.repeat(10_000));
  await phone.getByRole('button', { name: 'OK' }).click();
  await expect(phone.getByText('Le n° de série dépasse 128 caractères.')).toBeVisible();
  await expect(serialField(phone)).toHaveValue('x'.repeat(10_000));

  await serialField(phone).fill('');
  await phone.getByRole('button', { name: 'OK' }).click();
  await expect(phone.getByText('Cet article demande un n° de série.')).toBeVisible();
});

test('a hostile serial is shown harmlessly and works as an address', async ({ world }) => {
  const phone = await world.device('Téléphone');
  const api = await world.api();
  const serials = [
    '<img src=x onerror=window.pwned=1>',
    'a?b=c#d',
    '..',
    '../../etc/passwd',
    'hasOwnProperty'
  ];
  for (const serial of serials) {
    await makeMovement(phone, { form: 'Entrée de stock', product: 'PC-FIXE', serial });
    await expectOutcome(phone, 'Entré');
    await expect
      .poll(async () => (await api.serial('prd-pc-fixe', serial.toUpperCase()))?.row.serial)
      .toBe(serial);
    await phone.goto(`${world.network.url}/produits/stocks/series?q=${encodeURIComponent(serial)}`);
    await phone.getByRole('link').filter({ hasText: serial }).first().click();
    await expect(phone.getByText('En stock — disponible')).toBeVisible();
  }
  expect(await phone.evaluate(() => 'pwned' in window)).toBe(false);
});
