import type { Site } from '../../../src/lib/domain/catalogue/catalogue.ts';
import { putSiteRequestSchema, type PutAnswer } from '../../../src/lib/protocol/catalogue.ts';
import type { Call } from '../context.ts';
import type { Result } from '../result.ts';
import { putRow } from './put-row.ts';
import { siteKind } from './row-kinds.ts';

/** Adds or changes a site, archives it or takes it back; see `putRow`. */
export const putSite = (call: Call<unknown>): Promise<Result<PutAnswer<Site>>> =>
  putRow(call, putSiteRequestSchema, siteKind);
