import { live } from '$lib/components/live.svelte';
import type { ReadScan } from '$lib/components/scanning/scan-hub.svelte';
import { productByGtin, readSettings } from '$lib/db/queries/catalogue';
import { findSerialsByKey, searchSerials } from '$lib/db/queries/search-serials';
import type { SerialView } from '$lib/db/queries/serial-view';
import type { DeviceErrorCode } from '$lib/db/result';
import { serialsEnabled } from '$lib/domain/catalogue/catalogue';
import type { SerialRow } from '$lib/domain/serial/serial-row';
import type { Device } from '$lib/sync/device';
import { CatalogueNames } from './catalogue-names.svelte';

export const SHOWN = 60;

interface ServerAnswer {
  text: string;
  rows: SerialRow[];
}

/** Is it in stock or has it left? Searched on this device, and on the server when asked to. */
export class Lookup {
  text = $state('');
  asking = $state(false);
  serverError = $state<DeviceErrorCode | null>(null);
  readonly names: CatalogueNames;
  #server = $state.raw<ServerAnswer | null>(null);
  readonly #device: Device;
  readonly #here;
  readonly #enabled;

  /** Call it while a component starts. */
  constructor(device: Device, text: string) {
    this.#device = device;
    this.text = text;
    this.names = new CatalogueNames(device.db);
    this.#here = live(() => {
      const sought = this.sought;
      return async () => ({
        text: sought,
        views: await searchSerials(device.db, { text: sought, limit: SHOWN })
      });
    });
    this.#enabled = live(() => async () => serialsEnabled(await readSettings(device.db)));
  }

  get sought(): string {
    return this.text.trim();
  }

  /** The screen exists only while its three settings are on. */
  get enabled(): boolean {
    return this.#enabled.value ?? true;
  }

  /** Undefined until the first answer of this device. */
  get views(): SerialView[] | undefined {
    return this.#here.value?.views;
  }

  /** Has this device answered for the text as it stands? */
  get answered(): boolean {
    return this.#here.value?.text === this.sought;
  }

  /** The server's rows, as long as the text is the one that was asked. */
  get serverRows(): SerialRow[] | null {
    return this.#server?.text === this.sought ? this.#server.rows : null;
  }

  async askServer(): Promise<void> {
    const text = this.sought;
    this.asking = true;
    this.serverError = null;
    const answer = await this.#device.transport.searchSerials({ text, limit: SHOWN });
    if (answer.ok) this.#server = { text, rows: answer.value.rows };
    else this.serverError = answer.error.code;
    this.asking = false;
  }

  /** A scan opens its serial when it names exactly one; otherwise it is what is searched. */
  async find(scan: ReadScan): Promise<SerialRow | null> {
    const { db } = this.#device;
    const text = scan.serial ?? scan.gtin ?? scan.codes[0] ?? '';
    const product = scan.gtin === undefined ? null : await productByGtin(db, scan.gtin);
    const all = await findSerialsByKey(db, text);
    const own = product ? all.filter(({ row }) => row.productId === product.id) : all;
    const [only] = own;
    if (only && own.length === 1) return only.row;
    this.text = scan.serial === undefined && product ? product.code : text;
    return null;
  }
}
