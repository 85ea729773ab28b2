import type { MovementDraft } from '$lib/db/commands/record-movement';
import type { Location, Partner, Product } from '$lib/domain/catalogue/catalogue';
import { kindRule, type MovementKind } from '$lib/domain/movement/kind';
import type { CaptureMethod, Condition, Operator } from '$lib/domain/movement/movement';
import { MICROS_PER_UNIT } from '$lib/domain/quantity';
import { normaliseSerial, type SerialProblem } from '$lib/domain/serial/serial-identity';
import { daySpan } from '$lib/domain/time/site-day';
import { calendarDateSchema } from '$lib/domain/time/calendar-date';
import { partnerRoleOf, placesOf } from './direction';
import type { ListedSerial } from './take-text';
import type { Tracking } from './tracking';
import { quantityIn, type Unit } from '$lib/work/units';

/** What stands in the form, as it was typed. */
export interface FormValues {
  kind: MovementKind;
  product: Product | null;
  /** What the label said of a product that nobody knows: the scan is kept, to be named later. */
  productHint: string | null;
  /** Which of serial and lot the form asks for. */
  tracking: Tracking;
  serial: string;
  /** Many serials at once; the field is empty then. */
  list: readonly ListedSerial[];
  lot: string;
  quantity: string;
  unit: Unit;
  from: Location | null;
  to: Location | null;
  partner: Partner | null;
  /** The pallet it is on, by its SSCC. */
  container: string | null;
  label: string;
  document: string;
  condition: Condition;
  /** `YYYY-MM-DD` */
  date: string;
  capture: CaptureMethod;
  rawScan: string | null;
}

/** Where and by whom the movement is made. */
export interface FormContext {
  /** The day on the wall of the site, `YYYY-MM-DD`. */
  today: string;
  timeZone: string;
  operator: Operator;
}

export type FormProblem =
  | 'product-missing'
  | SerialProblem
  | 'serial-missing'
  | 'lot-missing'
  | 'lot-too-long'
  | 'quantity-bad'
  | 'from-missing'
  | 'to-missing'
  | 'same-place'
  | 'date-bad'
  | 'label-too-long'
  | 'document-too-long';

export type FieldName =
  'product' | 'serial' | 'lot' | 'quantity' | 'from' | 'to' | 'date' | 'label' | 'document';
export type Problems = Partial<Record<FieldName, FormProblem>>;

/** One movement, or one for each serial of the list. */
export type DraftsResult = { ok: true; drafts: MovementDraft[] } | { ok: false; problems: Problems };

/** A date that exists and lies in a year anyone works in. */
export function isWorkingDate(date: string): boolean {
  return calendarDateSchema.safeParse(date).success && date >= '2000-01-01' && date <= '2100-12-31';
}

/** Does the movement concern serials, rather than a quantity? */
function hasSerials({ tracking, serial, list }: FormValues): boolean {
  return tracking.serialAbsence === null && (serial !== '' || list.length > 0);
}

function serialProblem(values: FormValues): FormProblem | undefined {
  const { tracking, serial, list } = values;
  if (!hasSerials(values)) return tracking.serialRequired ? 'serial-missing' : undefined;
  if (serial === '' && list.length > 0) return undefined;
  const normal = normaliseSerial(serial);
  return normal.ok ? undefined : normal.code;
}

function lotProblem({ lot, list, tracking }: FormValues): FormProblem | undefined {
  if (lot.trim().length > 64) return 'lot-too-long';
  // Labels that say the lot themselves need no field for it.
  const isGiven = lot.trim() !== '' || (list.length > 0 && list.every((listed) => listed.lot !== null));
  return tracking.lotRequired && !isGiven ? 'lot-missing' : undefined;
}

function toProblem({ kind, from, to }: FormValues): FormProblem | undefined {
  if (kindRule(kind).requires.includes('toLocationId') && !to) return 'to-missing';
  const { from: hasFrom, to: hasTo } = placesOf(kind);
  return hasFrom && hasTo && from && from.id === to?.id ? 'same-place' : undefined;
}

