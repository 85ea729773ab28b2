import type { ListedWebhook } from '../../../src/lib/protocol/webhooks.ts';
import type { AccessContext, Call } from '../context.ts';
import { succeed, type Result } from '../result.ts';
import { toListed } from './listed-webhook.ts';

/** Who is told of changes, and whether that works. */
export async function listWebhooks({
  ctx
}: Call<undefined, AccessContext>): Promise<Result<{ webhooks: ListedWebhook[] }>> {
  const { seq } = await ctx.store.readPresent();
  const webhooks = await ctx.store.webhooks.listWebhooks();
  const present = webhooks.filter(({ id }) => ctx.revocations.deviceRevokedAt(id) === null);
  return succeed({ webhooks: present.map((webhook) => toListed(webhook, seq)) });
}
