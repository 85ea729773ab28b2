import { z } from 'zod';
import * as access from '../../../src/lib/protocol/access.ts';
import * as anomalies from '../../../src/lib/protocol/anomalies.ts';
import * as catalogue from '../../../src/lib/protocol/catalogue.ts';
import * as documents from '../../../src/lib/protocol/documents.ts';
import * as pull from '../../../src/lib/protocol/pull.ts';
import * as push from '../../../src/lib/protocol/push.ts';
import * as queries from '../../../src/lib/protocol/queries.ts';
import * as search from '../../../src/lib/protocol/serial-search.ts';
import * as segments from '../../../src/lib/protocol/segments.ts';
import * as stock from '../../../src/lib/protocol/stock.ts';
import * as upkeep from '../../../src/lib/protocol/upkeep.ts';
import { auditParamsSchema } from '../../services/audit/read-audit.ts';
import { serialParamsSchema } from '../../services/serials/read-serial.ts';
import { groupParamsSchema } from '../../services/sync/read-group.ts';
import { pullParamsSchema } from '../../services/sync/pull-changes.ts';
import { manifestParamsSchema } from '../../services/sync/read-segment.ts';
import { integrationMessages } from './integration-messages.ts';
import type { RouteMessages } from './route-messages.ts';

const done = access.doneResponseSchema;

const syncMessages: Record<string, RouteMessages> = {
  'GET /status': {
    summary: 'Whether the server is there, and has anything yet',
    answer: queries.statusResponseSchema
  },
  'GET /live': { summary: 'The cursor, each time the feed has moved', answer: 'text/event-stream' },
  'POST /sync/push': {
    summary: 'Hands in movements, each answered by itself; repeating a push is harmless',
    body: push.pushRequestSchema,
    answer: push.pushResponseSchema
  },
  'GET /sync/changes': {
    summary: 'The feed behind a cursor, in commit order',
    query: pullParamsSchema,
    answer: pull.pullResponseSchema
  },
  'GET /sync/segments': {
    summary: 'What a snapshot is made of, and the cursor that it is valid at',
    query: manifestParamsSchema,
    answer: segments.segmentManifestSchema
  },
  'GET /sync/segments/:hash': { summary: 'One segment, which never changes', answer: segments.segmentSchema }
};

const accessMessages: Record<string, RouteMessages> = {
  'GET /access': { summary: 'Who asks, and what they may do', answer: access.accessResponseSchema },
  'POST /setup': {
    summary: 'The first administrator, by the code of the link that the server printed',
    body: access.setupRequestSchema,
    answer: access.accessResponseSchema
  },
  'POST /sessions': {
    summary: 'Signs in',
    body: access.signInRequestSchema,
    answer: access.accessResponseSchema
  },
  'GET /sessions': { summary: 'Open sessions', answer: access.sessionsResponseSchema },
  'POST /sessions/end': { summary: 'Ends a session', body: access.endSessionRequestSchema, answer: done },
  'POST /password': {
    summary: "Changes one's own password",
    body: access.passwordRequestSchema,
    answer: done
  },
  'GET /people': { summary: 'Everybody', answer: access.peopleResponseSchema },
  'POST /people': {
    summary: 'Adds or changes somebody',
    body: access.putPersonRequestSchema,
    answer: access.putPersonResponseSchema
  },
  'GET /operators': { summary: 'Who may hold a shared phone', answer: access.operatorsResponseSchema },
  'GET /audit': {
    summary: 'What desk and administrators did, the latest first',
    query: auditParamsSchema,
    answer: access.auditResponseSchema
  },
  'POST /devices/enrol': {
    summary: 'Gives this browser its device token, as a cookie',
    body: queries.enrolRequestSchema,
    answer: queries.enrolResponseSchema
  },
  'POST /devices/report': { summary: 'How a device is', body: access.deviceReportSchema, answer: done },
  'GET /devices': { summary: 'All devices', answer: access.devicesResponseSchema },
  'POST /devices/pairings': {
    summary: 'A code that lets one phone in',
    body: access.pairingRequestSchema,
    answer: access.pairingResponseSchema
  },
  'POST /devices/rename': {
    summary: 'Renames a device',
    body: access.renameDeviceRequestSchema,
    answer: done
  },
  'POST /devices/revoke': {
    summary: 'Locks a device out',
    body: access.revokeDeviceRequestSchema,
    answer: done
  }
};

