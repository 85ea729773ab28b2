import { visibleName } from '$lib/components/text/visible-text';
import type { ReadScan } from '$lib/components/scanning/scan-hub.svelte';
import { readOperator } from '$lib/db/queries/operator';
import type { Product } from '$lib/domain/catalogue/catalogue';
import type { Movement } from '$lib/domain/movement/movement';
import type { Device } from '$lib/sync/device';
import type { Direction } from './direction';
import { doubtOf, type Doubt } from '$lib/work/doubt';
import { toDrafts, type FormValues } from './draft';
import { fillingOf, productTyped, type Filling } from '$lib/work/fill';
import { FormSerials } from './form-serials.svelte';
import type { Told } from './outcome';
import { Saving } from './saving.svelte';
import { readStandings } from '$lib/db/queries/standings';
import { storeMany, storeOne } from './store-movement';
import { takeBack } from '$lib/work/take-back';
import type { ListedSerial, Taken } from './take-text';

type ToldBy = (told: Told) => void;

const named = ({ product, unknownProduct = '' }: Filling): string =>
  visibleName(product ? `${product.code} — ${product.label}` : unknownProduct);

const isEmpty = (filling: Filling): boolean => Object.keys(filling).length === 0;

/** One movement being made, or many at once, and the next: product, place and partner stay for the next scan. */
export class MovementForm extends FormSerials {
  readonly saving = new Saving();
  told = $state.raw<Told>({ kind: 'ready' });
  turn = $state(0);
  readonly #hear: ToldBy;

  /** Call it while a component starts. */
  constructor(input: { device: Device; direction: Direction; hear: ToldBy }) {
    super(input);
    this.#hear = input.hear;
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
    const filling = await fillingOf(this.device.db, scan, this.product);
    // What is being stored still stands in the fields: the scan must not be cleared away with it.
    await this.saving.idle();
    const before = this.product;
    if (scan.refusal && isEmpty(filling)) return this.#refuse(scan);
    if (this.#belongsElsewhere(filling)) return this.#tell({ kind: 'not-taken', product: named(filling) });
    if (filling.serial !== undefined) this.keepScanned(filling.serial);
    this.#fill(filling);
    this.problems = {};
    const switched = before && filling.product && filling.product.id !== before.id;
    const isListed = this.several && filling.serial !== undefined;
    if (isListed) await this.#list(scan);
    else this.#fillThing(filling, scan);
    if (scan.sscc !== undefined && filling.serial === undefined) return this.#takePallet(scan.sscc);
    if (scan.refusal && filling.product) return this.#refuse(scan);
    if (switched) this.#tell({ kind: 'wrong-product', product: named(filling) });
    else if (!isListed) this.#tell({ kind: 'filled', note: null });
    const isWhole = !isListed && filling.serial !== undefined && this.product !== null;
    if (this.autoSave && isWhole && !switched) await this.#saveScanned(filling);
  }

  /** Takes the pieces of a sheet into the list. */
  async takeAll(scans: readonly ReadScan[]): Promise<void> {
    this.takeSeveral(true);
    const left: Told[] = [];
    for (const scan of scans) {
      await this.take(scan);
      if (this.told.kind === 'not-taken') left.push(this.told);
    }
    // The last thing that is said is that some were left out, not that the last one was taken.
    const [first] = left;
    if (first && this.told.kind !== 'not-taken') this.#tell(first);
  }

  async save(): Promise<void> {
    const told = await this.saving.run(() =>
      this.#store().catch((): Told => ({ kind: 'failed', code: 'storage-failed' }))
    );
    if (told) this.#tell(told);
  }

  /** Takes the last scan back: off the list, out of the field, or by a movement when it is stored. */
  async undo(): Promise<void> {
    const last = this.batch.list.at(-1);
    if (this.several && last) {
      this.batch.remove(last.key);
      return this.#tell({ kind: 'taken-back', code: last.serial, count: 1, wasStored: false });
    }
    if (this.scanned) {
      const code = this.serial;
      this.#clearScan();
      return this.#tell({ kind: 'taken-back', code, count: 1, wasStored: false });
    }
    const told = await this.saving.run(() =>
      this.#takeBack().catch((): Told => ({ kind: 'failed', code: 'storage-failed' }))
    );
    if (told) this.#tell(told);
  }

  /** What undoing would take back; null when there is nothing. */
  get undoable(): { code: string | null; count: number } | null {
    const last = this.several ? this.batch.list.at(-1) : undefined;
    if (last) return { code: last.serial, count: 1 };
    if (this.scanned) return { code: this.serial, count: 1 };
    const act = this.session.last;
    return act && { code: act.code, count: act.movements.length };
  }

  async #takeBack(): Promise<Told> {
    const act = this.session.last;
    if (!act) return { kind: 'ready' };
    const { movements, code } = act;
    const failure = await takeBack(this.device, { movements, today: this.today });
    if (failure) return { kind: 'failed', code: failure };
    this.session.takeBack(act);
    return { kind: 'taken-back', code, count: movements.length, wasStored: true };
  }

