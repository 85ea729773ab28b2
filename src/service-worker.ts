/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
/// <reference types="@sveltejs/kit" />

/**
 * Starts the app without a network and flushes the queue when it comes back. It
 * holds no domain logic: what a movement is and when it may leave the queue is
 * decided in `lib`, by the same code as in the page.
 */
import { build, files, version } from '$service-worker';
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { PUSH_TAG } from './lib/sync/background-sync.ts';
import { flushQueue } from './lib/sync/flush-queue.ts';
import { SKIP_WAITING_MESSAGE, WAKE_MESSAGE } from './lib/sync/worker-messages.ts';

const worker = self as unknown as ServiceWorkerGlobalScope;

/** The one page of the app: every route is rendered from it on the device. */
const SHELL = '/';

/** Background Sync is in no standard library yet. */
interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

precacheAndRoute([
  { url: SHELL, revision: version },
  // Names under `build` carry their content's hash, those in `static` do not.
  ...build.map((url) => ({ url, revision: null })),
  ...files.map((url) => ({ url, revision: version }))
]);
cleanupOutdatedCaches();
registerRoute(
  new NavigationRoute(createHandlerBoundToURL(SHELL), { denylist: [/^\/api(\/|$)/, /^\/authority\.crt$/] })
);

// The page that installed the first worker needs it before its next load: its
// other screens are chunks that only the cache can give without a network.
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener('message', (event) => {
  // Only when the person agrees: a new version never takes over in mid-scan.
  if (event.data === SKIP_WAITING_MESSAGE) void worker.skipWaiting();
});

async function flushAndTell(): Promise<void> {
  await flushQueue();
  for (const client of await worker.clients.matchAll()) client.postMessage(WAKE_MESSAGE);
}

worker.addEventListener('sync', (event) => {
  const { tag } = event as SyncEvent;
  if (tag === PUSH_TAG) (event as SyncEvent).waitUntil(flushAndTell());
});
