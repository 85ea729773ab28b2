import type { WebhookEvent } from '../../../src/lib/protocol/webhooks.ts';
import type { Store } from '../../store/store.ts';
import type { DeliveryRecord, WebhookFields, WebhookRecord } from '../../store/webhooks.ts';
import { eventsOf, type FeedEvent } from './events.ts';
import type { Posted, PostEvent } from './post-event.ts';
import { retryDelay } from './retry-delay.ts';
import { signedHeaders } from './signature.ts';

/** A receiver that has not answered by then has failed: it should note the event and work later. */
const TIMEOUT_MS = 10_000;
/** A webhook that fails for so long is switched off. */
export const GIVE_UP_AFTER_MS = 3 * 24 * 3_600_000;
/** Also what nobody has woken it for is told by then. */
const LOOK_EVERY_MS = 60_000;
const PAGE = 50;
/** `410 Gone`: the receiver wants no more (Standard Webhooks). */
const GONE = 410;

export interface DispatcherDependencies {
  store: Store;
  post: PostEvent;
  /** Ms since the epoch. */
  now: () => number;
  /** From 0 to 1. */
  random: () => number;
  version: string;
  /** Was it removed, whatever a restored backup says? */
  isRemoved: (id: string) => boolean;
  /** For what a person who runs the server should know of. */
  warn: (fields: object, message: string) => void;
  logFault: (fault: unknown) => void;
}

const isTaken = (posted: Posted): boolean =>
  'status' in posted && posted.status >= 200 && posted.status < 300;

/**
 * Tells webhooks what has happened, each by itself in the order of the feed: where
 * one was told up to is stored, so that a stop of either side loses nothing, and an
 * event may come twice. One that fails waits and is tried again; the others go on.
 */
export class WebhookDispatcher {
  readonly #deps: DispatcherDependencies;
  /** Those that are being told, and whether there was news meanwhile. */
  readonly #busy = new Map<string, { again: boolean }>();
  #timer: NodeJS.Timeout | undefined;
  #running = false;

  constructor(deps: DispatcherDependencies) {
    this.#deps = deps;
  }

  /** From now on it works by itself, and whenever it is woken. */
  start(): void {
    this.#running = true;
    this.wake();
  }

