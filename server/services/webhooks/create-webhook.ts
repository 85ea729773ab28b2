import { uuidV7 } from '../../../src/lib/domain/id.ts';
import {
  createWebhookRequestSchema,
  type CreateWebhookResponse
} from '../../../src/lib/protocol/webhooks.ts';
import type { AccessContext, Call } from '../context.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';
import { isDestination } from './address-policy.ts';
import { toListed } from './listed-webhook.ts';
import { newWebhookSecret } from './signature.ts';

/**
 * Has a program told of what happens from now on. The answer has the secret that
 * events are signed with, once.
 *
 * Errors: `malformed-request`, `forbidden` (before the first administrator),
 * `address-refused` (nothing is ever sent there), `busy`.
 */
export async function createWebhook({
  ctx,
  input
}: Call<unknown, AccessContext>): Promise<Result<CreateWebhookResponse>> {
  const request = parseInput(createWebhookRequestSchema, input);
  if (!request.ok) return request;
  if (!ctx.session) return fail('forbidden');
  const { name, url, events, allowPrivate } = request.value;
  ctx.audit.target = `${name} (${new URL(url).host})`;
  if (!isDestination({ url: new URL(url), allowPrivate })) return fail('address-refused', { field: 'url' });
  const { seq } = await ctx.store.readPresent();
  const secret = newWebhookSecret(ctx.randomBytes);
  const webhook = {
    id: uuidV7({ now: ctx.now(), random: ctx.randomBytes(10) }),
    ...{ name, url, allowPrivate, secret, seq },
    events: [...new Set(events)],
    ...{ previousSecret: null, previousUntil: null },
    ...{ createdAt: ctx.now(), createdBy: ctx.session.person.name },
    ...{ off: null, failures: 0, failingSince: null, nextAttemptAt: null }
  };
  const added = await ctx.store.webhooks.addWebhook(webhook);
  if (!added.ok) return fail(added.code);
  return succeed({ webhook: toListed(webhook, seq), secret });
}
