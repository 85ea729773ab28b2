import { live } from '$lib/components/live.svelte';
import type { ReadScan } from '$lib/components/scanning/scan-hub.svelte';
import { readOperator } from '$lib/db/commands/set-operator';
import { listPartners, listSites, readSettings } from '$lib/db/queries/catalogue';
import { findSerialsByKey } from '$lib/db/queries/search-serials';
import { readSerialView, type SerialView } from '$lib/db/queries/serial-view';
import {
  defaultSettings,
  serialsEnabled,
  type Location,
  type Partner,
  type Product
} from '$lib/domain/catalogue/catalogue';
import { kindRule, kindsOnForm, type MovementKind } from '$lib/domain/movement/kind';
import type { CaptureMethod, Condition, Movement } from '$lib/domain/movement/movement';
import { normaliseSerial, serialKey } from '$lib/domain/serial/serial-identity';
import { addDays, calendarDateAt } from '$lib/domain/time/site-day';
import type { DeviceErrorCode } from '$lib/db/result';
import type { Device } from '$lib/sync/device';
import { isWorkingDate, toDraft, type Direction, type FormValues, type Problems } from './draft';
import { fillingOf, productTyped } from './fill';
import { judge } from './judge';
import type { Told } from './outcome';

export const AUTO_SAVE = 'douchette.save-on-scan';

type ToldBy = (told: Told) => void;

/** One movement being made, and the next: product, place and partner stay for the next scan. */
export class MovementForm {
  readonly direction: Direction;
  kind = $state<MovementKind>('receipt');
  product = $state.raw<Product | null>(null);
  productHint = $state<string | null>(null);
  serial = $state('');
  lot = $state('');
  quantity = $state('1');
  location = $state.raw<Location | null>(null);
  partner = $state.raw<Partner | null>(null);
  label = $state('');
  document = $state('');
  condition = $state<Condition>('available');
  date = $state('');
  problems = $state.raw<Problems>({});
  saving = $state(false);
  /** Movements stored since the form was opened. */
  tally = $state(0);
  autoSave = $state(localStorage.getItem(AUTO_SAVE) === 'yes');
  told = $state.raw<Told>({ kind: 'ready' });
  turn = $state(0);
  #capture: CaptureMethod = 'typed';
  #rawScan: string | null = null;
  readonly #scannedHere = new Set<string>();
  readonly #device: Device;
  readonly #hear: ToldBy;
  readonly #settings;
  readonly #sites;
  readonly #now;

