import { z } from 'zod';
import { uuidV7Schema } from '../../../src/lib/domain/id-schemas.ts';
import type { Delivery } from '../../../src/lib/protocol/webhooks.ts';
import type { DeliveryRecord } from '../../store/webhooks.ts';
import type { AccessContext, Call } from '../context.ts';
import { parseInput, succeed, type Result } from '../result.ts';

export const deliveriesParamsSchema = z.object({ id: uuidV7Schema });

/** An attempt without what was sent, which may be long. */
export function toDelivery({ webhookId: _, payload: __, ...delivery }: DeliveryRecord): Delivery {
  return delivery;
}

/** The last attempts of a webhook; none of one that is not known. Errors: `malformed-request`. */
export async function listDeliveries({
  ctx,
  input
}: Call<unknown, AccessContext>): Promise<Result<{ deliveries: Delivery[] }>> {
  const params = parseInput(deliveriesParamsSchema, input);
  if (!params.ok) return params;
  const deliveries = await ctx.store.webhooks.listDeliveries(params.value.id);
  return succeed({ deliveries: deliveries.map(toDelivery) });
}
