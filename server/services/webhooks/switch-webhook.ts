import { switchWebhookRequestSchema } from '../../../src/lib/protocol/webhooks.ts';
import type { Call, ServerContext } from '../context.ts';
import { done, fail, parseInput, type Done, type Result } from '../result.ts';
import { namedWebhook } from './named-webhook.ts';

/**
 * Switches a webhook off, or on again from where it was: what happened in between
 * is told then. Errors: `malformed-request`, `not-found`, `busy`.
 */
export async function switchWebhook({ ctx, input }: Call<unknown, ServerContext>): Promise<Result<Done>> {
  const request = parseInput(switchWebhookRequestSchema, input);
  if (!request.ok) return request;
  const { id, on } = request.value;
  const webhook = await namedWebhook(ctx, id);
  if (!webhook.ok) return webhook;
  const fresh = { failures: 0, failingSince: null, nextAttemptAt: null };
  const changed = await ctx.store.webhooks.changeWebhook(id, { off: on ? null : 'by-hand', ...fresh });
  if (!changed.ok) return fail(changed.code);
  ctx.webhooks.wake();
  return done;
}
