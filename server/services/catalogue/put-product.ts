import type { Product } from '../../../src/lib/domain/catalogue/catalogue.ts';
import { putProductRequestSchema, type PutAnswer } from '../../../src/lib/protocol/catalogue.ts';
import type { Call } from '../context.ts';
import type { Result } from '../result.ts';
import { putRow } from './put-row.ts';
import { productKind } from './row-kinds.ts';

/** Adds or changes a product, archives it or takes it back; see `putRow`. */
export const putProduct = (call: Call<unknown>): Promise<Result<PutAnswer<Product>>> =>
  putRow(call, putProductRequestSchema, productKind);
