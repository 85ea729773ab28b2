import { redeliverRequestSchema, type Delivery } from '../../../src/lib/protocol/webhooks.ts';
import type { Call, ServerContext } from '../context.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';
import { toDelivery } from './list-deliveries.ts';
import { namedWebhook } from './named-webhook.ts';

/** Sends the event of an attempt once more, at once, and tells how that went. Errors: `malformed-request`, `not-found`. */
export async function redeliver({
  ctx,
  input
}: Call<unknown, ServerContext>): Promise<Result<{ delivery: Delivery }>> {
  const request = parseInput(redeliverRequestSchema, input);
  if (!request.ok) return request;
  const before = await ctx.store.webhooks.deliveryById(request.value.deliveryId);
  if (!before) return fail('not-found');
  const webhook = await namedWebhook(ctx, before.webhookId);
  if (!webhook.ok) return webhook;
  const delivery = await ctx.webhooks.redeliver(webhook.value, before);
  return delivery ? succeed({ delivery: toDelivery(delivery) }) : fail('not-found');
}
