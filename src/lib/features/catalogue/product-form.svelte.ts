import { knownSerials, readCatalogue } from '$lib/db/queries/catalogue';
import type { Product } from '$lib/domain/catalogue/catalogue';
import { checkProducts } from '$lib/domain/catalogue/check-products';
import { learnSerialPattern } from '$lib/domain/serial/serial-pattern';
import type { DeskApi } from '$lib/sync/desk-api';
import type { Device } from '$lib/sync/device';
import { patternValues, readProduct, valuesOf, type DecimalSign, type ProductValues } from './product-draft';
import { amongOthers, RowForm } from './row-form.svelte';

/** What the serials on this device have taught. */
export interface Learned {
  count: number;
  found: boolean;
}

/** A product under edit. */
export class ProductForm extends RowForm<Product, ProductValues> {
  learned = $state.raw<Learned | null>(null);
  readonly #db: Device['db'];

  /** @param input.unit of a new product */
  constructor(input: {
    device: Device;
    api: DeskApi;
    product: Product | null;
    sign: DecimalSign;
    unit: string;
  }) {
    const { device, api, product, sign, unit } = input;
    super(device, product, {
      toValues: (row) => valuesOf(row, sign, unit),
      toRow: (id, values) => {
        const { product: row, faults } = readProduct(id, values);
        return { row, faults };
      },
      check: async (row) => checkProducts(amongOthers(row, (await readCatalogue(device.db)).products)),
      put: (put) => api.putProduct(put)
    });
    this.#db = device.db;
  }

  /** Shows what the known serials have in common; it counts once it is saved. */
  async learn(): Promise<void> {
    const serials = await knownSerials(this.#db, this.id);
    const pattern = learnSerialPattern(serials, { exactCase: this.values.exactCase });
    this.learned = { count: serials.length, found: pattern !== null };
    if (pattern) this.values.pattern = patternValues(pattern);
  }
}