  /** There may be something to tell. */
  wake = (): void => {
    if (!this.#running) return;
    this.runDue().catch(this.#deps.logFault);
    this.#rest().catch(this.#deps.logFault);
  };

  stop(): void {
    this.#running = false;
    clearTimeout(this.#timer);
  }

  /** Tells every webhook that is due all there is, or as far as it comes; those that are being told already are not waited for. */
  async runDue(): Promise<void> {
    const webhooks = await this.#deps.store.webhooks.listWebhooks();
    await Promise.all(webhooks.map((webhook) => this.#runOne(webhook)));
  }

  /** Sets the alarm for the next that is to be tried again; one that is under way sets it itself when it ends. */
  async #rest(): Promise<void> {
    const webhooks = await this.#deps.store.webhooks.listWebhooks();
    const waits = webhooks
      .filter(({ id, off }) => off === null && !this.#busy.has(id) && !this.#deps.isRemoved(id))
      .flatMap(({ nextAttemptAt }) => nextAttemptAt ?? [])
      .map((at) => Math.max(0, at - this.#deps.now()));
    clearTimeout(this.#timer);
    if (!this.#running) return;
    this.#timer = setTimeout(this.wake, Math.min(LOOK_EVERY_MS, ...waits)).unref();
  }

  async #runOne({ id }: WebhookRecord): Promise<void> {
    const busy = this.#busy.get(id);
    if (busy) {
      busy.again = true;
      return;
    }
    const own = { again: false };
    this.#busy.set(id, own);
    try {
      do {
        own.again = false;
        await this.#tell(id);
      } while (own.again);
    } catch (fault) {
      this.#deps.logFault(fault);
    } finally {
      this.#busy.delete(id);
      if (this.#running) await this.#rest();
    }
  }

  /** The webhook while it is to be told. */
  async #due(id: string): Promise<WebhookRecord | null> {
    const webhook = await this.#deps.store.webhooks.webhookById(id);
    if (!webhook || webhook.off !== null || this.#deps.isRemoved(id)) return null;
    return (webhook.nextAttemptAt ?? 0) <= this.#deps.now() ? webhook : null;
  }

  /** Page by page until the end of the feed, or until an event fails. */
  async #tell(id: string): Promise<void> {
    const { store, now } = this.#deps;
    for (let webhook = await this.#due(id); webhook; webhook = await this.#due(id)) {
      const cursor = { epoch: store.epoch, seq: webhook.seq };
      const page = await store.changesSince({ cursor, limit: PAGE });
      if (!page) throw new Error(`webhook ${id} stands behind the end of the feed`);
      for (const change of page.changes) {
        const events = await eventsOf(store, change, { wanted: webhook.events, now: now() });
        if (!(await this.#tellAll(id, events))) return;
        if (events.length > 0) await store.webhooks.changeWebhook(id, { seq: change.seq });
      }
      const { seq } = page.cursor;
      if (seq > webhook.seq) await store.webhooks.changeWebhook(id, { seq });
      if (!page.more) return;
    }
  }

  async #tellAll(id: string, events: readonly FeedEvent[]): Promise<boolean> {
    for (const { id: eventId, event } of events) {
      // Read anew: it may have got another secret, been switched off or removed.
      const webhook = await this.#due(id);
      if (!webhook) return false;
      const posted = await this.#post(webhook, { eventId, event });
      if (!posted.taken) return false;
    }
    return true;
  }

  async #post(webhook: WebhookRecord, { eventId, event }: { eventId: string; event: WebhookEvent }) {
    const payload = JSON.stringify(event);
    const attempt = { eventId, type: event.type, payload, byHand: false };
    return this.#attempt(webhook, attempt, (posted) => this.#consequences(webhook, posted));
  }

  /** Sends an event once more, whatever the state of its webhook; that state stays as it is. */
  async redeliver(webhook: WebhookRecord, delivery: DeliveryRecord): Promise<DeliveryRecord | null> {
    const { eventId, type, payload } = delivery;
    const attempt = { eventId, type, payload, byHand: true };
    return (await this.#attempt(webhook, attempt, () => ({}))).delivery;
  }

  async #attempt(
    webhook: WebhookRecord,
    attempt: Pick<DeliveryRecord, 'eventId' | 'type' | 'payload' | 'byHand'>,
    consequences: (posted: Posted) => WebhookFields
  ): Promise<{ taken: boolean; delivery: DeliveryRecord | null }> {
    const { post, now, version, store } = this.#deps;
    const startedAt = now();
    const { eventId: id, payload } = attempt;
    const posted = await post({
      url: new URL(webhook.url),
      allowPrivate: webhook.allowPrivate,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': `Douchette/${version}`,
        ...signedHeaders(webhook, { id, payload, now: startedAt })
      },
      body: payload,
      timeoutMs: TIMEOUT_MS
    });
    const outcome = 'status' in posted ? { status: posted.status, fault: null } : { status: null, ...posted };
    const durationMs = Math.max(0, Math.round(now() - startedAt));
    const delivery = { webhookId: webhook.id, ...attempt, ...outcome, at: startedAt, durationMs };
    const fields = consequences(posted);
    const noted = await store.webhooks.noteDelivery(delivery, fields);
    if (!noted.ok) throw new Error(`the delivery could not be written down: ${noted.code}`);
    if (fields.off) await this.#announceOff(webhook, fields.off);
    return { taken: isTaken(posted), delivery: noted.value };
  }

  #consequences(webhook: WebhookRecord, posted: Posted): WebhookFields {
    if (isTaken(posted)) return { failures: 0, failingSince: null, nextAttemptAt: null };
    const now = this.#deps.now();
    const failures = webhook.failures + 1;
    const failingSince = webhook.failingSince ?? now;
    const failed = { failures, failingSince, nextAttemptAt: null };
    if ('status' in posted && posted.status === GONE) return { ...failed, off: 'gone' };
    if (now - failingSince >= GIVE_UP_AFTER_MS) return { ...failed, off: 'failing' };
    return { ...failed, nextAttemptAt: now + retryDelay(failures, this.#deps.random()) };
  }

  /** Nobody asked for it: it goes into the log of actions and that of the server. */
  async #announceOff({ id, name, url }: WebhookRecord, off: string): Promise<void> {
    const { store, now, warn } = this.#deps;
    warn(
      { webhook: id, name, off },
      'a webhook was switched off: its receiver does not take what it is told'
    );
    await store.access.addAudit({
      at: now(),
      ...{ personName: null, deviceName: null, address: '' },
      action: 'webhook-switched-off',
      target: `${name} (${new URL(url).host})`.slice(0, 200),
      outcome: 'done'
    });
  }
}
