import { live } from '$lib/components/live.svelte';
import type { ReadScan } from '$lib/components/scanning/scan-hub.svelte';
import { readSerialView, type SerialView } from '$lib/db/queries/serial-view';
import type { CaptureMethod } from '$lib/domain/movement/movement';
import { explainMisfit, type Misfit } from '$lib/domain/serial/explain-misfit';
import { normaliseSerial, serialKey } from '$lib/domain/serial/serial-identity';
import type { Device } from '$lib/sync/device';
import type { Direction } from './direction';
import { dayPart, isWorkingDate, placePart } from './draft';
import { FormFields } from './form-fields.svelte';
import { foresee, type Foreseen, type Intent } from '$lib/work/judge';
import type { ListedSerial } from './take-text';
import { Session } from './session.svelte';
import { typedRange, type TypedRange } from './typed-range';

/** The serials of a movement form: which stand in it, what is known of them, and which it has stored. */
export class FormSerials extends FormFields {
  /** How what stands in the field of one serial came there. */
  protected capture = $state<CaptureMethod>('typed');
  protected rawScan: string | null = null;
  /** What was stored since the form was opened. */
  readonly session = new Session();
  readonly #now;

  /** Call it while a component starts. */
  constructor(input: { device: Device; direction: Direction }) {
    super(input);
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
    const isTyped = !this.several && this.capture === 'typed' && this.tracking.serialAbsence === null;
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
    const intent = this.intent();
    return this.batch.list.map((listed) => this.foreseeOne(listed, intent));
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

  /** Whether what stands in the serial field is still what was scanned. */
  typedOver(): void {
    this.capture = 'typed';
    this.rawScan = null;
  }

  /** The scanned serial that stands in the field and is not saved yet. */
  protected get scanned(): ReadScan | null {
    if (this.several || this.serial === '' || this.capture === 'typed') return null;
    const source = this.capture === 'camera' ? 'camera' : 'wedge';
    const raw = this.rawScan ?? this.serial;
    const { serial, lot, container } = this;
    return {
      ...{ source, raw, codes: [raw], serial },
      ...(lot !== '' && { lot }),
      ...(container !== null && { sscc: container })
    };
  }

  /** A scan that comes before the last one was saved does not replace it: both go into the list. */
  protected keepScanned(next: string): void {
    const scanned = this.scanned;
    if (!scanned || scanned.serial === next) return;
    this.serial = '';
    this.several = true;
    this.batch.takeScanned(scanned);
  }

  protected foreseeOne({ key, serial }: ListedSerial, intent: Intent): Foreseen | null {
    if (this.session.storedAt(this.markOf(key)) !== null) return 'repeat';
    if (!this.product) return 'unidentified';
    const known = this.batch.known(key);
    return known ? foresee({ serial, known, intent, now: this.instant }) : null;
  }

  /** Tells one scan of this form from another: the same serial may well move twice, to different places. */
  protected markOf(key: string): string {
    const { product, kind, from, to } = this;
    return JSON.stringify([product?.id ?? this.productHint, key, kind, from?.id, to?.id]);
  }

  /** The mark of the serial in the field, of an unknown product too; null without a serial. */
  protected get fieldMark(): string | null {
    const normal = normaliseSerial(this.serial);
    if (!normal.ok || this.several || this.tracking.serialAbsence) return null;
    return this.markOf(serialKey(normal.serial, { exactCase: this.product?.exactCase ?? false }));
  }

  protected intent(): Intent {
    const { kind, date, today, timeZone } = this;
    const day = isWorkingDate(date) ? date : today;
    return { kind, ...placePart(this), ...dayPart(day, { today, timeZone }) };
  }
}