const stockMessages: Record<string, RouteMessages> = {
  'GET /serials': {
    summary: 'A page of the list of serials',
    query: search.serialSearchParamsSchema,
    answer: search.serialSearchResponseSchema
  },
  'GET /serials/near': {
    summary: 'Serials that may have been meant, the likeliest first',
    query: search.nearSerialsParamsSchema,
    answer: search.nearSerialsResponseSchema
  },
  'GET /serial': {
    summary: 'One serial with its whole history',
    query: serialParamsSchema,
    answer: queries.serialDetailResponseSchema
  },
  'GET /stock': {
    summary: 'The stock state',
    query: stock.stockParamsSchema,
    answer: stock.stockResponseSchema
  },
  'GET /stock/movements': {
    summary: 'The stock detail of one place',
    query: stock.stockMovementsParamsSchema,
    answer: stock.stockMovementsResponseSchema
  },
  'GET /anomalies': {
    summary: 'A page of the anomalies',
    query: anomalies.anomalyParamsSchema,
    answer: anomalies.anomaliesResponseSchema
  },
  'GET /group': {
    summary: 'All movements of an envelope; none while it is not whole',
    query: groupParamsSchema,
    answer: queries.groupResponseSchema
  },
  'GET /unidentified': {
    summary: 'Scans whose product nobody knows yet',
    answer: queries.unidentifiedResponseSchema
  },
  'GET /closings': {
    summary: 'Every change of the end of the closed period, the latest first',
    answer: upkeep.closingsResponseSchema
  }
};

const documentMessages: Record<string, RouteMessages> = {
  'POST /documents': {
    summary: 'Adds or changes a document',
    body: documents.putDocumentRequestSchema,
    answer: documents.putDocumentResponseSchema
  },
  'POST /documents/close': {
    summary: 'Says that the work of a document is over',
    body: documents.closeDocumentRequestSchema,
    answer: documents.closeDocumentResponseSchema
  },
  'GET /documents/:id/movements': {
    summary: 'The movements of a document, and who works on it',
    answer: documents.documentMovementsResponseSchema
  },
  'POST /work/report': {
    summary: 'How far a device is with a document',
    body: documents.workReportRequestSchema,
    answer: documents.workReportResponseSchema
  }
};

const houseMessages: Record<string, RouteMessages> = {
  'POST /demo': {
    summary: 'Fills an empty database with an example',
    body: queries.demoRequestSchema,
    answer: z.strictObject({ serials: z.number().int(), movements: z.number().int() })
  },
  'POST /start': {
    summary: 'An empty start, with one site and one location',
    body: queries.emptyStartRequestSchema,
    answer: z.strictObject({ siteId: z.string() })
  },
  'POST /catalogue/products': {
    summary: 'Adds or changes a product',
    body: catalogue.putProductRequestSchema,
    answer: catalogue.putProductResponseSchema
  },
  'POST /catalogue/locations': {
    summary: 'Adds or changes a location',
    body: catalogue.putLocationRequestSchema,
    answer: catalogue.putLocationResponseSchema
  },
  'POST /catalogue/sites': {
    summary: 'Adds or changes a site',
    body: catalogue.putSiteRequestSchema,
    answer: catalogue.putSiteResponseSchema
  },
  'POST /catalogue/partners': {
    summary: 'Adds or changes a supplier or customer',
    body: catalogue.putPartnerRequestSchema,
    answer: catalogue.putPartnerResponseSchema
  },
  'POST /catalogue/settings': {
    summary: 'Changes the settings of the house',
    body: catalogue.putSettingsRequestSchema,
    answer: catalogue.putSettingsResponseSchema
  },
  'POST /catalogue/imports': {
    summary: 'A part of an import',
    body: catalogue.importPartRequestSchema,
    answer: catalogue.importPartResponseSchema
  },
  'GET /upkeep': { summary: 'The upkeep that runs or ran last', answer: upkeep.upkeepResponseSchema },
  'POST /upkeep/recalculate': {
    summary: 'Rebuilds every projection from the movements',
    answer: upkeep.upkeepResponseSchema
  },
  'POST /upkeep/purge': {
    summary: 'Moves the movements before a date to the archive',
    body: upkeep.purgeRequestSchema,
    answer: upkeep.upkeepResponseSchema
  },
  'GET /upkeep/exports/:name': { summary: 'An export of a purge', answer: 'application/gzip' }
};

const descriptionMessages: Record<string, RouteMessages> = {
  'GET /openapi.json': {
    summary: 'This description, as OpenAPI 3.1',
    answer: z.record(z.string(), z.unknown())
  },
  'GET /reference': { summary: 'This description, to be read by people', answer: 'text/html' }
};

/** The messages of every route of the table, by `METHOD /path`. */
export const routeMessages: Readonly<Record<string, RouteMessages>> = {
  ...syncMessages,
  ...accessMessages,
  ...stockMessages,
  ...documentMessages,
  ...houseMessages,
  ...integrationMessages,
  ...descriptionMessages
};
