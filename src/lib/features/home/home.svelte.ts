import { live } from '$lib/components/live.svelte';
import { locationByBarcode, productByCode, productByGtin, searchProducts } from '$lib/db/queries/catalogue';
import { serialsInContainer } from '$lib/db/queries/container';
import { documentByNumber } from '$lib/db/queries/documents';
import { findSerialsByKey, searchSerials } from '$lib/db/queries/search-serials';
import type { SerialView } from '$lib/db/queries/serial-view';
import { countSerials } from '$lib/db/serials/read-rows';
import type { ReadScan } from '$lib/components/scanning/scan-hub.svelte';
import type { Location, Product } from '$lib/domain/catalogue/catalogue';
import type { Document } from '$lib/domain/document/document';
import { normaliseSerial, serialKey } from '$lib/domain/serial/serial-identity';
import type { Device } from '$lib/sync/device';

/** What one text or scan may mean. */
export interface Found {
  serials: SerialView[];
  products: Product[];
  locations: Location[];
  documents: Document[];
}

export interface Known {
  serials: number;
  products: number;
  locations: number;
}

const nothing: Found = { serials: [], products: [], locations: [], documents: [] };
const SHOWN = 6;
/** Of a pallet. */
const CONTENT_SHOWN = 200;
const SSCC = /^\d{18}$/;

const merged = <Item extends { id: string }>(items: readonly (Item | null)[]): Item[] => [
  ...new Map(items.flatMap((item) => (item ? [[item.id, item] as const] : []))).values()
];

/** Home: any scan or text finds the right thing. */
export class Home {
  text = $state('');
  readonly #device: Device;
  readonly #found;
  readonly #known;
  readonly #labels;

  /** Call it while a component starts. */
  constructor(device: Device) {
    this.#device = device;
    const { db } = device;
    this.#found = live(() => {
      const text = this.text.trim();
      return () => (text === '' ? Promise.resolve(nothing) : this.#search(text));
    });
    this.#known = live(() => async (): Promise<Known> => {
      const [serials, products, locations] = await Promise.all([
        countSerials(db),
        db.products.count(),
        db.locations.count()
      ]);
      return { serials, products, locations };
    });
    this.#labels = live(() => async () => new Map((await db.products.toArray()).map((one) => [one.id, one])));
  }

  get found(): Found {
    return this.#found.value ?? nothing;
  }

  get isNothing(): boolean {
    const counts = Object.values(this.found).map((list) => list.length);
    return this.#found.value !== undefined && counts.every((count) => count === 0);
  }

  get known(): Known | undefined {
    return this.#known.value;
  }

  product(id: string): Product | undefined {
    return this.#labels.value?.get(id);
  }

  async #search(text: string): Promise<Found> {
    const { db } = this.#device;
    const [serials, products, location, document, onPallet] = await Promise.all([
      searchSerials(db, { text, limit: SHOWN }),
      searchProducts(db, text, 3),
      locationByBarcode(db, text),
      documentByNumber(db, text),
      SSCC.test(text) ? serialsInContainer(db, text) : []
    ]);
    return {
      serials: onPallet.length > 0 ? onPallet.slice(0, CONTENT_SHOWN) : serials,
      products,
      locations: merged([location]),
      documents: merged([document])
    };
  }

  /** The serial that a scan names in full, known here or not; its page says which. */
  async named(scan: ReadScan): Promise<{ productId: string; serialKey: string } | null> {
    const { gtin, serial } = scan;
    const product = gtin === undefined ? null : await productByGtin(this.#device.db, gtin);
    const normal = serial === undefined ? null : normaliseSerial(serial);
    if (!product || !normal?.ok) return null;
    return { productId: product.id, serialKey: serialKey(normal.serial, { exactCase: product.exactCase }) };
  }

  /** What a scan means: its own serial if it is known, else whatever its codes name. */
  async find(scan: ReadScan): Promise<Found> {
    const { db } = this.#device;
    const product = scan.gtin === undefined ? null : await productByGtin(db, scan.gtin);
    const serials = scan.serial === undefined ? [] : await findSerialsByKey(db, scan.serial);
    const own = product ? serials.filter(({ row }) => row.productId === product.id) : serials;
    const locations = await Promise.all(scan.codes.map((code) => locationByBarcode(db, code)));
    const byCode = await Promise.all(scan.codes.map((code) => productByCode(db, code)));
    const documents = await Promise.all(scan.codes.map((code) => documentByNumber(db, code)));
    return {
      serials: own,
      products: merged([product, ...byCode]),
      locations: merged(locations),
      documents: merged(documents)
    };
  }
}
