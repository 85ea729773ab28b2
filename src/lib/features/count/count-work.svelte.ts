import type { ReadScan } from '$lib/components/scanning/scan-hub.svelte';
import { countArea, liveCounts } from '$lib/db/queries/read-count';
import { locationById } from '$lib/db/queries/catalogue';
import { readSerialView } from '$lib/db/queries/serial-view';
import type { MovementDraft } from '$lib/db/commands/record-movement';
import type { DeviceErrorCode } from '$lib/db/result';
import type { Location, Product } from '$lib/domain/catalogue/catalogue';
import { judgeSighting } from '$lib/domain/count/count-serials';
import { isInArea } from '$lib/domain/count/count-scope';
import type { Document } from '$lib/domain/document/document';
import { foldable, type FoldableMovement, type Movement } from '$lib/domain/movement/movement';
import { MICROS_PER_UNIT, formatQuantity, parseQuantity } from '$lib/domain/quantity';
import { serialKey } from '$lib/domain/serial/serial-identity';
import { authorOf } from '$lib/sync/author';
import type { Device } from '$lib/sync/device';
import { fillingOf, type Filling } from '$lib/work/fill';
import { takeBack } from '$lib/work/take-back';
import type { Told } from './count-told';

/** Goods without serial, of which a person is asked how many there are. */
export interface AskedQuantity {
  product: Product;
  lot: string;
  typed: string;
}

type Goods = Pick<
  MovementDraft,
  'productId' | 'productHint' | 'quantityMicros' | 'serial' | 'lot' | 'container'
>;

const isOwn = ({ origin }: FoldableMovement, deviceId: string | null): boolean =>
  origin.deviceId === deviceId;

const tokenOf = (product: Product | null, serial: string): string =>
  `${product?.id ?? ''}/${serialKey(serial, { exactCase: product?.exactCase ?? false })}`;

/**
 * Counting under one document: where the counter stands, and what each scan is.
 * Nothing is kept in memory that a reload would lose: the place is that of the
 * last own count, and what was counted lies in the database.
 */
export class CountWork {
  place = $state.raw<Location | null>(null);
  asked = $state.raw<AskedQuantity | null>(null);
  told = $state.raw<Told>({ kind: 'ready' });
  turn = $state(0);
  /** The last own count, which can be taken back. */
  last = $state.raw<Movement | null>(null);
  /** Where each serial was last counted under this document, by `tokenOf`. */
  #counted = new Map<string, string>();
  readonly #device: Device;
  readonly #document: Document;
  readonly #hear: (told: Told) => void;

  constructor(input: { device: Device; document: Document; hear: (told: Told) => void }) {
    this.#device = input.device;
    this.#document = input.document;
    this.#hear = input.hear;
  }

