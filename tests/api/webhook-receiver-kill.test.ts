import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import { FACTORY_START, idFactory } from '../factories/movements.ts';
import { ReceiverProcess } from '../factories/receiver-process.ts';
import { TestServer } from '../factories/server.ts';
import { createWebhook } from '../factories/webhooks.ts';

const HOUR = 3_600_000;

test('a receiver that is killed, and a server that is stopped, miss no event', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'douchette-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const newEpoch = idFactory(5)();
  const openStore = () => openSqliteStore({ path: join(folder, 'douchette.db'), newEpoch });
  let now = FACTORY_START + HOUR;

  const first = await TestServer.open({ store: openStore(), now: () => now });
  const phone = await first.enrol();
  const admin = await first.signIn('admin', phone);
  const before = await ReceiverProcess.start(0);
  const url = `http://127.0.0.1:${before.port}/hooks`;
  const { webhook } = await createWebhook(admin, { url, allowPrivate: true });
  await phone.push([phone.make(), phone.make(), phone.make()]);
  await first.webhooks.runDue();
  const gotBefore = await before.kill();
  expect(gotBefore).toHaveLength(3);

  await phone.push([phone.make(), phone.make()]);
  await first.webhooks.runDue();
  const [failed] = await first.store.webhooks.listDeliveries(webhook.id);
  expect(failed).toMatchObject({ status: null, fault: 'unreachable' });
  await phone.push([phone.make()]);
  await first.store.close();

  const again = await ReceiverProcess.start(before.port);
  const second = await TestServer.open({ store: openStore(), now: () => now, empty: true });
  await second.webhooks.runDue();
  now += HOUR;
  await second.webhooks.runDue();
  const gotAfter = await again.kill();
  const all = [...gotBefore, ...gotAfter];
  expect(new Set(all).size).toBe(6);
  expect(gotAfter[0]).toBe(failed?.eventId);
  const kept = await second.store.webhooks.listDeliveries(webhook.id);
  expect(kept.filter(({ status }) => status === 200).map(({ eventId }) => eventId)).toEqual(all.toReversed());
  await second.store.close();
});
