import { live } from '$lib/components/live.svelte';
import type { ReadScan } from '$lib/components/scanning/scan-hub.svelte';
import { readOperator } from '$lib/db/queries/operator';
import { listSites, productById, readSettings } from '$lib/db/queries/catalogue';
import type { DeviceErrorCode } from '$lib/db/result';
import { defaultSettings, type Location, type Product, type Settings } from '$lib/domain/catalogue/catalogue';
import { formatQuantity } from '$lib/domain/quantity';
import { componentsFor, type Component } from '$lib/domain/stock/bill-of-materials';
import { calendarDateAt } from '$lib/domain/time/site-day';
import type { Device } from '$lib/sync/device';
import { fillingOf } from '$lib/work/fill';
import { MovementDate } from './movement-date.svelte';
import { madeMicros, toProduction, type PartValues, type ProductionProblems } from './production';
import { Saving } from './saving.svelte';

/** One part of a production, as it is typed. */
export class PartFields {
  readonly product: Product;
  serials = $state('');
  lot = $state('');
  quantity = $state('1');

  constructor(product: Product) {
    this.product = product;
  }

  get values(): PartValues {
    const { product, serials, lot, quantity } = this;
    return { product, serials, lot, quantity };
  }

  addSerial(serial: string): void {
    this.serials = [this.serials.trimEnd(), serial].filter((line) => line !== '').join('\n');
  }
}

export type ProductionTold =
  | { kind: 'ready' }
  | { kind: 'filled'; code: string }
  | { kind: 'stored'; code: string; movements: number }
  | { kind: 'invalid'; count: number }
  | { kind: 'failed'; code: DeviceErrorCode };

/** A composed product being made: its components go out and it comes in, in one envelope. */
export class ProductionForm {
  made = $state.raw<PartFields | null>(null);
  components = $state.raw<readonly PartFields[]>([]);
  /** Components of the bill that are not in this device's catalogue. */
  unknown = $state.raw<readonly string[]>([]);
  from = $state.raw<Location | null>(null);
  to = $state.raw<Location | null>(null);
  document = $state('');
  label = $state('');
  problems = $state.raw<ProductionProblems>(new Map());
  readonly saving = new Saving();
  tally = $state(0);
  told = $state.raw<ProductionTold>({ kind: 'ready' });
  turn = $state(0);
  readonly #day = new MovementDate(() => this.today);
  readonly #device: Device;
  readonly #hear: (told: ProductionTold) => void;
  readonly #settings;
  readonly #sites;

  /** Call it while a component starts. */
  constructor(input: { device: Device; hear: (told: ProductionTold) => void }) {
    const { device, hear } = input;
    this.#device = device;
    this.#hear = hear;
    this.#settings = live(() => () => readSettings(device.db));
    this.#sites = live(() => () => listSites(device.db));
  }

  get settings(): Settings {
    return this.#settings.value ?? defaultSettings;
  }

  get timeZone(): string {
    const sites = this.#sites.value ?? [];
    const own = sites.find(({ id }) => id === (this.to ?? this.from)?.siteId) ?? sites[0];
    return own?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  get today(): string {
    const { clock, sync } = this.#device;
    return calendarDateAt(this.timeZone, clock.now() + sync.state.serverOffsetMs);
  }

  /** What the production takes of each component, once it is known how many are made. */
  get needs(): readonly Component[] {
    const micros = this.made && madeMicros(this.made.values, this.settings);
    return (micros && this.made && componentsFor(this.made.product.components, micros)) || [];
  }

  needOf(productId: string): number | null {
    return this.needs.find((need) => need.productId === productId)?.quantityMicros ?? null;
  }

  get holdsWork(): boolean {
    const parts = this.made ? [this.made, ...this.components] : [];
    return [this.document, this.label, ...parts.flatMap(({ serials, lot }) => [serials, lot])].some(
      (text) => text !== ''
    );
  }

  async chooseProduct(product: Product | null): Promise<void> {
    this.problems = new Map();
    if (!product) {
      this.made = null;
      this.components = [];
      this.unknown = [];
      return;
    }
    const { db } = this.#device;
    const found = await Promise.all(product.components.map(({ productId }) => productById(db, productId)));
    this.made = new PartFields(product);
    this.components = found.flatMap((component) => (component ? [new PartFields(component)] : []));
    this.unknown = product.components.filter((_, at) => !found[at]).map(({ productId }) => productId);
    this.fillQuantities();
  }

  /** What the bill says for the quantity made; a person may write over it. */
  fillQuantities(): void {
    for (const component of this.components) {
      const need = this.needOf(component.product.id);
      if (need !== null) component.quantity = formatQuantity(need);
    }
  }

  get date(): string {
    return this.#day.value;
  }

  set date(day: string) {
    this.#day.value = day;
  }

  step(days: -1 | 1): void {
    this.#day.step(days);
  }

  /** A scan goes to the part that it is of; the product's own code begins the production. */
  async take(scan: ReadScan): Promise<void> {
    const filling = await fillingOf(this.#device.db, scan, null);
    await this.saving.idle();
    if (filling.location) {
      if (this.from) this.to = filling.location;
      else this.from = filling.location;
      return this.#tell({ kind: 'filled', code: filling.location.code });
    }
    const { product, serial } = filling;
    if (product && !this.made && product.components.length > 0) await this.chooseProduct(product);
    const parts = this.made ? [this.made, ...this.components] : [];
    const part = parts.find((one) => one.product.id === product?.id) ?? (product ? undefined : this.made);
    if (!part) return this.#tell({ kind: 'invalid', count: 1 });
    if (serial !== undefined) part.addSerial(serial);
    if (filling.lot !== undefined) part.lot = filling.lot;
    this.fillQuantities();
    this.#tell({ kind: 'filled', code: serial ?? part.product.code });
  }

  async save(): Promise<void> {
    const told = await this.saving.run(() =>
      this.#store().catch((): ProductionTold => ({ kind: 'failed', code: 'storage-failed' }))
    );
    if (told) this.#tell(told);
  }

  async #store(): Promise<ProductionTold> {
    const operator = await readOperator(this.#device.db);
    if (!operator) return { kind: 'failed', code: 'not-enrolled' };
    const { made, components, settings, from, to, document, label, date } = this;
    const result = toProduction(
      {
        ...{ settings, from, to, document, label, date },
        made: made?.values ?? null,
        components: components.map(({ values }) => values)
      },
      { today: this.today, timeZone: this.timeZone, operator }
    );
    if (!result.ok) {
      this.problems = result.problems;
      return { kind: 'invalid', count: result.problems.size };
    }
    const recorded = await this.#device.recordAll(result.drafts, { group: true });
    if (!recorded.ok) return { kind: 'failed', code: recorded.error.code };
    const outputs = result.drafts.filter(({ kind }) => kind === 'production-output');
    this.tally += result.drafts.length;
    const [first] = outputs;
    const code =
      outputs.length === 1 && first?.serial !== undefined ? first.serial : (made?.product.code ?? '');
    await this.chooseProduct(made?.product ?? null);
    return { kind: 'stored', code, movements: result.drafts.length };
  }

  #tell(told: ProductionTold): void {
    this.told = told;
    this.turn += 1;
    this.#hear(told);
  }
}
