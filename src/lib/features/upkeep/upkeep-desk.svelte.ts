import { live } from '$lib/components/live.svelte';
import { readSettings } from '$lib/db/queries/catalogue';
import type { DeviceErrorCode } from '$lib/db/result';
import type { PurgeRequest, UpkeepResponse, UpkeepState } from '$lib/protocol/upkeep';
import type { DeskApi } from '$lib/sync/desk-api';
import type { Device } from '$lib/sync/device';
import type { Answer } from '$lib/sync/transport';

/** How often the server is asked how far it is. */
const ASK_AGAIN_MS = 400;

/** The upkeep of the server as the desk follows it. */
export class UpkeepDesk {
  /** The last one, running or ended; null before any. */
  state = $state.raw<UpkeepState | null>(null);
  error = $state<DeviceErrorCode | null>(null);
  asked = $state(false);
  readonly #api: DeskApi;
  readonly #settings;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Call it while a component starts. */
  constructor(api: DeskApi, device: Device) {
    this.#api = api;
    this.#settings = live(() => () => readSettings(device.db));
    $effect(() => {
      void this.#ask(api.upkeep());
      return () => clearTimeout(this.#timer);
    });
  }

  get closedBefore(): string | null {
    return this.#settings.value?.closedBefore ?? null;
  }

  get isRunning(): boolean {
    return this.state !== null && this.state.endedAt === null;
  }

  recalculate = (): Promise<void> => this.#ask(this.#api.recalculate());

  purge = (request: PurgeRequest): Promise<void> => this.#ask(this.#api.purge(request));

  async #ask(answer: Promise<Answer<UpkeepResponse>>): Promise<void> {
    clearTimeout(this.#timer);
    const given = await answer;
    this.asked = true;
    this.error = given.ok ? null : given.error.code;
    if (given.ok) this.state = given.value.upkeep;
    if (this.isRunning) this.#timer = setTimeout(() => void this.#ask(this.#api.upkeep()), ASK_AGAIN_MS);
  }
}
