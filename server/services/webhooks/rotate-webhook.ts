import { rotateWebhookRequestSchema } from '../../../src/lib/protocol/webhooks.ts';
import type { AccessContext, Call } from '../context.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';
import { namedWebhook } from './named-webhook.ts';
import { newWebhookSecret } from './signature.ts';

/** The secret before signs beside the new one for so long: time to put the new one in place. */
export const PREVIOUS_SIGNS_MS = 24 * 3_600_000;

/** Gives a webhook another secret, which the answer has, once. Errors: `malformed-request`, `not-found`, `busy`. */
export async function rotateWebhook({
  ctx,
  input
}: Call<unknown, AccessContext>): Promise<Result<{ secret: string }>> {
  const request = parseInput(rotateWebhookRequestSchema, input);
  if (!request.ok) return request;
  const webhook = await namedWebhook(ctx, request.value.id);
  if (!webhook.ok) return webhook;
  const secret = newWebhookSecret(ctx.randomBytes);
  const previous = {
    previousSecret: webhook.value.secret,
    previousUntil: ctx.now() + PREVIOUS_SIGNS_MS
  };
  const changed = await ctx.store.webhooks.changeWebhook(webhook.value.id, { secret, ...previous });
  return changed.ok ? succeed({ secret }) : fail(changed.code);
}
