import { WAKE_MESSAGE } from './worker-messages.ts';

/** What the window, the document and the service worker tell a device that may sync now. */
export interface TriggerTargets {
  window: EventTarget;
  document: EventTarget & { readonly visibilityState: string };
  /** `navigator.serviceWorker`, where there is one. */
  worker: EventTarget | null;
}

function isWakeMessage(event: Event): boolean {
  return 'data' in event && event.data === WAKE_MESSAGE;
}

/**
 * Wakes the sync when the network comes back, when the app comes to the front
 * and when the service worker says so. iOS has no Background Sync: there these
 * events and the timer are all there is.
 *
 * @returns what ends it
 */
export function listenToTriggers(targets: TriggerTargets, wake: () => void): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  targets.window.addEventListener('online', wake, { signal });
  // Back from the page cache of the browser, timers may have been frozen for long.
  targets.window.addEventListener('pageshow', wake, { signal });
  const onVisible = (): void => {
    if (targets.document.visibilityState === 'visible') wake();
  };
  targets.document.addEventListener('visibilitychange', onVisible, { signal });
  const onMessage = (event: Event): void => {
    if (isWakeMessage(event)) wake();
  };
  targets.worker?.addEventListener('message', onMessage, { signal });
  return () => listening.abort();
}