  /** Heeds what is counted by now, here and on other devices; at first it goes on where this one was. */
  async heed(counts: readonly FoldableMovement[]): Promise<void> {
    const { db } = this.#device;
    const [identity, products] = await Promise.all([
      db.readMeta('identity'),
      db.products.bulkGet(counts.map(({ productId }) => productId ?? ''))
    ]);
    this.#counted = new Map(
      counts.map((one, at) => [tokenOf(products[at] ?? null, one.serial ?? ''), one.toLocationId ?? ''])
    );
    this.last = counts.filter((one) => isOwn(one, identity?.deviceId ?? null)).at(-1) ?? null;
    const placeId = this.last?.toLocationId;
    if (!this.place && placeId !== undefined) this.place = await locationById(db, placeId);
  }

  async take(scan: ReadScan): Promise<void> {
    const filling = await fillingOf(this.#device.db, scan, await this.#scopeProduct());
    if (filling.location) return this.choosePlace(filling.location);
    if (filling.serial !== undefined) return this.#tell(await this.#countSerial(filling, scan));
    if (filling.product) return this.#takeProduct(filling.product, filling.lot ?? '');
    this.#tell({ kind: 'refused', code: scan.raw });
  }

  /** The pieces of a pallet or of a sheet, each counted as seen here: what was scanned is kept in each. */
  async takeSeveral(scans: readonly ReadScan[]): Promise<void> {
    const told: Told[] = [];
    for (const scan of scans) {
      const filling = await fillingOf(this.#device.db, scan, await this.#scopeProduct());
      if (filling.serial !== undefined) told.push(await this.#countSerial(filling, scan));
    }
    const isStored = ({ kind }: Told) => kind === 'sighted' || kind === 'unidentified';
    const isBad = ({ kind }: Told) => !['sighted', 'unidentified', 'again'].includes(kind);
    const bad = told.find(isBad);
    const counted = told.filter(isStored).length;
    const surprising = told.filter((one) => one.kind === 'sighted' && one.finding !== 'as-expected').length;
    this.#tell(bad ?? { kind: 'several', counted, surprising });
  }

  async choosePlace(location: Location): Promise<void> {
    const { locationIds } = await countArea(this.#device.db, this.#document);
    if (locationIds && !locationIds.has(location.id)) {
      return this.#tell({ kind: 'outside', code: location.code });
    }
    this.place = location;
    this.#tell({ kind: 'place', code: location.code });
  }

  /** Stores the quantity that was asked for; false while what stands there is no quantity. */
  async storeQuantity(asked: AskedQuantity): Promise<boolean> {
    const micros = asked.typed.trim() === '0' ? 0 : parseQuantity(asked.typed);
    if (micros === null) return false;
    const lot = asked.lot.trim();
    const goods = { productId: asked.product.id, quantityMicros: micros, ...(lot !== '' && { lot }) };
    const code = asked.product.code;
    const stored = await this.#record({ ...goods, capture: 'typed' });
    if (typeof stored === 'string') {
      this.#tell({ kind: 'failed', error: stored });
      return true;
    }
    this.asked = null;
    this.#tell({ kind: 'quantity', code, quantity: `${formatQuantity(micros)} ${asked.product.unit}` });
    return true;
  }

  /** Takes the last own count back. */
  async undo(): Promise<void> {
    const { last } = this;
    const author = await authorOf(this.#device);
    if (!last || !author) return;
    const error = await takeBack(this.#device, { movements: [last], today: author.effectiveDate });
    if (error) return this.#tell({ kind: 'failed', error });
    this.#tell({ kind: 'takenBack', code: last.serial ?? '' });
    await this.heed(await liveCounts(this.#device.db, this.#document));
  }

  async #scopeProduct(): Promise<Product | null> {
    const productId = this.#document.scope?.productId ?? null;
    return productId === null ? null : ((await this.#device.db.products.get(productId)) ?? null);
  }

  async #takeProduct(product: Product, lot: string): Promise<void> {
    if (!this.#accepts(product)) return this.#tell({ kind: 'outside', code: product.code });
    if (!this.place) return this.#tell({ kind: 'noPlace', code: product.code });
    if (product.tracking === 'serial' || product.tracking === 'lot-and-serial')
      return this.#tell({ kind: 'serialNeeded', code: product.code });
    this.asked = { product, lot, typed: '' };
  }

  async #countSerial(filling: Filling, scan: ReadScan): Promise<Told> {
    const { serial = '', lot } = filling;
    const product = filling.product ?? (await this.#scopeProduct());
    if (!this.place) return { kind: 'noPlace', code: serial };
    if (product && !this.#accepts(product)) return { kind: 'outside', code: serial };
    const hint = filling.unknownProduct;
    const goods: Goods = {
      productId: product?.id ?? null,
      quantityMicros: MICROS_PER_UNIT,
      serial,
      ...(lot !== undefined && { lot }),
      ...(scan.sscc !== undefined && { container: scan.sscc }),
      ...(!product && hint !== undefined && { productHint: hint })
    };
    const token = tokenOf(product, serial);
    if (this.#counted.get(token) === this.place.id) return { kind: 'again', code: serial };
    const known = product ? await this.#known(product, serial) : null;
    const movement = await this.#record({ ...goods, capture: scan.source, rawScan: scan.raw });
    if (typeof movement === 'string') return { kind: 'failed', error: movement };
    this.#counted.set(token, this.place.id);
    if (!product) return { kind: 'unidentified', code: serial };
    const found = judgeSighting(known?.row.state ?? null, foldable(movement, null));
    // Who counts blind is not told what is expected.
    const finding = this.#document.blind ? 'as-expected' : found;
    return { kind: 'sighted', code: serial, finding };
  }

  #accepts(product: Product): boolean {
    const productId = this.#document.scope?.productId ?? null;
    return isInArea({ locationIds: null, productId }, { productId: product.id, locationId: null });
  }

  #known(product: Product, serial: string) {
    const key = serialKey(serial, { exactCase: product.exactCase });
    return readSerialView(this.#device.db, { productId: product.id, serialKey: key });
  }

  async #record(
    fields: Goods & Pick<MovementDraft, 'capture' | 'rawScan'>
  ): Promise<Movement | DeviceErrorCode> {
    const author = await authorOf(this.#device);
    if (!author || !this.place) return 'not-enrolled';
    const { operator, effectiveDate } = author;
    const { number } = this.#document;
    const where = { toLocationId: this.place.id, document: number };
    const recorded = await this.#device.record({
      ...fields,
      ...where,
      kind: 'count',
      operator,
      effectiveDate
    });
    if (!recorded.ok) return recorded.error.code;
    this.last = recorded.value;
    return recorded.value;
  }

  #tell(told: Told): void {
    this.told = told;
    this.turn += 1;
    this.#hear(told);
  }
}
