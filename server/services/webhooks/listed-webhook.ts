import type { ListedWebhook } from '../../../src/lib/protocol/webhooks.ts';
import type { WebhookRecord } from '../../store/webhooks.ts';

/** A webhook as it is shown: without its secrets. */
export function toListed(record: WebhookRecord, presentSeq: number): ListedWebhook {
  const { secret: _, previousSecret: __, failures: ___, seq, ...listed } = record;
  return { ...listed, behind: seq < presentSeq };
}