  /** Call it while a component starts. */
  constructor(input: { device: Device; direction: Direction; hear: ToldBy }) {
    const { device, direction, hear } = input;
    this.#device = device;
    this.#hear = hear;
    this.direction = direction;
    this.kind = kindsOnForm(direction)[0] ?? 'receipt';
    this.#settings = live(() => () => readSettings(device.db));
    this.#sites = live(() => () => listSites(device.db));
    this.date = this.today;
    // What is known of the serial before OK, so that nobody is surprised after it.
    this.#now = live(() => {
      const identity = this.identity;
      return async () => (identity ? { view: await readSerialView(device.db, identity) } : null);
    });
  }

  get kinds(): MovementKind[] {
    return kindsOnForm(this.direction);
  }

  get partnerRole(): Partner['roles'][number] {
    return kindRule(this.kind).partner ?? (this.direction === 'entry' ? 'supplier' : 'customer');
  }

  get serialsEnabled(): boolean {
    return serialsEnabled(this.#settings.value ?? defaultSettings);
  }

  get lotsEnabled(): boolean {
    return this.#settings.value?.lotManagement ?? true;
  }

  get timeZone(): string {
    const sites = this.#sites.value ?? [];
    const own = sites.find(({ id }) => id === this.location?.siteId) ?? sites[0];
    return own?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  /** The day on the wall of the site. */
  get today(): string {
    const { clock, sync } = this.#device;
    return calendarDateAt(this.timeZone, clock.now() + sync.state.serverOffsetMs);
  }

  /** The serial as it stands, once the form says which it is. */
  get identity(): { productId: string; serialKey: string } | null {
    const normal = normaliseSerial(this.serial);
    if (!this.product || !normal.ok) return null;
    const { id, exactCase } = this.product;
    return { productId: id, serialKey: serialKey(normal.serial, { exactCase }) };
  }

  /** What this device knows of the serial now: null when nothing, undefined when there is no serial yet. */
  get known(): SerialView | null | undefined {
    return this.identity ? this.#now.value?.view : undefined;
  }

  /** Would leaving lose something that was typed or scanned? */
  get holdsWork(): boolean {
    return (
      [this.serial, this.lot, this.label, this.document].some((text) => text !== '') ||
      this.productHint !== null
    );
  }

  step(days: -1 | 1): void {
    this.date = addDays(isWorkingDate(this.date) ? this.date : this.today, days);
  }

  keepAutoSave(on: boolean): void {
    this.autoSave = on;
    localStorage.setItem(AUTO_SAVE, on ? 'yes' : 'no');
  }

  chooseProduct(product: Product | null): void {
    this.product = product;
    this.productHint = null;
    this.problems = {};
    if (this.told.kind === 'invalid') this.told = { kind: 'ready' };
  }

  /** A code typed where the product goes: a product, or something to be named later. */
  async enterProduct(text: string): Promise<void> {
    const typed = text.trim();
    if (typed === '') return;
    const product = await productTyped(this.#device.db, typed);
    this.chooseProduct(product);
    if (!product) this.productHint = typed;
  }

  listPartners(): Promise<Partner[]> {
    return listPartners(this.#device.db, this.partnerRole);
  }

  /** Puts a scan into the form, and saves it when that was asked for and nothing is missing. */
  async take(scan: ReadScan): Promise<void> {
    const before = this.product;
    const filling = await fillingOf(this.#device.db, scan, before);
    if (filling.location) this.location = filling.location;
    if (filling.product) this.chooseProduct(filling.product);
    if (filling.unknownProduct !== undefined) {
      this.product = null;
      this.productHint = filling.unknownProduct;
    }
    if (filling.serial !== undefined) this.serial = filling.serial;
    if (filling.lot !== undefined) this.lot = filling.lot;
    this.#capture = scan.source;
    this.#rawScan = scan.raw;
    this.problems = {};
    const switched = before && filling.product && filling.product.id !== before.id ? filling.product : null;
    if (switched) this.#tell({ kind: 'wrong-product', product: `${switched.code} — ${switched.label}` });
    else this.#tell({ kind: 'filled', note: null });
    if (this.autoSave && filling.serial !== undefined && !switched && this.product) await this.save();
  }

  /** Whether what stands in the serial field is still what was scanned. */
  typedOver(): void {
    this.#capture = 'typed';
    this.#rawScan = null;
  }

  async save(): Promise<void> {
    if (this.saving) return;
    this.saving = true;
    this.#tell(await this.#store());
    this.saving = false;
  }

  /** Back to an empty form; what is kept for the next scan goes too. */
  reset(): void {
    this.#clearScan();
    this.product = null;
    this.location = null;
    this.partner = null;
    this.label = '';
    this.document = '';
    this.date = this.today;
    this.#tell({ kind: 'ready' });
  }

  async #store(): Promise<Told> {
    const { db } = this.#device;
    const operator = await readOperator(db);
    const context = { today: this.today, timeZone: this.timeZone };
    const values = this.#values();
    const result = operator ? toDraft(values, { ...context, operator }) : null;
    if (!result) return this.#failure('not-enrolled');
    if (!result.ok) {
      this.problems = result.problems;
      return { kind: 'invalid', count: Object.keys(result.problems).length };
    }
    const { identity } = this;
    const scanned = identity && JSON.stringify([identity.productId, identity.serialKey]);
    if (scanned && this.#scannedHere.has(scanned)) {
      const code = this.serial;
      this.#clearScan();
      return { kind: 'repeat', code };
    }
    const recorded = await this.#device.record(result.draft);
    if (!recorded.ok) return this.#failure(recorded.error.code);
    if (scanned) this.#scannedHere.add(scanned);
    this.tally += 1;
    const told = await this.#judge(recorded.value);
    this.#clearScan();
    return told;
  }

  async #judge(movement: Movement): Promise<Told> {
    const { db } = this.#device;
    const { identity } = this;
    const [view, all] = await Promise.all([
      identity ? readSerialView(db, identity) : null,
      movement.serial === undefined ? [] : findSerialsByKey(db, movement.serial)
    ]);
    const others = all.filter(({ row }) => row.productId !== movement.productId);
    const other = others.find(({ row }) => row.state.status === 'in-stock');
    const product = other ? await db.products.get(other.row.productId) : undefined;
    return {
      kind: 'stored',
      judgement: judge({ movementId: movement.id, productId: movement.productId, view, others }),
      direction: this.direction,
      code: movement.serial ?? this.product?.code ?? movement.productHint ?? '',
      otherProduct: product?.code ?? other?.row.productId ?? null
    };
  }

  #failure(code: DeviceErrorCode): Told {
    return { kind: 'failed', code };
  }

  #tell(told: Told): void {
    this.told = told;
    this.turn += 1;
    this.#hear(told);
  }

  #values(): FormValues {
    const { direction, kind, product, productHint, serial, lot, quantity, location } = this;
    const { partner, label, document, condition, date } = this;
    const typed = { serial, lot, quantity, label, document, date };
    const chosen = { direction, kind, product, productHint, location, partner, condition };
    return { ...typed, ...chosen, capture: this.#capture, rawScan: this.#rawScan };
  }

  #clearScan(): void {
    this.serial = '';
    this.lot = '';
    this.quantity = '1';
    this.productHint = null;
    this.problems = {};
    this.typedOver();
  }
}
