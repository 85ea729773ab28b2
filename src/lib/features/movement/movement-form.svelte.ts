import { live } from '$lib/components/live.svelte';
import type { ReadScan } from '$lib/components/scanning/scan-hub.svelte';
import { readOperator } from '$lib/db/commands/set-operator';
import { readSerialView, type SerialView } from '$lib/db/queries/serial-view';
import type { Product } from '$lib/domain/catalogue/catalogue';
import type { CaptureMethod } from '$lib/domain/movement/movement';
import { explainMisfit, type Misfit } from '$lib/domain/serial/explain-misfit';
import { normaliseSerial, serialKey } from '$lib/domain/serial/serial-identity';
import type { Device } from '$lib/sync/device';
import type { Direction } from './direction';
import { dayPart, isWorkingDate, placePart, toDrafts, type FormValues } from './draft';
import { fillingOf, productTyped, type Filling } from './fill';
import { FormFields } from './form-fields.svelte';
import { foresee, type Foreseen, type Intent } from './judge';
import type { Told } from './outcome';
import { storeMany, storeOne } from './store-movement';
import type { ListedSerial, Taken } from './take-text';
import { typedRange, type TypedRange } from './typed-range';

/** What takes longer is shown as being under way. */
const SLOW_MS = 500;

type ToldBy = (told: Told) => void;

/** One movement being made, or many at once, and the next: product, place and partner stay for the next scan. */
export class MovementForm extends FormFields {
  saving = $state(false);
  /** Saving has been under way for longer than a moment. */
  slow = $state(false);
  /** Movements stored since the form was opened. */
  tally = $state(0);
  told = $state.raw<Told>({ kind: 'ready' });
  turn = $state(0);
  #capture = $state<CaptureMethod>('typed');
  #rawScan: string | null = null;
  readonly #storedHere = new Set<string>();
  readonly #hear: ToldBy;
  readonly #now;

