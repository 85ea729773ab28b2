import { connectToPage } from './connect-to-page.ts';
import { createSyncLoop, type SyncLoop, type SyncLoopOptions } from './sync-loop.ts';

/**
 * What exchanges with the server, with the schemas of the wire: loaded behind the
 * first screen, which shows what is on the device.
 */
export { createHttpTransport } from './http-transport.ts';

/** A sync loop that the page and the server wake, until it is stopped. */
export function createPageLoop(options: SyncLoopOptions): SyncLoop {
  const loop = createSyncLoop(options);
  const { stop } = loop;
  const disconnect = connectToPage(options.db, loop);
  return Object.assign(loop, {
    async stop() {
      disconnect();
      await stop();
    }
  });
}
