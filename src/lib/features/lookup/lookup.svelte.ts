import { live } from '$lib/components/live.svelte';
import type { ReadScan } from '$lib/components/scanning/scan-hub.svelte';
import { productByGtin, readSettings } from '$lib/db/queries/catalogue';
import { findSerialsByKey } from '$lib/db/queries/search-serials';
import { listNearSerials, listSerials, type SerialListing } from '$lib/db/queries/search-serials-list';
import type { SerialView } from '$lib/db/queries/serial-view';
import type { DouchetteDatabase } from '$lib/db/database';
import type { DeviceErrorCode } from '$lib/db/result';
import { serialsEnabled } from '$lib/domain/catalogue/catalogue';
import { presenceCounts, type SerialQuery } from '$lib/domain/serial/serial-query';
import type { SerialRow } from '$lib/domain/serial/serial-row';
import type { Device } from '$lib/sync/device';
import { CatalogueNames } from '$lib/live/catalogue-names.svelte';
import { noFilters, queryOf, type SerialFilters } from './serial-filters';

/** Rows asked of the server at once: it is asked for what this device does not hold. */
export const SHOWN = 60;

/** So few may not hold the one that was meant. */
const LITTLE = 2;

/** Near serials that are offered when little or nothing is found. */
const NEAR = 5;

interface Choice {
  id: string;
  label: string;
}

/** What the filters offer. */
export interface FilterChoices {
  products: Choice[];
  places: Choice[];
  sites: Choice[];
  partners: Choice[];
}

const noChoices: FilterChoices = { products: [], places: [], sites: [], partners: [] };

interface ServerAnswer {
  query: SerialQuery;
  rows: SerialRow[];
}

async function readChoices({
  products,
  locations,
  sites,
  partners
}: DouchetteDatabase): Promise<FilterChoices> {
  const [product, place, site, partner] = await Promise.all([
    products.toArray(),
    locations.toArray(),
    sites.toArray(),
    partners.toArray()
  ]);
  const byLabel = (list: Choice[]) => list.sort((a, b) => a.label.localeCompare(b.label));
  return {
    products: byLabel(product.map(({ id, code, label }) => ({ id, label: `${code} — ${label}` }))),
    places: byLabel(
      place.map(({ id, code, name }) => ({ id, label: code === name ? code : `${code} — ${name}` }))
    ),
    sites: byLabel(site.map(({ id, name }) => ({ id, label: name }))),
    partners: byLabel(partner.map(({ id, name }) => ({ id, label: name })))
  };
}

/** Is it in stock or has it left? Searched on this device, and on the server when asked to. */
export class Lookup {
  text = $state('');
  filters = $state<SerialFilters>({ ...noFilters });
  asking = $state(false);
  serverError = $state<DeviceErrorCode | null>(null);
  readonly names: CatalogueNames;
  #server = $state.raw<ServerAnswer | null>(null);
  readonly #device: Device;
  readonly #here;
  readonly #enabled;
  readonly #choices;
  readonly #zone;

  /** Call it while a component starts. */
  constructor(device: Device, begin: { text: string; filters: SerialFilters }) {
    this.#device = device;
    this.text = begin.text;
    this.filters = { ...begin.filters };
    this.names = new CatalogueNames(device.db);
    this.#choices = live(() => () => readChoices(device.db));
    this.#zone = live(() => async () => (await device.db.sites.toCollection().first())?.timeZone);
    this.#here = live(() => {
      const sought = this.sought;
      const query = this.#query;
      return async () => {
        const listing = await listSerials(device.db, query);
        const isAstray = listing.total <= LITTLE && sought !== '';
        const near = isAstray
          ? await listNearSerials(device.db, { text: sought, productId: query.productId, limit: NEAR })
          : [];
        const found = listing.identities(0, isAstray ? listing.total : 0);
        const isFound = ({ row }: SerialView) =>
          found.some(
            ({ productId, serialKey }) => productId === row.productId && serialKey === row.serialKey
          );
        return { text: sought, listing, near: near.filter((view) => !isFound(view)) };
      };
    });
    this.#enabled = live(() => async () => serialsEnabled(await readSettings(device.db)));
  }

  readonly #query = $derived.by(() => {
    const timeZone = this.#zone?.value ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    return queryOf(this.sought, { ...this.filters }, timeZone);
  });

  get sought(): string {
    return this.text.trim();
  }

  /** The screen exists only while its three settings are on. */
  get enabled(): boolean {
    return this.#enabled.value ?? true;
  }

  /** What this device finds; undefined until its first answer. */
  get listing(): SerialListing | undefined {
    return this.#here.value?.listing;
  }

  /** Serials that may have been meant beside those found, when these are few or none. */
  get near(): SerialView[] {
    return this.#here.value?.near ?? [];
  }

  /** How many serials each presence would show. */
  get counts(): ReturnType<typeof presenceCounts> | null {
    const counts = this.listing?.counts;
    return counts ? presenceCounts(counts) : null;
  }

  get choices(): FilterChoices {
    return this.#choices.value ?? noChoices;
  }

  /** Has this device answered for the text as it stands? */
  get answered(): boolean {
    return this.#here.value?.text === this.sought;
  }

  /** The server's rows, as long as what was asked is what is sought. */
  get serverRows(): SerialRow[] | null {
    return this.#server?.query === this.#query ? this.#server.rows : null;
  }

  async askServer(): Promise<void> {
    const query = this.#query;
    this.asking = true;
    this.serverError = null;
    const answer = await this.#device.transport.searchSerials({ ...query, limit: SHOWN });
    if (answer.ok) this.#server = { query, rows: answer.value.rows };
    else this.serverError = answer.error.code;
    this.asking = false;
  }

  /** A scan opens its serial when it names exactly one; otherwise it is what is searched. */
  async find(scan: ReadScan): Promise<SerialRow | null> {
    const { db } = this.#device;
    const text = scan.serial ?? scan.sscc ?? scan.gtin ?? scan.codes[0] ?? '';
    const product = scan.gtin === undefined ? null : await productByGtin(db, scan.gtin);
    const all = await findSerialsByKey(db, text);
    const own = product ? all.filter(({ row }) => row.productId === product.id) : all;
    const [only] = own;
    if (only && own.length === 1) return only.row;
    this.text = scan.serial === undefined && product ? product.code : text;
    return null;
  }
}
