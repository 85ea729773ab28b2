import { upkeepResponseSchema, type PurgeRequest, type UpkeepResponse } from '../protocol/upkeep.ts';
import { createHttpClient, type HttpClient } from './http-client.ts';
import type { Answer } from './transport.ts';

/**
 * What the desk asks of the server beside the sync: it needs the network, and
 * nothing of it is kept on the device. No method rejects (see `Transport`).
 */
export interface DeskApi {
  /** How far upkeep is, or what the last one found. */
  upkeep(): Promise<Answer<UpkeepResponse>>;
  recalculate(): Promise<Answer<UpkeepResponse>>;
  purge(request: PurgeRequest): Promise<Answer<UpkeepResponse>>;
}

export function createDeskApi({ get, post }: HttpClient): DeskApi {
  return {
    upkeep: () => get('/upkeep', upkeepResponseSchema),
    recalculate: () => post('/upkeep/recalculate', upkeepResponseSchema, {}),
    purge: (request) => post('/upkeep/purge', upkeepResponseSchema, request)
  };
}

/** The desk's requests from this page. */
export function pageDeskApi(): DeskApi {
  return createDeskApi(createHttpClient({ fetch: (url, init) => fetch(url, init) }));
}
