import { version } from '$app/environment';
import { readDeviceIdentity } from '$lib/db/commands/set-device-identity';
import { readOperator } from '$lib/db/queries/operator';
import { openDatabase, type DouchetteDatabase } from '$lib/db/database';
import { createQueueGuard, type QueueGuard } from '$lib/db/safety/queue-guard';
import { storedMark } from '$lib/db/safety/stored-mark';
import { opfsQueueCopy } from '$lib/db/safety/worker-queue-copy';
import { afterNextPaint } from '$lib/sync/after-next-paint';
import { platformRandom } from '$lib/sync/browser-device';
import { startDevice, type Device } from '$lib/sync/device';

type Stage =
  | { name: 'opening' }
  | { name: 'first-visit'; db: DouchetteDatabase; guard: QueueGuard }
  | { name: 'ready'; device: Device }
  | { name: 'stuck' };

/** Opens the device's storage and says whether the app can begin or must be introduced first. */
export class Session {
  #stage = $state.raw<Stage>({ name: 'opening' });
  #tellShown: () => void = () => undefined;
  /** Resolves once the first screen is drawn. */
  readonly #shown = new Promise<void>((resolve) => (this.#tellShown = resolve));

  get stage(): Stage {
    return this.#stage;
  }

  async open(): Promise<void> {
    try {
      // The worker of the second copy starts while the database opens.
      const copy = opfsQueueCopy();
      const db = await openDatabase();
      const marks = storedMark(() => localStorage);
      const guard = createQueueGuard({ db, copy, marks, now: () => Date.now(), random: platformRandom });
      // No scan before what was lost is back: its numbers must not be given again.
      await guard.begin();
      const [identity, operator, shared] = await Promise.all([
        readDeviceIdentity(db),
        readOperator(db),
        db.readMeta('operators')
      ]);
      // On a shared phone who works says so at the lock.
      if (!identity?.deviceId || !(operator || shared)) this.#stage = { name: 'first-visit', db, guard };
      else this.enter(await startDevice({ db, guard, after: this.#shown }));
    } catch {
      this.#stage = { name: 'stuck' };
    }
  }

  /** The first visit is done: the app runs on this device from now on. */
  enter(device: Device): void {
    this.#stage = { name: 'ready', device };
    void afterNextPaint().then(() => {
      this.#tellShown();
      return attend(device);
    });
  }
}

/** What the device does for the desk; without its code it is done after the next start. */
async function attend(device: Device): Promise<void> {
  const { attendToServer } = await import('$lib/sync/attend').catch(() => ({ attendToServer: null }));
  attendToServer?.({ device, version });
}
