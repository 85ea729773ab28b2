import { z } from 'zod';
import { pullResponseSchema, snapshotManifestSchema, snapshotPageSchema } from '../protocol/pull.ts';
import { pushResponseSchema } from '../protocol/push.ts';
import {
  enrolResponseSchema,
  serialDetailResponseSchema,
  statusResponseSchema,
  unidentifiedResponseSchema
} from '../protocol/queries.ts';
import {
  nearSerialsResponseSchema,
  serialSearchParams,
  serialSearchResponseSchema
} from '../protocol/serial-search.ts';
import { everySerial } from '../domain/serial/serial-query.ts';
import { createHttpClient, type HttpClientOptions } from './http-client.ts';
import type { Transport } from './transport.ts';

/** Demonstration data of a million serials takes its time. */
const FILL_TIMEOUT_MS = 300_000;

const anything = z.unknown().transform(() => null);

/** The sync's requests over HTTP. */
export function createHttpTransport(options: HttpClientOptions): Transport {
  const { get, post } = createHttpClient(options);
  return {
    enrol: (request) => post('/devices/enrol', enrolResponseSchema, request),
    status: () => get('/status', statusResponseSchema),
    push: (request) => post('/sync/push', pushResponseSchema, request),
    pull: ({ cursor, known, limit }) =>
      get('/sync/changes', pullResponseSchema, {
        ...cursor,
        knownSeq: known?.seq,
        knownId: known?.id,
        limit
      }),
    snapshotManifest: () => get('/sync/snapshot', snapshotManifestSchema),
    snapshotPage: ({ cursor, after, limit }) =>
      get('/sync/snapshot/rows', snapshotPageSchema, { ...cursor, ...after, limit }),
    readSerial: (identity) => get('/serial', serialDetailResponseSchema, { ...identity }),
    searchSerials({ limit, after = null, ...query }) {
      const params = serialSearchParams({ query: { ...everySerial, ...query }, limit, after });
      return get('/serials', serialSearchResponseSchema, params);
    },
    nearSerials: ({ text, productId }) =>
      get('/serials/near', nearSerialsResponseSchema, { q: text, productId }),
    unidentified: () => get('/unidentified', unidentifiedResponseSchema),
    fillDemo: (request) => post('/demo', anything, request, FILL_TIMEOUT_MS),
    startEmpty: (request) => post('/start', anything, request)
  };
}
