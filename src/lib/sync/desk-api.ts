import {
  anomaliesResponseSchema,
  type AnomaliesResponse,
  type AnomalyParams
} from '../protocol/anomalies.ts';
import { groupResponseSchema, type GroupResponse } from '../protocol/queries.ts';
import { upkeepResponseSchema, type PurgeRequest, type UpkeepResponse } from '../protocol/upkeep.ts';
import { createHttpClient, type HttpClient } from './http-client.ts';
import type { Answer } from './transport.ts';

/**
 * What the desk asks of the server beside the sync: it needs the network, and
 * nothing of it is kept on the device. No method rejects (see `Transport`).
 */
export interface DeskApi {
  /** The register of anomalies, page by page, with both claims. */
  anomalies(params: AnomalyParams): Promise<Answer<AnomaliesResponse>>;
  /** All movements of an envelope. */
  group(id: string): Promise<Answer<GroupResponse>>;
  /** How far upkeep is, or what the last one found. */
  upkeep(): Promise<Answer<UpkeepResponse>>;
  recalculate(): Promise<Answer<UpkeepResponse>>;
  purge(request: PurgeRequest): Promise<Answer<UpkeepResponse>>;
}

export function createDeskApi({ get, post }: HttpClient): DeskApi {
  return {
    anomalies: (params) => get('/anomalies', anomaliesResponseSchema, params),
    group: (id) => get('/group', groupResponseSchema, { id }),
    upkeep: () => get('/upkeep', upkeepResponseSchema),
    recalculate: () => post('/upkeep/recalculate', upkeepResponseSchema, {}),
    purge: (request) => post('/upkeep/purge', upkeepResponseSchema, request)
  };
}

/** The desk's requests from this page. */
export function pageDeskApi(): DeskApi {
  return createDeskApi(createHttpClient({ fetch: (url, init) => fetch(url, init) }));
}