/** What keeps the form from being saved, by field; empty when nothing does. */
export function problemsOf(values: FormValues): Problems {
  const { product, productHint, quantity, unit, label, document, date } = values;
  const found: Record<FieldName, FormProblem | undefined> = {
    product: product === null && productHint === null ? 'product-missing' : undefined,
    serial: serialProblem(values),
    lot: lotProblem(values),
    quantity: !hasSerials(values) && quantityIn(quantity, unit) === null ? 'quantity-bad' : undefined,
    from: fromProblem(values),
    to: toProblem(values),
    date: isWorkingDate(date) ? undefined : 'date-bad',
    label: label.trim().length > 500 ? 'label-too-long' : undefined,
    document: document.trim().length > 80 ? 'document-too-long' : undefined
  };
  return Object.fromEntries(Object.entries(found).filter(([, problem]) => problem !== undefined));
}

/** A quantity that moves without a place to leave would be taken from nowhere; a serial knows where it is. */
function fromProblem(values: FormValues): FormProblem | undefined {
  const { kind, from } = values;
  const moves = kindRule(kind).effect === 'move' && placesOf(kind).from;
  return moves && !from && !hasSerials(values) ? 'from-missing' : undefined;
}

const given = <Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } =>
  (value === undefined || value === '' ? {} : { [key]: value }) as { [K in Key]?: Value };

function productPart({ product, productHint }: FormValues): Pick<MovementDraft, 'productId' | 'productHint'> {
  if (product) return { productId: product.id };
  return { productId: null, ...given('productHint', productHint?.slice(0, 200)) };
}

/** The places of a movement; one that its kind has no use for is left out. */
export function placePart({
  kind,
  from,
  to
}: Pick<FormValues, 'kind' | 'from' | 'to'>): Pick<MovementDraft, 'fromLocationId' | 'toLocationId'> {
  const uses = placesOf(kind);
  return {
    ...given('fromLocationId', uses.from ? from?.id : undefined),
    ...given('toLocationId', uses.to ? to?.id : undefined)
  };
}

/** The day of a movement: with its span where it is another than today. */
export function dayPart(
  date: string,
  { today, timeZone }: Pick<FormContext, 'today' | 'timeZone'>
): Pick<MovementDraft, 'effectiveDate' | 'chosenDay'> {
  return { effectiveDate: date, ...(date !== today && { chosenDay: daySpan(timeZone, date) }) };
}

type ThingPart = Pick<
  MovementDraft,
  'serial' | 'quantityMicros' | 'lot' | 'container' | 'capture' | 'rawScan'
>;

function thingParts(values: FormValues): ThingPart[] {
  const { serial, list, quantity, unit, capture, rawScan } = values;
  const container = values.container ?? undefined;
  const lot = values.lot.trim();
  const inField = { ...given('lot', lot), capture, ...given('rawScan', rawScan?.slice(0, 4096)) };
  if (!hasSerials(values)) {
    return [{ quantityMicros: quantityIn(quantity, unit) ?? MICROS_PER_UNIT, ...inField }];
  }
  const normal = normaliseSerial(serial);
  if (normal.ok) {
    return [
      { serial: normal.serial, quantityMicros: MICROS_PER_UNIT, ...given('container', container), ...inField }
    ];
  }
  return list.map((listed) => ({
    serial: listed.serial,
    quantityMicros: MICROS_PER_UNIT,
    ...given('lot', listed.lot?.slice(0, 64) ?? lot),
    ...given('container', listed.container ?? undefined),
    capture: listed.capture,
    ...given('rawScan', listed.rawScan?.slice(0, 4096))
  }));
}

/** The form as movements, or what is wrong with it. What was typed is never changed. */
export function toDrafts(values: FormValues, context: FormContext): DraftsResult {
  const problems = problemsOf(values);
  if (Object.keys(problems).length > 0) return { ok: false, problems };
  const { kind, condition } = values;
  const choosesCondition =
    kindRule(kind).effect === 'enter' && condition === 'quarantine' && hasSerials(values);
  const shared = {
    kind,
    ...productPart(values),
    ...placePart(values),
    ...given('partnerId', partnerRoleOf(kind) ? values.partner?.id : undefined),
    ...given('label', values.label.trim()),
    ...given('document', values.document.trim()),
    ...(choosesCondition && { condition }),
    ...dayPart(values.date, context),
    operator: context.operator
  };
  return { ok: true, drafts: thingParts(values).map((thing) => ({ ...shared, ...thing })) };
}
