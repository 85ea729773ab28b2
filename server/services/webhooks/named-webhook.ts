import type { WebhookRecord } from '../../store/webhooks.ts';
import type { AccessContext } from '../context.ts';
import { fail, succeed, type Result } from '../result.ts';

/** The webhook that is meant, and its name for the log of actions. Errors: `not-found`. */
export async function namedWebhook(ctx: AccessContext, id: string): Promise<Result<WebhookRecord>> {
  const isRemoved = ctx.revocations.deviceRevokedAt(id) !== null;
  const webhook = isRemoved ? null : await ctx.store.webhooks.webhookById(id);
  ctx.audit.target = webhook?.name ?? id;
  return webhook ? succeed(webhook) : fail('not-found');
}
