import { setOperator } from '$lib/db/commands/set-operator';
import { readOperator } from '$lib/db/queries/operator';
import type { DouchetteDatabase } from '$lib/db/database';
import type { QueueGuard } from '$lib/db/safety/queue-guard';
import type { DeviceErrorCode } from '$lib/db/result';
import type { Operator } from '$lib/domain/movement/movement';
import { uuidV7 } from '$lib/domain/id';
import { startDevice, type Device } from '$lib/sync/device';
import { createHttpTransport } from '$lib/sync/http-transport';
import type { SyncStatus } from '$lib/sync/sync-loop';
import type { Answer, Transport } from '$lib/sync/transport';

/**
 *   enrol ─▶ fill (only when the server has nothing) ─▶ receive ─▶ the app
 */
/** How a browser came in: to be named by its user, as a person who signed in, or paired at the desk. */
export type Entry = { kind: 'visitor' } | { kind: 'person'; operator: Operator } | { kind: 'paired' };

type Step = 'enrol' | 'fill' | 'receive';

/** The first visit: who this device and its user are, and what to begin with. */
export class FirstVisit {
  step = $state<Step>('enrol');
  busy = $state(false);
  error = $state<DeviceErrorCode | null>(null);
  sync = $state.raw<SyncStatus | null>(null);
  readonly #db: DouchetteDatabase;
  readonly #guard: QueueGuard;
  readonly #transport: Transport;
  readonly #done: (device: Device) => void;
  readonly #entry: Entry;
  #deviceName = '';

  constructor(input: {
    db: DouchetteDatabase;
    guard: QueueGuard;
    entry?: Entry;
    transport?: Transport;
    done: (device: Device) => void;
  }) {
    this.#db = input.db;
    this.#guard = input.guard;
    this.#done = input.done;
    this.#entry = input.entry ?? { kind: 'visitor' };
    this.#transport = input.transport ?? createHttpTransport({ fetch: (url, init) => fetch(url, init) });
    if (this.#entry.kind === 'paired') void this.#receive();
  }

  async enrol(names: { device: string; operator: string }): Promise<void> {
    this.#deviceName = names.device.trim();
    await this.#ask(async () => {
      const enrolled = await this.#transport.enrol({ name: this.#deviceName });
      if (!enrolled.ok) return enrolled;
      const named = await setOperator(this.#db, await this.#operatorNamed(names.operator.trim()));
      if (!named.ok) return named;
      const status = await this.#transport.status();
      if (!status.ok) return status;
      if (status.value.empty) this.step = 'fill';
      else await this.#receive();
      return status;
    });
  }

  /** Who signed in; else who was here before, or somebody new, under the name given. */
  async #operatorNamed(name: string): Promise<Operator> {
    if (this.#entry.kind === 'person') return this.#entry.operator;
    const random = crypto.getRandomValues(new Uint8Array(10));
    const known = await readOperator(this.#db);
    return { id: known?.id ?? uuidV7({ now: Date.now(), random }), name };
  }

  async fillDemo(serials: number): Promise<void> {
    await this.#fill(() => this.#transport.fillDemo({ serials }));
  }

  async startEmpty(siteName: string): Promise<void> {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    await this.#fill(() => this.#transport.startEmpty({ siteName: siteName.trim(), timeZone }));
  }

  async #fill(fill: () => Promise<Answer<null>>): Promise<void> {
    await this.#ask(async () => {
      const filled = await fill();
      // Another device was faster: what it chose is what we begin with.
      if (!filled.ok && filled.error.code !== 'not-empty') return filled;
      await this.#receive();
      return filled;
    });
  }

  async #ask(
    action: () => Promise<{ ok: true } | { ok: false; error: { code: DeviceErrorCode } }>
  ): Promise<void> {
    this.busy = true;
    this.error = null;
    const result = await action();
    if (!result.ok && result.error.code !== 'not-empty') this.error = result.error.code;
    this.busy = false;
  }

  /** Starts the sync and enters the app once the first one has ended. */
  async #receive(): Promise<void> {
    this.step = 'receive';
    const device = await startDevice({
      db: this.#db,
      guard: this.#guard,
      transport: this.#transport,
      deviceName: this.#deviceName
    });
    const stop = device.sync.subscribe((status) => {
      this.sync = status;
      if (status.lastSyncedAt === null) return;
      queueMicrotask(() => stop());
      this.#done(device);
    });
  }
}