  /** Call it while a component starts. */
  constructor(input: { device: Device; direction: Direction; hear: ToldBy }) {
    super(input);
    this.#hear = input.hear;
    const { db } = input.device;
    // What is known of the serial before OK, so that nobody is surprised after it.
    this.#now = live(() => {
      const identity = this.identity;
      return async () => (identity ? { view: await readSerialView(db, identity) } : null);
    });
  }

  /** The serial in the field as it stands, once the form says which it is. */
  get identity(): { productId: string; serialKey: string } | null {
    const normal = normaliseSerial(this.serial);
    if (!this.product || !normal.ok || this.several || this.tracking.serialAbsence) return null;
    const { id, exactCase } = this.product;
    return { productId: id, serialKey: serialKey(normal.serial, { exactCase }) };
  }

  /** What this device knows of the serial now: null when nothing, undefined when there is no serial yet. */
  get known(): SerialView | null | undefined {
    return this.identity ? this.#now.value?.view : undefined;
  }

  /** What was typed into the field of one serial, when it reads as several. */
  get typedRange(): TypedRange | null {
    // A code that was scanned is one serial, whatever it looks like.
    const isTyped = !this.several && this.#capture === 'typed' && this.tracking.serialAbsence === null;
    return isTyped ? typedRange(this.serial) : null;
  }

  /** Why a serial does not look like the others of the product; empty when it does, or nothing is known. */
  misfits(serial: string): Misfit[] {
    const normal = normaliseSerial(serial);
    const pattern = this.product?.serialPattern;
    if (!pattern || !normal.ok) return [];
    return explainMisfit(pattern, normal.serial, { exactCase: this.product?.exactCase ?? false });
  }

  /** What each serial of the list will turn out to be; null while that is being looked up. */
  foreseeList(): (Foreseen | null)[] {
    // Worked out once: of thousands, each would ask the calendar.
    const intent = this.#intent();
    return this.batch.list.map((listed) => this.#foresee(listed, intent));
  }

  /** One serial at a time, or a list; what was entered goes along. */
  takeSeveral(on: boolean): void {
    this.problems = {};
    if (on && !this.several) {
      this.batch.text = [this.batch.text, this.serial].filter((text) => text !== '').join('\n');
      this.serial = '';
      this.typedOver();
    }
    this.several = on;
  }

  /** Several lines were pasted. */
  paste(text: string): void {
    this.takeSeveral(true);
    this.batch.text = [this.batch.text, text].filter((part) => part !== '').join('\n');
    this.takeTyped();
  }

  /** Takes what stands in the field into the list, and says what became of it. */
  takeTyped(ambiguous?: 'range' | 'serial'): Taken {
    this.takeSeveral(true);
    const taken = this.batch.takeTyped(ambiguous);
    this.#tellTaken(taken, null);
    void this.batch.look();
    return taken;
  }

  override chooseProduct(product: Product | null, unitAt = 0): void {
    super.chooseProduct(product, unitAt);
    if (this.told.kind === 'invalid') this.told = { kind: 'ready' };
  }

  /** A code typed where the product goes: a product, or something to be named later. */
  async enterProduct(text: string): Promise<void> {
    const typed = text.trim();
    if (typed === '') return;
    const found = await productTyped(this.device.db, typed);
    this.chooseProduct(found?.product ?? null, found?.unitAt);
    if (!found) this.productHint = typed;
  }

  /** Puts a scan into the form, and saves it when that was asked for and nothing is missing. */
  async take(scan: ReadScan): Promise<void> {
    const before = this.product;
    const filling = await fillingOf(this.device.db, scan, before);
    this.#fill(filling);
    this.problems = {};
    const switched = before && filling.product && filling.product.id !== before.id ? filling.product : null;
    const isListed = this.several && filling.serial !== undefined;
    if (isListed) await this.#list(scan);
    else this.#fillThing(filling, scan);
    if (switched) this.#tell({ kind: 'wrong-product', product: `${switched.code} — ${switched.label}` });
    else if (!isListed) this.#tell({ kind: 'filled', note: null });
    const isWhole = !isListed && filling.serial !== undefined && this.product !== null;
    if (this.autoSave && isWhole && !switched) await this.save();
  }

  /** Takes the pieces of a sheet into the list. */
  async takeAll(scans: readonly ReadScan[]): Promise<void> {
    this.takeSeveral(true);
    for (const scan of scans) await this.take(scan);
  }

  /** Whether what stands in the serial field is still what was scanned. */
  typedOver(): void {
    this.#capture = 'typed';
    this.#rawScan = null;
  }

  async save(): Promise<void> {
    if (this.saving) return;
    this.saving = true;
    const timer = setTimeout(() => (this.slow = true), SLOW_MS);
    try {
      this.#tell(await this.#store());
    } finally {
      clearTimeout(timer);
      this.slow = false;
      this.saving = false;
    }
  }

  async #store(): Promise<Told> {
    const unread = this.#takeUnread();
    if (unread) return unread;
    const operator = await readOperator(this.device.db);
    if (!operator) return { kind: 'failed', code: 'not-enrolled' };
    const values = this.#values();
    const result = toDrafts(values, { today: this.today, timeZone: this.timeZone, operator });
    if (!result.ok) {
      this.problems = result.problems;
      return { kind: 'invalid', count: Object.keys(result.problems).length };
    }
    const [draft] = result.drafts;
    return values.list.length > 0 || !draft
      ? this.#storeList(values.list, result.drafts)
      : this.#storeOne(draft);
  }

  /** What was typed and not taken yet is taken first; anything about it that needs a look stops the saving. */
  #takeUnread(): Told | null {
    const range = this.typedRange;
    const waits = this.several && this.tracking.serialAbsence === null && this.batch.text.trim() !== '';
    if (!waits && (!range || range.ambiguous)) return null;
    const { added, repeated, problems } = this.takeTyped();
    const needsNoLook = added <= 1 && repeated.length === 0 && problems.length === 0;
    return needsNoLook ? null : this.told;
  }

  async #storeOne(draft: Parameters<typeof storeOne>[1]['draft']): Promise<Told> {
    const { identity, direction } = this;
    const mark = identity && this.#mark(identity.serialKey);
    if (mark && this.#storedHere.has(mark)) {
      const code = this.serial;
      this.#clearScan();
      return { kind: 'repeat', code };
    }
    const stored = await storeOne(this.device, { draft, identity, direction });
    if (stored.kind === 'failed') return stored;
    if (mark) this.#storedHere.add(mark);
    this.tally += 1;
    this.#clearScan();
    return { ...stored, code: stored.code || (this.product?.code ?? '') };
  }

  async #storeList(
    list: readonly ListedSerial[],
    drafts: Parameters<typeof storeMany>[1]['drafts']
  ): Promise<Told> {
    await this.batch.look();
    const foreseen = this.foreseeList();
    const stored = await storeMany(this.device, {
      drafts: drafts.filter((_, at) => foreseen[at] !== 'repeat'),
      judgements: foreseen.flatMap((judgement) => (judgement === 'repeat' ? [] : [judgement])),
      direction: this.direction
    });
    if (stored.kind === 'failed') return stored;
    for (const { key } of list) this.#storedHere.add(this.#mark(key));
    this.tally += stored.count;
    this.#clearScan();
    return { ...stored, skipped: list.length - stored.count };
  }

  #fill(filling: Filling): void {
    if (filling.location) this.placeScanned(filling.location);
    if (filling.product && filling.product.id !== this.product?.id) this.chooseProduct(filling.product);
    if (filling.unitAt !== undefined) this.unitAt = filling.unitAt;
    if (filling.unknownProduct !== undefined) {
      this.chooseProduct(null);
      this.productHint = filling.unknownProduct;
    }
  }

  #fillThing(filling: Filling, scan: ReadScan): void {
    if (filling.serial !== undefined) this.serial = filling.serial;
    if (filling.lot !== undefined) this.lot = filling.lot;
    this.#capture = scan.source;
    this.#rawScan = scan.raw;
  }

  /** A scan into the list: heard at once when there is something to hear of it. */
  async #list(scan: ReadScan): Promise<void> {
    const taken = this.batch.takeScanned(scan);
    if (!taken) return this.#tell({ kind: 'invalid', count: 1 });
    await this.batch.look();
    this.#tellTaken(taken, scan.serial ?? null);
  }

  #foresee({ key, serial }: ListedSerial, intent: Intent): Foreseen | null {
    if (this.#storedHere.has(this.#mark(key))) return 'repeat';
    if (!this.product) return 'unidentified';
    const known = this.batch.known(key);
    return known ? foresee({ serial, known, intent, now: this.instant }) : null;
  }

  #tellTaken({ added, repeated, problems, list }: Taken, code: string | null): void {
    const last = code === null || added === 0 ? undefined : list.at(-1);
    const judgement = last ? this.#foresee(last, this.#intent()) : null;
    const counts = { added, repeated: repeated.length, problems: problems.length, total: list.length };
    this.#tell({ kind: 'listed', ...counts, code, judgement });
  }

  #tell(told: Told): void {
    this.told = told;
    this.turn += 1;
    this.#hear(told);
  }

  /** Tells one scan of this form from another: the same serial may well move twice, to different places. */
  #mark(key: string): string {
    const { product, kind, from, to } = this;
    return JSON.stringify([product?.id ?? this.productHint, key, kind, from?.id, to?.id]);
  }

  #intent(): Intent {
    const { kind, date, today, timeZone } = this;
    const day = isWorkingDate(date) ? date : today;
    return { kind, ...placePart(this), ...dayPart(day, { today, timeZone }) };
  }

  #values(): FormValues {
    const { kind, product, productHint, tracking, lot, quantity, unit, from, to } = this;
    const { partner, label, document, condition, date } = this;
    return {
      ...{ kind, product, productHint, tracking, lot, quantity, unit, from, to },
      ...{ partner, label, document, condition, date },
      serial: this.several ? '' : this.serial,
      list: this.several ? this.batch.list : [],
      capture: this.#capture,
      rawScan: this.#rawScan
    };
  }

  #clearScan(): void {
    this.serial = '';
    this.batch.clear();
    this.lot = '';
    this.quantity = '1';
    this.productHint = null;
    this.problems = {};
    this.stored = { label: this.label, document: this.document };
    this.typedOver();
  }
}
