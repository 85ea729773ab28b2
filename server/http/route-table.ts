import type { Permission } from '../../src/lib/protocol/roles.ts';
import type { Scope } from '../../src/lib/protocol/scopes.ts';
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
import { readCatalogue } from '../services/catalogue/read-catalogue.ts';
import { startEmpty } from '../services/catalogue/start-empty.ts';
import { fillDemo } from '../services/demo/fill-demo.ts';
import { enrolDevice } from '../services/devices/enrol-device.ts';
import { listDevices } from '../services/devices/list-devices.ts';
import { pairDevice } from '../services/devices/pair-device.ts';
import { renameDevice } from '../services/devices/rename-device.ts';
import { reportDevice } from '../services/devices/report-device.ts';
import { revokeDevice } from '../services/devices/revoke-device.ts';
import { closeDocument } from '../services/documents/close-document.ts';
import { listDocuments } from '../services/documents/list-documents.ts';
import { putDocument } from '../services/documents/put-document.ts';
import { readDocumentMovements } from '../services/documents/read-movements.ts';
import { reportWork } from '../services/documents/report-work.ts';
import { createKey } from '../services/keys/create-key.ts';
import { listKeys } from '../services/keys/list-keys.ts';
import { revokeKey } from '../services/keys/revoke-key.ts';
import { tellMovements } from '../services/keys/tell-movements.ts';
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
import { createWebhook } from '../services/webhooks/create-webhook.ts';
import { listDeliveries } from '../services/webhooks/list-deliveries.ts';
import { listWebhooks } from '../services/webhooks/list-webhooks.ts';
import { redeliver } from '../services/webhooks/redeliver.ts';
import { removeWebhook } from '../services/webhooks/remove-webhook.ts';
import { rotateWebhook } from '../services/webhooks/rotate-webhook.ts';
import { switchWebhook } from '../services/webhooks/switch-webhook.ts';
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
  /** What a key needs, all of it; null where no key is ever answered. */
  scopes: readonly Scope[] | null;
  handle: Handler;
}

type Row = [path: string, permission: Permission, handle: Handler, scopes?: readonly Scope[] | null];

const get = (...[path, permission, handle, scopes = null]: Row): Route => ({
  ...{ method: 'GET', path, permission },
  ...{ scopes, handle }
});

const post = (...[path, permission, handle, scopes = null]: Row): Route => ({
  ...{ method: 'POST', path, permission },
  ...{ scopes, handle }
});

/** They carry rows of every sort. */
const theSnapshot: readonly Scope[] = ['stock:read', 'catalogue:read', 'documents:read'];
const theFeed: readonly Scope[] = [...theSnapshot, 'movements:read'];

const accessRoutes: readonly Route[] = [
  get('/access', 'open', asked(readAccess), []),
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
  get('/serials', 'floor', fromQuery(searchSerials), ['stock:read']),
  get('/serials/near', 'floor', fromQuery(nearSerials), ['stock:read']),
  get('/serial', 'floor', fromQuery(readSerial), ['stock:read', 'movements:read']),
  get('/stock', 'floor', fromQuery(readStock), ['stock:read']),
  get('/stock/movements', 'floor', fromQuery(readStockMovements), ['stock:read', 'movements:read']),
  get('/anomalies', 'floor', fromQuery(listAnomalies), ['movements:read']),
  get('/group', 'floor', fromQuery(readGroup), ['movements:read']),
  get('/unidentified', 'floor', asked(listUnidentified), ['movements:read']),
  get('/closings', 'floor', asked(readClosings))
];

const documentRoutes: readonly Route[] = [
  get('/documents', 'floor', asked(listDocuments), ['documents:read']),
  post('/documents', 'documents', fromBody(putDocument), ['documents:write']),
  post('/documents/close', 'closeDocuments', fromBody(closeDocument), ['documents:write']),
  get('/documents/:id/movements', 'floor', fromPath(readDocumentMovements), [
    'documents:read',
    'movements:read'
  ]),
  post('/work/report', 'floor', fromBody(reportWork))
];

const houseRoutes: readonly Route[] = [
  post('/demo', 'begin', fromBody(fillDemo)),
  post('/start', 'begin', fromBody(startEmpty)),
  get('/catalogue', 'floor', asked(readCatalogue), ['catalogue:read']),
  post('/catalogue/products', 'catalogue', fromBody(putProduct), ['catalogue:write']),
  post('/catalogue/locations', 'catalogue', fromBody(putLocation), ['catalogue:write']),
  post('/catalogue/sites', 'house', fromBody(putSite)),
  post('/catalogue/partners', 'catalogue', fromBody(putPartner), ['catalogue:write']),
  post('/catalogue/settings', 'house', fromBody(putSettings)),
  post('/catalogue/imports', 'catalogue', fromBody(importRows), ['catalogue:write']),
  get('/upkeep', 'house', asked(readUpkeep)),
  post('/upkeep/recalculate', 'house', asked(recalculate)),
  post('/upkeep/purge', 'house', fromBody(purge)),
  get('/upkeep/exports/:name', 'house', downloadExport)
];

const integrationRoutes: readonly Route[] = [
  post('/movements', 'keys', fromBody(tellMovements), ['movements:write']),
  get('/keys', 'integrations', asked(listKeys)),
  post('/keys', 'integrations', fromBody(createKey)),
  post('/keys/revoke', 'integrations', fromBody(revokeKey)),
  get('/webhooks', 'integrations', asked(listWebhooks)),
  post('/webhooks', 'integrations', fromBody(createWebhook)),
  post('/webhooks/switch', 'integrations', fromBody(switchWebhook)),
  post('/webhooks/rotate', 'integrations', fromBody(rotateWebhook)),
  post('/webhooks/remove', 'integrations', fromBody(removeWebhook)),
  get('/webhooks/deliveries', 'integrations', fromQuery(listDeliveries)),
  post('/webhooks/redeliver', 'integrations', fromBody(redeliver))
];

/**
 * Every route under `/api` with the permission that it needs. What registers them
 * and what tests them both read this table; the messages are described beside
 * their schemas in `protocol`.
 */
export const routeTable = (live: LiveHub): readonly Route[] => {
  const described = description(() => table);
  const table: readonly Route[] = [
    get('/status', 'open', asked(readStatus), []),
    get('/live', 'floor', liveStream(live), ['movements:read']),
    post('/sync/push', 'floor', fromBody(receivePush)),
    get('/sync/changes', 'floor', fromQuery(pullChanges), theFeed),
    get('/sync/segments', 'floor', fromQuery(readSegmentManifest), theSnapshot),
    get('/sync/segments/:hash', 'floor', downloadSegment, theSnapshot),
    ...accessRoutes,
    ...stockRoutes,
    ...documentRoutes,
    ...houseRoutes,
    ...integrationRoutes,
    get('/openapi.json', 'open', described.openApiDocument, []),
    get('/reference', 'open', described.reference, [])
  ];
  return table;
};
