import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { signature } from '../../server/services/webhooks/signature.ts';
import { uuidV7 } from '../../src/lib/domain/id.ts';
import { integrationWords } from '../../src/lib/i18n/integrations.ts';
import { expectAccessible } from './support/accessibility.ts';
import { phone } from './support/browser.ts';
import { languages } from './support/languages.ts';
import { setUpDesk } from './support/set-up-desk.ts';
import { expect, test, type World } from './support/story.ts';

type Words = (typeof integrationWords)['fr'];

interface Got {
  id: string;
  timestamp: number;
  signature: string;
  payload: string;
}

/** Another program on this machine, which takes what it is told, or not. */
async function openReceiver() {
  const got: Got[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    let payload = '';
    request.on('data', (chunk: Buffer) => (payload += chunk.toString()));
    request.on('end', () => {
      const header = (name: string) => String(request.headers[name]);
      got.push({
        id: header('webhook-id'),
        timestamp: Number(header('webhook-timestamp')),
        signature: header('webhook-signature'),
        payload
      });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    got,
    answerWith: (next: number) => (status = next),
    close: () => server.close()
  };
}

async function takeSecret(page: Page, words: Words, title: string): Promise<string> {
  const dialog = page.getByRole('dialog', { name: title });
  const secret = (await dialog.locator('code').textContent()) ?? '';
  await dialog.getByRole('button', { name: words.close }).click();
  await expect(page.getByText(secret)).toHaveCount(0);
  return secret;
}

async function createKey(page: Page, words: Words): Promise<string> {
  const keys = page.getByRole('region', { name: words.keys });
  await keys.getByRole('button', { name: words.addKey, exact: true }).click();
  await keys.getByRole('button', { name: words.addKey, exact: true }).click();
  await expect(keys.getByText(words.keyScopesMissing)).toBeVisible();
  await keys.getByLabel(words.keyName).fill('Boutique');
  for (const scope of ['stock:read', 'movements:write'] as const) {
    await keys.getByRole('switch', { name: words.scopes[scope], exact: true }).check();
  }
  await expectAccessible(page, 'the form of a key');
  await keys.getByRole('button', { name: words.addKey, exact: true }).click();
  return takeSecret(page, words, words.keyShown);
}

async function createWebhook(
  page: Page,
  words: Words,
  { url, refusal }: { url: string; refusal: string }
): Promise<string> {
  const hooks = page.getByRole('region', { name: words.webhooks });
  await hooks.getByRole('button', { name: words.addWebhook, exact: true }).click();
  await hooks.getByLabel(words.webhookName, { exact: true }).fill('ERP');
  await hooks.getByLabel(words.url, { exact: true }).fill(url);
  await hooks.getByRole('switch', { name: words.events['movement.accepted'] }).check();
  await hooks.getByRole('button', { name: words.addWebhook, exact: true }).click();
  await expect(page.getByText(refusal)).toBeVisible();
  await hooks.getByRole('switch', { name: words.allowPrivate, exact: true }).check();
  await expectAccessible(page, 'the form of a webhook');
  await hooks.getByRole('button', { name: words.addWebhook, exact: true }).click();
  return takeSecret(page, words, words.secretShown);
}

/** A program with the key tells that something came in. */
function tellReceipt(world: World, page: Page, secret: string) {
  const random = crypto.getRandomValues(new Uint8Array(10));
  const movement = {
    id: uuidV7({ now: Date.now(), random }),
    kind: 'receipt',
    productId: 'prd-pc-pro14',
    serial: `API-${random.join('')}`
  };
  return page.request.post(`${world.network.url}/api/movements`, {
    headers: { authorization: `Bearer ${secret}` },
    data: { movements: [movement] }
  });
}

for (const language of languages) {
  const { name, locale, t } = language;
  const words = integrationWords[locale.startsWith('fr') ? 'fr' : 'en'];

  test(`a program gets a key and is told by a webhook; both are taken back, ${name}`, async ({ world }) => {
    const receiver = await openReceiver();
    const page = await setUpDesk(world, language);
    await page.goto(`${world.network.url}/reglages/integrations`);
    await expect(page.getByText(words.noKeys)).toBeVisible();
    const key = await createKey(page, words);
    const secret = await createWebhook(page, words, {
      url: receiver.url,
      refusal: t.errors['address-refused'].what
    });

    await test.step('what the program tells comes back to it, signed', async () => {
      expect(await (await tellReceipt(world, page, key)).json()).toMatchObject({
        answers: [{ verdict: 'accepted' }]
      });
      await expect.poll(() => receiver.got.length).toBe(1);
      const [got] = receiver.got;
      expect(got?.signature).toBe(got && signature(secret, got));
      expect(got?.payload).toContain('"deviceName":"Boutique"');
    });

    await test.step('an answer that refuses is shown, and sent again by hand', async () => {
      receiver.answerWith(500);
      await tellReceipt(world, page, key);
      await expect.poll(() => receiver.got.length).toBe(2);
      await page.reload();
      await expect(page.getByText(words.behind)).toBeVisible();
      await expect(page.getByText(words.trouble)).toBeVisible();
      await page.getByRole('button', { name: `${words.deliveries} ERP` }).click();
      await expect(page.getByText(`${words.answered} 500`)).toBeVisible();
      await expectAccessible(page, 'the deliveries');
      const before = receiver.got.length;
      await page
        .getByRole('button', { name: new RegExp(`^${words.redeliver} `) })
        .last()
        .click();
      await expect(page.getByText(words.byHand)).toBeVisible();
      expect(receiver.got.length).toBeGreaterThan(before);
    });

    await test.step('gone for good: the webhook is off and says so', async () => {
      receiver.answerWith(410);
      const card = page.getByRole('listitem').filter({ hasText: receiver.url });
      await card.getByRole('button', { name: `${words.switchOff} ERP` }).click();
      await card.getByRole('button', { name: `${words.switchOn} ERP` }).click();
      await expect(async () => {
        await page.reload();
        await expect(page.getByText(words.offTitle)).toBeVisible({ timeout: 2000 });
      }).toPass();
      await page.setViewportSize(phone);
      await expectAccessible(page, 'a webhook that is off');
      await page.goto(`${world.network.url}/journal`);
      await expect(page.getByText(t.access.actions['webhook-switched-off'] ?? '')).toBeVisible();
      await page.goto(`${world.network.url}/reglages/integrations`);
    });

    await test.step('both are taken back', async () => {
      await page.getByRole('button', { name: `${words.remove} ERP` }).click();
      await page.getByRole('dialog').getByRole('button', { name: words.remove, exact: true }).click();
      await expect(page.getByText(words.noWebhooks)).toBeVisible();
      await page.getByRole('button', { name: `${words.revoke} Boutique` }).click();
      await page.getByRole('dialog').getByRole('button', { name: words.revoke, exact: true }).click();
      await expect(page.getByText(words.keyRevoked)).toBeVisible();
      expect((await tellReceipt(world, page, key)).status()).toBe(401);
    });
    receiver.close();
  });
}
