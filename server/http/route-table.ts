import type { Permission } from '../../src/lib/protocol/roles.ts';
import { readAccess } from '../services/access/read-access.ts';
import { setUp } from '../services/access/set-up.ts';
import { listAnomalies } from '../services/anomalies/list-anomalies.ts';
import { readAudit } from '../services/audit/read-audit.ts';
import { importRows } from '../services/catalogue/import-rows.ts';
import { putLocation } from '../services/catalogue/put-location.ts';
import { putPartner } from '../services/catalogue/put-partner.ts';
import { putProduct } from '../services/catalogue/put-product.ts';
import { putSettings } from '../services/catalogue/put-settings.ts';
import { putSite } from '../services/catalogue/put-site.ts';
import { startEmpty } from '../services/catalogue/start-empty.ts';
import { fillDemo } from '../services/demo/fill-demo.ts';
import { enrolDevice } from '../services/devices/enrol-device.ts';
import { listDevices } from '../services/devices/list-devices.ts';
import { pairDevice } from '../services/devices/pair-device.ts';
import { renameDevice } from '../services/devices/rename-device.ts';
import { reportDevice } from '../services/devices/report-device.ts';
import { revokeDevice } from '../services/devices/revoke-device.ts';
import { closeDocument } from '../services/documents/close-document.ts';
import { putDocument } from '../services/documents/put-document.ts';
import { readDocumentMovements } from '../services/documents/read-movements.ts';
import { reportWork } from '../services/documents/report-work.ts';
import type { LiveHub } from '../services/live/live-hub.ts';
import { changePassword } from '../services/people/change-password.ts';
import { listOperators } from '../services/people/list-operators.ts';
import { listPeople } from '../services/people/list-people.ts';
import { putPerson } from '../services/people/put-person.ts';
import { listUnidentified } from '../services/serials/list-unidentified.ts';
import { nearSerials } from '../services/serials/near-serials.ts';
import { readSerial } from '../services/serials/read-serial.ts';
import { searchSerials } from '../services/serials/search-serials.ts';
import { endSession } from '../services/sessions/end-session.ts';
import { listSessions } from '../services/sessions/list-sessions.ts';
import { signIn } from '../services/sessions/sign-in.ts';
import { readStatus } from '../services/status/read-status.ts';
import { readStockMovements } from '../services/stock/read-stock-movements.ts';
import { readStock } from '../services/stock/read-stock.ts';
import { pullChanges } from '../services/sync/pull-changes.ts';
import { readGroup } from '../services/sync/read-group.ts';
import { readSegmentManifest } from '../services/sync/read-segment.ts';
import { receivePush } from '../services/sync/receive-push.ts';
import { purge } from '../services/upkeep/purge.ts';
import { readClosings } from '../services/upkeep/read-closings.ts';
import { readUpkeep } from '../services/upkeep/read-upkeep.ts';
import { recalculate } from '../services/upkeep/recalculate.ts';
import { description } from './description/answers.ts';
import { downloadExport, downloadSegment } from './downloads.ts';
import { liveStream } from './live.ts';
import { asked, fromBody, fromPath, fromQuery, type Handler } from './services.ts';
import { endOwnSession, handDeviceToken, handNextToken, handSession } from './token-answers.ts';

/** One route under `/api`, who may ask it, and what answers. */
export interface Route {
  method: 'GET' | 'POST';
  path: string;
  permission: Permission;
  handle: Handler;
}

const get = (path: string, permission: Permission, handle: Handler): Route => ({
  method: 'GET',
  path,
  permission,
  handle
});

const post = (path: string, permission: Permission, handle: Handler): Route => ({
  method: 'POST',
  path,
  permission,
  handle
});

const accessRoutes: readonly Route[] = [
  get('/access', 'open', asked(readAccess)),
  post('/setup', 'open', fromBody(setUp, handSession)),
  post('/sessions', 'open', fromBody(signIn, handSession)),
  get('/sessions', 'own', asked(listSessions)),
  post('/sessions/end', 'own', fromBody(endSession, endOwnSession)),
  post('/password', 'own', fromBody(changePassword)),
  get('/people', 'people', asked(listPeople)),
  post('/people', 'people', fromBody(putPerson)),
  get('/operators', 'floor', asked(listOperators)),
  get('/audit', 'audit', fromQuery(readAudit)),

  post('/devices/enrol', 'open', fromBody(enrolDevice, handDeviceToken)),
  post('/devices/report', 'floor', fromBody(reportDevice, handNextToken)),
  get('/devices', 'devices', asked(listDevices)),
  post('/devices/pairings', 'devices', fromBody(pairDevice)),
  post('/devices/rename', 'devices', fromBody(renameDevice)),
  post('/devices/revoke', 'devices', fromBody(revokeDevice))
];

const stockRoutes: readonly Route[] = [
  get('/serials', 'floor', fromQuery(searchSerials)),
  get('/serials/near', 'floor', fromQuery(nearSerials)),
  get('/serial', 'floor', fromQuery(readSerial)),
  get('/stock', 'floor', fromQuery(readStock)),
  get('/stock/movements', 'floor', fromQuery(readStockMovements)),
  get('/anomalies', 'floor', fromQuery(listAnomalies)),
  get('/group', 'floor', fromQuery(readGroup)),
  get('/unidentified', 'floor', asked(listUnidentified)),
  get('/closings', 'floor', asked(readClosings))
];

const documentRoutes: readonly Route[] = [
  post('/documents', 'documents', fromBody(putDocument)),
  post('/documents/close', 'closeDocuments', fromBody(closeDocument)),
  get('/documents/:id/movements', 'floor', fromPath(readDocumentMovements)),
  post('/work/report', 'floor', fromBody(reportWork))
];

const houseRoutes: readonly Route[] = [
  post('/demo', 'begin', fromBody(fillDemo)),
  post('/start', 'begin', fromBody(startEmpty)),
  post('/catalogue/products', 'catalogue', fromBody(putProduct)),
  post('/catalogue/locations', 'catalogue', fromBody(putLocation)),
  post('/catalogue/sites', 'house', fromBody(putSite)),
  post('/catalogue/partners', 'catalogue', fromBody(putPartner)),
  post('/catalogue/settings', 'house', fromBody(putSettings)),
  post('/catalogue/imports', 'catalogue', fromBody(importRows)),
  get('/upkeep', 'house', asked(readUpkeep)),
  post('/upkeep/recalculate', 'house', asked(recalculate)),
  post('/upkeep/purge', 'house', fromBody(purge)),
  get('/upkeep/exports/:name', 'house', downloadExport)
];

/**
 * Every route under `/api` with the permission that it needs. What registers them
 * and what tests them both read this table; the messages are described beside
 * their schemas in `protocol`.
 */
export const routeTable = (live: LiveHub): readonly Route[] => {
  const described = description(() => table);
  const table: readonly Route[] = [
    get('/status', 'open', asked(readStatus)),
    get('/live', 'floor', liveStream(live)),
    post('/sync/push', 'floor', fromBody(receivePush)),
    get('/sync/changes', 'floor', fromQuery(pullChanges)),
    get('/sync/segments', 'floor', asked(readSegmentManifest)),
    get('/sync/segments/:hash', 'floor', downloadSegment),
    ...accessRoutes,
    ...stockRoutes,
    ...documentRoutes,
    ...houseRoutes,
    get('/openapi.json', 'open', described.openApiDocument),
    get('/reference', 'open', described.reference)
  ];
  return table;
};
