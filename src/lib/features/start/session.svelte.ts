import { readDeviceIdentity } from '$lib/db/commands/set-device-identity';
import { readOperator } from '$lib/db/commands/set-operator';
import { openDatabase, type DouchetteDatabase } from '$lib/db/database';
import { startDevice, type Device } from '$lib/sync/device';

type Stage =
  | { name: 'opening' }
  | { name: 'first-visit'; db: DouchetteDatabase }
  | { name: 'ready'; device: Device }
  | { name: 'stuck' };

/** Opens the device's storage and says whether the app can begin or must be introduced first. */
export class Session {
  #stage = $state.raw<Stage>({ name: 'opening' });

  get stage(): Stage {
    return this.#stage;
  }

  async open(): Promise<void> {
    try {
      const db = await openDatabase();
      const [identity, operator] = await Promise.all([readDeviceIdentity(db), readOperator(db)]);
      if (!identity?.deviceId || !operator) this.#stage = { name: 'first-visit', db };
      else this.enter(await startDevice({ db }));
    } catch {
      this.#stage = { name: 'stuck' };
    }
  }

  /** The first visit is done: the app runs on this device from now on. */
  enter(device: Device): void {
    this.#stage = { name: 'ready', device };
  }
}
