import type { Location } from '../../../src/lib/domain/catalogue/catalogue.ts';
import { putLocationRequestSchema, type PutAnswer } from '../../../src/lib/protocol/catalogue.ts';
import type { Call } from '../context.ts';
import type { Result } from '../result.ts';
import { putRow } from './put-row.ts';
import { locationKind } from './row-kinds.ts';

/** Adds or changes a location, archives it or takes it back; see `putRow`. */
export const putLocation = (call: Call<unknown>): Promise<Result<PutAnswer<Location>>> =>
  putRow(call, putLocationRequestSchema, locationKind);