  /** Saves what was just scanned, unless the product that stands in the form is in doubt. */
  async #saveScanned(filling: Filling): Promise<void> {
    const doubt = filling.product ? null : await this.#doubt();
    if (!doubt) return this.save();
    const productId = doubt.why === 'other-product' ? doubt.productId : undefined;
    const product = productId === undefined ? undefined : await this.device.db.products.get(productId);
    this.#tell({ kind: 'doubtful', why: doubt.why, code: this.serial, product: product?.code ?? '' });
  }

  async #doubt(): Promise<Doubt | null> {
    const { identity } = this;
    if (!identity) return null;
    const { productId, serialKey: key } = identity;
    const [known] = await readStandings(this.device.db, productId, [key]);
    return known ? doubtOf({ fits: this.misfits(this.serial).length === 0, known }) : null;
  }

  /** Scans of one product wait to be saved, and this one is of another: neither may take the other's place. */
  #belongsElsewhere(filling: Filling): boolean {
    const isOther =
      (filling.product !== undefined && filling.product.id !== this.product?.id) ||
      (filling.unknownProduct !== undefined && filling.unknownProduct !== this.productHint);
    const begins = !this.product && this.productHint === null && filling.serial === undefined;
    return isOther && !begins && this.#holdsScans;
  }

  get #holdsScans(): boolean {
    return this.several ? this.batch.list.length > 0 : this.scanned !== null;
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
    const mark = this.fieldMark;
    const agoMs = mark === null ? null : this.#storedAgo(mark);
    if (agoMs !== null) {
      const code = this.serial;
      this.#clearScan();
      return { kind: 'repeat', code, agoMs };
    }
    const stored = await storeOne(this.device, { draft, identity, direction });
    if ('kind' in stored) return stored;
    const code = stored.told.code || (this.product?.code ?? '');
    this.#note(stored.movements, mark === null ? [] : [mark], code);
    this.#clearScan();
    return { ...stored.told, code };
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
    if ('kind' in stored) return stored;
    const { told, movements } = stored;
    const fresh = list.filter((_, at) => foreseen[at] !== 'repeat');
    if (fresh.length > 0)
      this.#note(
        movements,
        fresh.map(({ key }) => this.markOf(key)),
        null
      );
    this.#clearScan();
    return { ...told, skipped: list.length - told.count };
  }

  #note(movements: readonly Movement[], marks: readonly string[], code: string | null): void {
    this.session.add({ movements, marks, code, at: this.device.clock.monotonic() });
  }

  #storedAgo(mark: string): number | null {
    const at = this.session.storedAt(mark);
    return at === null ? null : this.device.clock.monotonic() - at;
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
    this.#fillPallet(scan);
    this.capture = scan.source;
    this.rawScan = scan.raw;
  }

  /** Elsewhere than on an entry a pallet goes with the piece that names it and no other. */
  #fillPallet({ sscc, serial }: ReadScan): void {
    if (sscc !== undefined) this.container = sscc;
    else if (serial !== undefined && !this.entering) this.container = null;
  }

  #refuse({ refusal = 'nothing', raw }: ReadScan): void {
    this.#tell({ kind: 'refused', why: refusal, code: raw });
  }

  /** A pallet that nothing is recorded on, or nothing of which comes in again. */
  #takePallet(sscc: string): void {
    if (this.entering) this.container = sscc;
    this.#tell({ kind: this.entering ? 'pallet-begun' : 'pallet-unknown', sscc });
  }

  /** A scan into the list: heard at once when there is something to hear of it. */
  async #list(scan: ReadScan): Promise<void> {
    const taken = this.batch.takeScanned(scan);
    if (!taken) return this.#tell({ kind: 'invalid', count: 1 });
    await this.batch.look();
    const { serial = '' } = scan;
    this.#tellTaken(taken, serial, taken.added > 0 ? null : this.batch.agoOf(serial));
  }

  /** @param againMs how long ago a scan that came again was taken into the list */
  #tellTaken(
    { added, repeated, problems, list }: Taken,
    code: string | null,
    againMs: number | null = null
  ): void {
    const last = code === null || added === 0 ? undefined : list.at(-1);
    const judgement = last ? this.foreseeOne(last, this.intent()) : null;
    const counts = { added, repeated: repeated.length, problems: problems.length, total: list.length };
    const agoMs = judgement === 'repeat' && last ? this.#storedAgo(this.markOf(last.key)) : null;
    this.#tell({ kind: 'listed', ...counts, code, judgement, agoMs: againMs ?? agoMs });
  }

  #tell(told: Told): void {
    this.told = told;
    this.turn += 1;
    this.#hear(told);
  }

  #values(): FormValues {
    const { kind, product, productHint, tracking, lot, quantity, unit, from, to } = this;
    const { partner, container, label, document, condition, date } = this;
    return {
      ...{ kind, product, productHint, tracking, lot, quantity, unit, from, to },
      ...{ partner, container, label, document, condition, date },
      serial: this.several ? '' : this.serial,
      list: this.several ? this.batch.list : [],
      capture: this.capture,
      rawScan: this.rawScan
    };
  }

  #clearScan(): void {
    this.serial = '';
    this.batch.clear();
    this.lot = '';
    this.quantity = '1';
    this.productHint = null;
    if (!this.entering) this.container = null;
    this.problems = {};
    this.stored = { label: this.label, document: this.document };
    this.typedOver();
  }
}
