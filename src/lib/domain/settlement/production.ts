import type { MovementDraft } from '../movement/draft.ts';
import { defined, goodsOf, typedBy, type Author, type Goods } from './fact.ts';

/** What a production takes of one component: a serial, or a quantity. */
export interface ConsumedComponent extends Goods {
  fromLocationId?: string | undefined;
}

/**
 * Makes a composed product: what its components give up, and what comes in. Record
 * all of it in one envelope, which ties the two sides in their histories.
 *
 * @param input.produced serials, or one entry without serial for a quantity
 * @param input.document of the production, the same on all of its movements
 */
export function productionOf(input: {
  productId: string;
  produced: readonly Omit<Goods, 'productId'>[];
  consumed: readonly ConsumedComponent[];
  toLocationId?: string | undefined;
  document?: string | undefined;
  by: Author;
}): MovementDraft[] {
  const { productId, produced, consumed, toLocationId, document, by } = input;
  const base = typedBy(by);
  return [
    ...consumed.map(({ fromLocationId, ...component }): MovementDraft => ({
      ...base,
      kind: 'consumption',
      ...goodsOf(component),
      ...defined({ fromLocationId, document })
    })),
    ...produced.map((output): MovementDraft => ({
      ...base,
      kind: 'production-output',
      ...goodsOf({ productId, ...output }),
      ...defined({ toLocationId, document })
    }))
  ];
}
