import { live } from '$lib/components/live.svelte';
import { readSettings } from '$lib/db/queries/catalogue';
import { readStockEntries, type HeldStock } from '$lib/db/queries/stock-entries';
import type { Location, Product } from '$lib/domain/catalogue/catalogue';
import { placesUnder } from '$lib/domain/serial/search-catalogue';
import {
  stockState,
  type StockGrouping,
  type StockLine,
  type StockStateQuery
} from '$lib/domain/stock/stock-state';
import type { Device } from '$lib/sync/device';

interface Held {
  entries: HeldStock[];
  products: Product[];
  locations: Location[];
  currency: string;
}

export interface StockFilters {
  by: StockGrouping;
  productId: string;
  locationId: string;
  alertsOnly: boolean;
}

/** The stock state as this device knows it, own movements included; it follows the database, offline too. */
export class StockList {
  readonly #held;
  readonly #query;

  /** Call it while a component starts. */
  constructor(device: Device, filters: () => StockFilters) {
    const { db } = device;
    this.#held = live(() => async (): Promise<Held> => {
      const [entries, products, locations, settings] = await Promise.all([
        readStockEntries(db),
        db.products.toArray(),
        db.locations.toArray(),
        readSettings(db)
      ]);
      return { entries, products, locations, currency: settings.currency };
    });
    this.#query = $derived.by((): StockStateQuery => {
      const { by, productId, locationId, alertsOnly } = filters();
      const locations = this.#held.value?.locations ?? [];
      return {
        by,
        productId: productId || null,
        locationIds: locationId === '' ? null : placesUnder(locationId, locations),
        alertsOnly
      };
    });
  }

  /** Undefined until the device has answered. */
  get lines(): StockLine[] | undefined {
    const held = this.#held.value;
    return held && stockState({ entries: held.entries, products: held.products, query: this.#query });
  }

  /** Do movements of this device wait, so that the server may see it otherwise? */
  get isProvisional(): boolean {
    return this.#held.value?.entries.some(({ standing }) => standing !== 'confirmed') ?? false;
  }

  get currency(): string {
    return this.#held.value?.currency ?? 'EUR';
  }
}
