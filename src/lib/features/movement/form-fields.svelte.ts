import { live } from '$lib/components/live.svelte';
import { listPartners, listSites, readSettings } from '$lib/db/queries/catalogue';
import { defaultSettings, type Location, type Partner, type Product } from '$lib/domain/catalogue/catalogue';
import type { MovementKind } from '$lib/domain/movement/kind';
import type { Condition } from '$lib/domain/movement/movement';
import { calendarDateAt } from '$lib/domain/time/site-day';
import type { Device } from '$lib/sync/device';
import { kindsFor, partnerRoleOf, placesOf, type Direction } from './direction';
import type { Problems } from './draft';
import { MovementDate } from './movement-date.svelte';
import { SerialBatch } from './serial-batch.svelte';
import { trackingOf, type Tracking } from './tracking';
import { unitsOf, type Unit } from '$lib/work/units';

export const AUTO_SAVE = 'douchette.save-on-scan';

/** The fields of a movement form, as they are filled, and what follows from them for one another. */
export class FormFields {
  readonly direction: Direction;
  readonly batch: SerialBatch;
  kind = $state<MovementKind>('receipt');
  product = $state.raw<Product | null>(null);
  productHint = $state<string | null>(null);
  serial = $state('');
  /** Many serials at once: scans and texts go into a list. */
  several = $state(false);
  lot = $state('');
  quantity = $state('1');
  /** The place of the chosen unit among those of the product. */
  unitAt = $state(0);
  from = $state.raw<Location | null>(null);
  to = $state.raw<Location | null>(null);
  partner = $state.raw<Partner | null>(null);
  label = $state('');
  document = $state('');
  condition = $state<Condition>('available');
  problems = $state.raw<Problems>({});
  autoSave = $state(localStorage.getItem(AUTO_SAVE) === 'yes');
  /** What stays in the form for the next movement and was stored with the one before. */
  protected stored = $state.raw({ label: '', document: '' });
  protected readonly device: Device;
  readonly #day = new MovementDate(() => this.today);
  readonly #settings;
  readonly #sites;

  /** Call it while a component starts. */
  constructor(input: { device: Device; direction: Direction }) {
    const { device, direction } = input;
    this.device = device;
    this.direction = direction;
    this.batch = new SerialBatch(device.db, () => device.clock.monotonic());
    this.kind = kindsFor(direction)[0] ?? 'receipt';
    this.#settings = live(() => () => readSettings(device.db));
    this.#sites = live(() => () => listSites(device.db));
  }

  get kinds(): MovementKind[] {
    return kindsFor(this.direction);
  }

  /** The pallet (SSCC) that goes with what is entered now; on an entry it stays until it is complete. */
  get container(): string | null {
    return this.batch.container;
  }

  set container(sscc: string | null) {
    this.batch.container = sscc;
  }

  /** What is entered here comes into stock. */
  get entering(): boolean {
    return this.direction === 'entry';
  }

  get partnerRole(): Partner['roles'][number] | null {
    return partnerRoleOf(this.kind);
  }

  get places(): { from: boolean; to: boolean } {
    return placesOf(this.kind);
  }

  get tracking(): Tracking {
    const settings = this.#settings.value ?? defaultSettings;
    return trackingOf({ product: this.product, settings, direction: this.direction });
  }

  get units(): [Unit, ...Unit[]] {
    return unitsOf(this.product);
  }

  get unit(): Unit {
    return this.units[this.unitAt] ?? this.units[0];
  }

  get timeZone(): string {
    const sites = this.#sites.value ?? [];
    const place = this.to ?? this.from;
    const own = sites.find(({ id }) => id === place?.siteId) ?? sites[0];
    return own?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  /** Now, as the server would say. */
  get instant(): number {
    const { clock, sync } = this.device;
    return clock.now() + sync.state.serverOffsetMs;
  }

  /** The day on the wall of the site. */
  get today(): string {
    return calendarDateAt(this.timeZone, this.instant);
  }

  /** Would leaving lose something that was typed or scanned? */
  get holdsWork(): boolean {
    const texts = [this.serial, this.batch.text, this.lot];
    const isNew = this.label !== this.stored.label || this.document !== this.stored.document;
    const hasThing = this.batch.list.length > 0 || this.productHint !== null;
    return hasThing || isNew || texts.some((text) => text !== '');
  }

  get date(): string {
    return this.#day.value;
  }

  set date(day: string) {
    this.#day.value = day;
  }

  /** The day that a person chose; null while it is today. */
  get chosenDate(): string | null {
    return this.#day.chosen;
  }

  step(days: -1 | 1): void {
    this.#day.step(days);
  }

  keepAutoSave(on: boolean): void {
    this.autoSave = on;
    localStorage.setItem(AUTO_SAVE, on ? 'yes' : 'no');
  }

  chooseKind(kind: MovementKind): void {
    this.kind = kind;
    this.problems = {};
    const role = this.partnerRole;
    if (this.partner && role && !this.partner.roles.includes(role)) this.partner = null;
  }

  chooseProduct(product: Product | null, unitAt = 0): void {
    this.product = product;
    this.unitAt = unitAt;
    this.productHint = null;
    this.problems = {};
    void this.batch.belongTo(product);
  }

  /** A shelf's label: where the thing goes; on a transfer first where it comes from. */
  placeScanned(location: Location): void {
    const { from, to } = this.places;
    if (from && (!to || !this.from)) this.from = location;
    else this.to = location;
  }

  async listPartners(): Promise<Partner[]> {
    const role = this.partnerRole;
    return role ? listPartners(this.device.db, role) : [];
  }
}
