import { removeWebhookRequestSchema } from '../../../src/lib/protocol/webhooks.ts';
import type { AccessContext, Call } from '../context.ts';
import { done, fail, parseInput, type Done, type Result } from '../result.ts';
import { namedWebhook } from './named-webhook.ts';

/** Tells a program no more, whatever backup is restored. Errors: `malformed-request`, `not-found`, `busy`. */
export async function removeWebhook({ ctx, input }: Call<unknown, AccessContext>): Promise<Result<Done>> {
  const request = parseInput(removeWebhookRequestSchema, input);
  if (!request.ok) return request;
  const { id } = request.value;
  const webhook = await namedWebhook(ctx, id);
  if (!webhook.ok) return webhook;
  // The file of what was taken back outlives the database; ids are unique over all sorts.
  ctx.revocations.revokeDevice(id, ctx.now());
  const removed = await ctx.store.webhooks.removeWebhook(id);
  return removed.ok ? done : fail(removed.code);
}
