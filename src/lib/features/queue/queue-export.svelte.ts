import { readUnsent } from '$lib/db/queries/unsent';
import { writeQueueFile } from '$lib/db/safety/queue-file';
import type { Device } from '$lib/sync/device';
import { inFileName, saveFile } from './save-file';

/** Saves what is not on the server to a file; it stays in the queue as well. */
export class QueueExport {
  busy = $state(false);
  exported = $state<number | null>(null);
  readonly #device: Device;

  constructor(device: Device) {
    this.#device = device;
  }

  /** @param name the name of the file, of a device, a day and a count */
  async save(name: (device: string, day: string, count: number) => string): Promise<void> {
    const { db, clock } = this.#device;
    this.busy = true;
    const [rows, identity] = await Promise.all([readUnsent(db), db.readMeta('identity')]);
    const exportedAt = clock.now();
    const deviceName = identity?.deviceName ?? '—';
    const text = await writeQueueFile(rows, {
      deviceId: identity?.deviceId ?? '',
      deviceName,
      incarnation: identity?.incarnation ?? '',
      exportedAt
    });
    const day = new Date(exportedAt).toISOString().slice(0, 10);
    saveFile(name(inFileName(deviceName), day, rows.length), text);
    this.exported = rows.length;
    this.busy = false;
  }
}
