import type { Partner } from '../../../src/lib/domain/catalogue/catalogue.ts';
import { putPartnerRequestSchema, type PutAnswer } from '../../../src/lib/protocol/catalogue.ts';
import type { Call } from '../context.ts';
import type { Result } from '../result.ts';
import { putRow } from './put-row.ts';
import { partnerKind } from './row-kinds.ts';

/** Adds or changes a partner, archives it or takes it back; see `putRow`. */
export const putPartner = (call: Call<unknown>): Promise<Result<PutAnswer<Partner>>> =>
  putRow(call, putPartnerRequestSchema, partnerKind);
