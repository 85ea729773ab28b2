import { tmpdir } from 'node:os';
import { randomBytes } from 'node:crypto';
import { createApp } from '../../server/app.ts';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import { FakeServer } from '../../src/lib/sync/fake-server.ts';
import { createFakeTransport } from '../../src/lib/sync/fake-transport.ts';
import { createHttpTransport } from '../../src/lib/sync/http-transport.ts';
import { SeededRandom, testId, TEST_EPOCH_MS } from '../factories/device.ts';
import { browserFetch } from '../factories/browser-fetch.ts';
import { describeTransport } from './transport.ts';

describeTransport('fake', async () => {
  const random = new SeededRandom(7);
  const server = new FakeServer({ epoch: testId(random), now: () => TEST_EPOCH_MS });
  return {
    connect: () => createFakeTransport(server, { id: testId(random) }),
    addProduct: async (product) => server.addProduct(product)
  };
});

describeTransport('http', async () => {
  const store = openSqliteStore({ path: ':memory:', newEpoch: testId(new SeededRandom(8)) });
  const app = createApp({
    store,
    now: () => TEST_EPOCH_MS,
    randomBytes,
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    version: 'test',
    buildFolder: null,
    exportFolder: tmpdir()
  });
  return {
    connect: () => createHttpTransport({ fetch: browserFetch(app), baseUrl: 'http://localhost' }),
    addProduct: async (product) => void (await store.putCatalogue({ products: [product] }))
  };
});
