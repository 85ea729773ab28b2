import { Hono, type Context } from 'hono';
import { listAnomalies } from '../services/anomalies/list-anomalies.ts';
import { importRows } from '../services/catalogue/import-rows.ts';
import { putLocation } from '../services/catalogue/put-location.ts';
import { putPartner } from '../services/catalogue/put-partner.ts';
import { putProduct } from '../services/catalogue/put-product.ts';
import { putSettings } from '../services/catalogue/put-settings.ts';
import { putSite } from '../services/catalogue/put-site.ts';
import { startEmpty } from '../services/catalogue/start-empty.ts';
import type { Call, ServerContext } from '../services/context.ts';
import type { LiveHub } from '../services/live/live-hub.ts';
import { fillDemo } from '../services/demo/fill-demo.ts';
import { enrolDevice } from '../services/devices/enrol-device.ts';
import type { Result } from '../services/result.ts';
import { listUnidentified } from '../services/serials/list-unidentified.ts';
import { nearSerials } from '../services/serials/near-serials.ts';
import { readSerial } from '../services/serials/read-serial.ts';
import { searchSerials } from '../services/serials/search-serials.ts';
import { readStockMovements } from '../services/stock/read-stock-movements.ts';
import { readStock } from '../services/stock/read-stock.ts';
import { readStatus } from '../services/status/read-status.ts';
import { pullChanges } from '../services/sync/pull-changes.ts';
import { pushMovements } from '../services/sync/push-movements.ts';
import { readGroup } from '../services/sync/read-group.ts';
import { readSnapshot, readSnapshotRows } from '../services/sync/read-snapshot.ts';
import { readSegment, readSegmentManifest } from '../services/sync/read-segment.ts';
import { purge } from '../services/upkeep/purge.ts';
import { readClosings } from '../services/upkeep/read-closings.ts';
import { readUpkeep } from '../services/upkeep/read-upkeep.ts';
import { recalculate } from '../services/upkeep/recalculate.ts';
import { answer, answerError } from './answer.ts';
import { writeDeviceToken } from './device-cookie.ts';
import type { Env } from './env.ts';
import { announceWrites, liveStream } from './live.ts';
import { protocolVersion } from './protocol-version.ts';
import { readJsonBody } from './read-body.ts';

type Service<T> = (call: Call<unknown, ServerContext>) => Promise<Result<T>>;

/** A service whose input is the query string. */
const fromQuery =
  <T>(service: Service<T>) =>
  async (c: Context<Env>): Promise<Response> =>
    answer(c, await service({ ctx: c.get('ctx'), input: c.req.query() }));

/** A service whose input is the body. */
const fromBody =
  <T>(service: Service<T>) =>
  async (c: Context<Env>): Promise<Response> => {
    const body = await readJsonBody(c.req.raw);
    return body.ok
      ? answer(c, await service({ ctx: c.get('ctx'), input: body.value }))
      : answerError(c, body.error);
  };

/** A service without input. */
const asked =
  <T>(service: (call: Call<undefined, ServerContext>) => Promise<Result<T>>) =>
  async (c: Context<Env>): Promise<Response> =>
    answer(c, await service({ ctx: c.get('ctx'), input: undefined }));

const enrol = async (c: Context<Env>): Promise<Response> => {
  const body = await readJsonBody(c.req.raw);
  if (!body.ok) return answerError(c, body.error);
  const enrolled = await enrolDevice({ ctx: c.get('ctx'), input: body.value });
  if (!enrolled.ok) return answerError(c, enrolled.error);
  const { response, token } = enrolled.value;
  if (token !== null) writeDeviceToken(c, token);
  return answer(c, { ok: true, value: response });
};

const downloadExport = async (c: Context<Env>): Promise<Response> => {
  const { device, exports } = c.get('ctx');
  if (!device) return answerError(c, { code: 'not-enrolled' });
  const name = c.req.param('name') ?? '';
  const file = await exports.read(name);
  if (!file) return answerError(c, { code: 'not-found' });
  return c.body(file.stream, 200, {
    'content-type': 'application/gzip',
    'content-length': String(file.bytes),
    'content-disposition': `attachment; filename="${name}"`
  });
};

const downloadSegment = async (c: Context<Env>): Promise<Response> => {
  const found = await readSegment({ ctx: c.get('ctx'), input: c.req.param('hash') ?? '' });
  if (!found.ok) return answerError(c, found.error);
  // Every browser takes gzip, and one that does not could not use the page that asks.
  return c.body(found.value, 200, {
    'content-type': 'application/json; charset=utf-8',
    'content-encoding': 'gzip',
    'content-length': String(found.value.byteLength),
    'cache-control': 'private, max-age=31536000, immutable'
  });
};

/** Every route under `/api`; the messages are described beside their schemas in `protocol`. */
export function apiRoutes({ live }: { live: LiveHub }): Hono<Env> {
  const api = new Hono<Env>();
  api.use('*', announceWrites(live));
  api.use('/sync/*', protocolVersion({ required: true }));
  api.use('*', protocolVersion({ required: false }));

  api.get('/status', asked(readStatus));
  api.get('/live', liveStream(live));
  api.post('/devices/enrol', enrol);
  api.post('/demo', fromBody(fillDemo));
  api.post('/start', fromBody(startEmpty));

  api.post('/catalogue/products', fromBody(putProduct));
  api.post('/catalogue/locations', fromBody(putLocation));
  api.post('/catalogue/sites', fromBody(putSite));
  api.post('/catalogue/partners', fromBody(putPartner));
  api.post('/catalogue/settings', fromBody(putSettings));
  api.post('/catalogue/imports', fromBody(importRows));

  api.post('/sync/push', fromBody(pushMovements));
  api.get('/sync/changes', fromQuery(pullChanges));
  api.get('/sync/snapshot', asked(readSnapshot));
  api.get('/sync/snapshot/rows', fromQuery(readSnapshotRows));
  api.get('/sync/segments', asked(readSegmentManifest));
  api.get('/sync/segments/:hash', downloadSegment);

  api.get('/serials', fromQuery(searchSerials));
  api.get('/serials/near', fromQuery(nearSerials));
  api.get('/serial', fromQuery(readSerial));
  api.get('/stock', fromQuery(readStock));
  api.get('/stock/movements', fromQuery(readStockMovements));
  api.get('/anomalies', fromQuery(listAnomalies));
  api.get('/group', fromQuery(readGroup));
  api.get('/unidentified', asked(listUnidentified));

  api.get('/closings', asked(readClosings));
  api.get('/upkeep', asked(readUpkeep));
  api.post('/upkeep/recalculate', asked(recalculate));
  api.post('/upkeep/purge', fromBody(purge));
  api.get('/upkeep/exports/:name', downloadExport);

  api.all('*', (c) => answerError(c, { code: 'not-found' }));
  return api;
}
