import { z } from 'zod';
import { failed } from '../db/result.ts';
import { pullResponseSchema } from '../protocol/pull.ts';
import { pushResponseSchema } from '../protocol/push.ts';
import {
  enrolResponseSchema,
  serialDetailResponseSchema,
  statusResponseSchema,
  unidentifiedResponseSchema
} from '../protocol/queries.ts';
import { segmentManifestSchema } from '../protocol/segments.ts';
import {
  nearSerialsResponseSchema,
  serialSearchParams,
  serialSearchResponseSchema
} from '../protocol/serial-search.ts';
import { everySerial } from '../domain/serial/serial-query.ts';
import { hashText } from './hash-text.ts';
import { createHttpClient, type HttpClientOptions } from './http-client.ts';
import type { Transport } from './transport.ts';

/** Demonstration data of a million serials takes its time. */
const FILL_TIMEOUT_MS = 300_000;

/** The server builds the set when somebody asks first: 7 s for a million serials where two cores do it. */
const MANIFEST_TIMEOUT_MS = 120_000;

const anything = z.unknown().transform(() => null);

/** The sync's requests over HTTP. */
export function createHttpTransport(options: HttpClientOptions): Transport {
  const { get, getText, post } = createHttpClient(options);
  return {
    enrol: (request) => post('/devices/enrol', enrolResponseSchema, request),
    status: () => get('/status', statusResponseSchema),
    push: (request) => post('/sync/push', pushResponseSchema, request),
    pull: ({ cursor, known, limit }) =>
      get('/sync/changes', pullResponseSchema, {
        ...cursor,
        knownEpoch: known?.epoch,
        knownSeq: known?.seq,
        knownId: known?.id,
        limit
      }),
    segmentManifest: (known) =>
      get('/sync/segments', segmentManifestSchema, { ...known }, MANIFEST_TIMEOUT_MS),
    async segment(hash) {
      const answer = await getText(`/sync/segments/${hash}`);
      if (!answer.ok || (await hashText(answer.value)) === hash) return answer;
      return failed({ code: 'unreadable-answer', detail: 'a segment is not what its hash says' });
    },
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
