import type { Context, MiddlewareHandler } from 'hono';
import { streamSSE, type SSEMessage } from 'hono/streaming';
import type { Cursor } from '../../src/lib/protocol/pull.ts';
import { LIVE_BEAT_MS } from '../../src/lib/protocol/live.ts';
import type { LiveHub } from '../services/live/live-hub.ts';
import { answerError } from './answer.ts';
import type { Env } from './env.ts';
import { stillHolds } from './identify.ts';

const eventOf = (at: Cursor) => ({ event: 'at', data: JSON.stringify(at) });

/**
 * The stream of one device, until either side ends it, or its token or key holds no
 * more: each event and beat is for who may still hear it.
 */
export const liveStream =
  (hub: LiveHub) =>
  async (c: Context<Env>): Promise<Response> => {
    const { device, store } = c.get('ctx');
    if (!device) return answerError(c, { code: 'not-enrolled' });
    return streamSSE(c, async (stream) => {
      const ended = Promise.withResolvers<void>();
      const tell = async (message: SSEMessage): Promise<void> => {
        if (await stillHolds(c)) await stream.writeSSE(message);
        else ended.resolve();
      };
      const remove = hub.add({
        deviceId: device.id,
        send: (at) => void tell(eventOf(at)).catch(ended.resolve),
        end: ended.resolve
      });
      const beat = setInterval(
        () => void tell({ event: 'beat', data: '' }).catch(ended.resolve),
        LIVE_BEAT_MS
      );
      stream.onAbort(ended.resolve);
      // Read once the hub knows the stream: no change falls between the two.
      await tell(eventOf(await store.readPresent()));
      await ended.promise;
      clearInterval(beat);
      remove();
    });
  };

/** Tells the devices that listen after each request that has moved the feed. */
export function announceWrites(hub: LiveHub): MiddlewareHandler<Env> {
  return async (c, next) => {
    const { store } = c.get('ctx');
    if (c.req.method !== 'POST' || !hub.isHeard) return next();
    const before = await store.readPresent();
    await next();
    const at = await store.readPresent();
    if (at.seq !== before.seq || at.epoch !== before.epoch) hub.publish(at);
  };
}
