import type { StockKey } from '../domain/stock/stock-effect.ts';
import { stockMovementsResponseSchema, type StockMovementsResponse } from '../protocol/stock.ts';
import {
  anomaliesResponseSchema,
  type AnomaliesResponse,
  type AnomalyParams
} from '../protocol/anomalies.ts';
import { groupResponseSchema, type GroupResponse } from '../protocol/queries.ts';
import type { Location, Partner, Product, Settings, Site } from '../domain/catalogue/catalogue.ts';
import {
  importPartResponseSchema,
  putLocationResponseSchema,
  putPartnerResponseSchema,
  putProductResponseSchema,
  putSettingsResponseSchema,
  putSiteResponseSchema,
  type ImportAnswer,
  type ImportPart,
  type Put,
  type PutAnswer,
  type PutSettingsRequest
} from '../protocol/catalogue.ts';
import {
  closingsResponseSchema,
  upkeepResponseSchema,
  type ClosingsResponse,
  type PurgeRequest,
  type UpkeepResponse
} from '../protocol/upkeep.ts';
import { createHttpClient, type HttpClient } from './http-client.ts';
import type { Answer } from './transport.ts';

/** Checking and storing a whole file takes longer than a question. */
const IMPORT_TIMEOUT_MS = 120_000;

/**
 * What the desk asks of the server beside the sync: it needs the network, and
 * nothing of it is kept on the device. No method rejects (see `Transport`).
 */
export interface DeskApi {
  /** The movements of one product, place and lot by quantity. */
  stockMovements(key: StockKey): Promise<Answer<StockMovementsResponse>>;
  /** The register of anomalies, page by page, with both claims. */
  anomalies(params: AnomalyParams): Promise<Answer<AnomaliesResponse>>;
  /** All movements of an envelope. */
  group(id: string): Promise<Answer<GroupResponse>>;
  /** How far upkeep is, or what the last one found. */
  upkeep(): Promise<Answer<UpkeepResponse>>;
  /** Who closed and reopened which period, and why. */
  closings(): Promise<Answer<ClosingsResponse>>;
  recalculate(): Promise<Answer<UpkeepResponse>>;
  purge(request: PurgeRequest): Promise<Answer<UpkeepResponse>>;

  putProduct(put: Put<Product>): Promise<Answer<PutAnswer<Product>>>;
  putLocation(put: Put<Location>): Promise<Answer<PutAnswer<Location>>>;
  putSite(put: Put<Site>): Promise<Answer<PutAnswer<Site>>>;
  putPartner(put: Put<Partner>): Promise<Answer<PutAnswer<Partner>>>;
  putSettings(request: PutSettingsRequest): Promise<Answer<PutAnswer<Settings>>>;
  /** One part of an import; the last one stores all of it or nothing. */
  importPart(part: ImportPart): Promise<Answer<ImportAnswer>>;
}

export function createDeskApi({ get, post }: HttpClient): DeskApi {
  return {
    stockMovements: ({ productId, locationId, lot }) =>
      get('/stock/movements', stockMovementsResponseSchema, {
        productId,
        locationId: locationId ?? undefined,
        lot: lot ?? undefined
      }),
    anomalies: (params) => get('/anomalies', anomaliesResponseSchema, params),
    group: (id) => get('/group', groupResponseSchema, { id }),
    upkeep: () => get('/upkeep', upkeepResponseSchema),
    closings: () => get('/closings', closingsResponseSchema),
    recalculate: () => post('/upkeep/recalculate', upkeepResponseSchema, {}),
    purge: (request) => post('/upkeep/purge', upkeepResponseSchema, request),
    putProduct: (put) => post('/catalogue/products', putProductResponseSchema, put),
    putLocation: (put) => post('/catalogue/locations', putLocationResponseSchema, put),
    putSite: (put) => post('/catalogue/sites', putSiteResponseSchema, put),
    putPartner: (put) => post('/catalogue/partners', putPartnerResponseSchema, put),
    putSettings: (request) => post('/catalogue/settings', putSettingsResponseSchema, request),
    importPart: (part) => post('/catalogue/imports', importPartResponseSchema, part, IMPORT_TIMEOUT_MS)
  };
}

/** The desk's requests from this page. */
export function pageDeskApi(): DeskApi {
  return createDeskApi(createHttpClient({ fetch: (url, init) => fetch(url, init) }));
}
