/** The tag under which the service worker is asked to flush the queue. */
export const PUSH_TAG = 'douchette-push';

/** The Background Sync part of a registration, which only Chromium has. */
interface SyncManager {
  register(tag: string): Promise<void>;
}

function syncManagerOf(registration: ServiceWorkerRegistration | undefined): SyncManager | null {
  if (!registration || !('sync' in registration)) return null;
  return registration.sync as SyncManager;
}

/**
 * Asks the browser to wake the service worker once there is a network, even when
 * the app is closed by then. Does nothing where the browser cannot; the app's own
 * triggers remain.
 *
 * @returns whether the browser has promised it
 */
export async function requestBackgroundPush(
  workers: Pick<ServiceWorkerContainer, 'getRegistration'> | undefined
): Promise<boolean> {
  try {
    const manager = syncManagerOf(await workers?.getRegistration());
    if (!manager) return false;
    await manager.register(PUSH_TAG);
    return true;
  } catch {
    // The person or a policy has switched it off: it was only ever an extra.
    return false;
  }
}
