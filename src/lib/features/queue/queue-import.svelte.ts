import { importQueue, type ImportedQueue } from '$lib/db/commands/import-queue';
import { countKnown } from '$lib/db/queries/unsent';
import type { DeviceErrorCode } from '$lib/db/result';
import { readQueueFile, type QueueFileProblem, type ReadQueueFile } from '$lib/db/safety/queue-file';
import type { Device } from '$lib/sync/device';

/** What a person sees of a file before it is taken in. */
export interface FilePreview {
  device: string;
  exportedAt: number;
  count: number;
  parked: number;
  known: number;
  /** When the first and the last movement were recorded, ms; null in an empty file. */
  first: number | null;
  last: number | null;
}

/** Takes in the unsent movements of another device, after a look at what they are. */
export class QueueImport {
  busy = $state(false);
  preview = $state.raw<FilePreview | null>(null);
  problem = $state.raw<{ code: QueueFileProblem['code'] | 'unreadable'; line?: number | undefined } | null>(
    null
  );
  error = $state<DeviceErrorCode | null>(null);
  imported = $state.raw<ImportedQueue | null>(null);
  readonly #device: Device;
  #file: ReadQueueFile | null = null;

  constructor(device: Device) {
    this.#device = device;
  }

  async choose(file: Blob): Promise<void> {
    this.reset();
    this.busy = true;
    const text = await file.text().catch(() => null);
    const read = text === null ? null : await readQueueFile(text);
    if (read?.ok) await this.#show(read.value);
    else this.problem = read ? read.error : { code: 'unreadable' };
    this.busy = false;
  }

  async confirm(): Promise<void> {
    if (!this.#file) return;
    this.busy = true;
    const result = await importQueue(this.#device.db, this.#file);
    if (result.ok) {
      this.reset();
      this.imported = result.value;
      await this.#device.guard.level();
      this.#device.sync.nudge();
    } else this.error = result.error.code;
    this.busy = false;
  }

  reset(): void {
    this.#file = null;
    this.preview = null;
    this.problem = null;
    this.error = null;
    this.imported = null;
  }

  async #show(file: ReadQueueFile): Promise<void> {
    const { header, entries } = file;
    const instants = entries.map(({ movement }) => movement.recordedAt).sort((a, b) => a - b);
    this.#file = file;
    this.preview = {
      device: header.deviceName,
      exportedAt: header.exportedAt,
      count: entries.length,
      parked: entries.filter(({ state }) => state === 'parked').length,
      known: await countKnown(
        this.#device.db,
        entries.map(({ movement }) => movement.id)
      ),
      first: instants[0] ?? null,
      last: instants.at(-1) ?? null
    };
  }
}
