import { Workbox } from 'workbox-window';
import { SKIP_WAITING_MESSAGE } from './worker-messages.ts';

export interface AppUpdates {
  /** Calls back when a new version is installed and waits; returns what ends it. */
  onUpdateReady(callback: () => void): () => void;
  /**
   * Lets the new version take over. Resolves once it has, and the caller reloads:
   * this never does, since only the screen knows that no scan is under way.
   */
  applyUpdate(): Promise<void>;
  /** Looks for a new version now. */
  check(): Promise<void>;
}

/**
 * Registers the service worker and watches for new versions of the app. Null
 * where the browser has no service worker (not a secure context), and during
 * development, where a cached shell would hide every change: the app works, but
 * does not start offline.
 *
 * @param scriptUrl where the built worker is; SvelteKit puts it at the root
 */
export function watchAppUpdates(scriptUrl = '/service-worker.js'): AppUpdates | null {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return null;
  const workbox = new Workbox(scriptUrl);
  const callbacks = new Set<() => void>();
  let ready = false;
  workbox.addEventListener('waiting', () => {
    ready = true;
    for (const callback of callbacks) callback();
  });
  // Without a worker the app still runs: the console of the browser says why.
  const registered = workbox.register().catch(() => undefined);
  return {
    onUpdateReady(callback) {
      callbacks.add(callback);
      if (ready) callback();
      return () => callbacks.delete(callback);
    },
    async applyUpdate() {
      const waiting = (await registered)?.waiting;
      // Another tab was asked first: the new version has taken over already.
      if (!waiting) return;
      const controlling = new Promise<void>((resolve) => {
        workbox.addEventListener('controlling', () => resolve());
      });
      waiting.postMessage(SKIP_WAITING_MESSAGE);
      await controlling;
    },
    check: () => workbox.update()
  };
}
