import type { MovementDraft } from '$lib/db/commands/record-movement';
import type { Location, Partner, Product } from '$lib/domain/catalogue/catalogue';
import { kindRule, type MovementKind } from '$lib/domain/movement/kind';
import type { CaptureMethod, Condition, Operator } from '$lib/domain/movement/movement';
import { MICROS_PER_UNIT, parseQuantity } from '$lib/domain/quantity';
import { normaliseSerial, type SerialProblem } from '$lib/domain/serial/serial-identity';
import { calendarDateSchema, daySpan } from '$lib/domain/time/site-day';

export type Direction = 'entry' | 'exit';

/** What stands in the form, as it was typed. */
export interface FormValues {
  direction: Direction;
  kind: MovementKind;
  product: Product | null;
  /** What the label said of a product that nobody knows: the scan is kept, to be named later. */
  productHint: string | null;
  serial: string;
  lot: string;
  quantity: string;
  location: Location | null;
  partner: Partner | null;
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
  | 'date-bad'
  | 'label-too-long'
  | 'document-too-long';

export type FieldName = 'product' | 'serial' | 'lot' | 'quantity' | 'date' | 'label' | 'document';
export type Problems = Partial<Record<FieldName, FormProblem>>;

export type DraftResult = { ok: true; draft: MovementDraft } | { ok: false; problems: Problems };

/** Must this product's serial be given on this form? */
export function serialIsRequired(product: Product | null, direction: Direction): boolean {
  return product !== null && ['both', direction].includes(product.serialRequired);
}

/** Does this product have lots? */
export function lotIsRequired(product: Product | null): boolean {
  return product?.tracking === 'lot' || product?.tracking === 'lot-and-serial';
}

/** A date that exists and lies in a year anyone works in. */
export function isWorkingDate(date: string): boolean {
  return calendarDateSchema.safeParse(date).success && date >= '2000-01-01' && date <= '2100-12-31';
}

function serialProblem(values: FormValues): FormProblem | undefined {
  if (values.serial === '') {
    return serialIsRequired(values.product, values.direction) ? 'serial-missing' : undefined;
  }
  const normal = normaliseSerial(values.serial);
  return normal.ok ? undefined : normal.code;
}

function lotProblem(values: FormValues): FormProblem | undefined {
  const lot = values.lot.trim();
  if (lot.length > 64) return 'lot-too-long';
  return lot === '' && values.direction === 'entry' && lotIsRequired(values.product)
    ? 'lot-missing'
    : undefined;
}

/** What keeps the form from being saved, by field; empty when nothing does. */
export function problemsOf(values: FormValues): Problems {
  const found: Record<FieldName, FormProblem | undefined> = {
    product: values.product === null && values.productHint === null ? 'product-missing' : undefined,
    serial: serialProblem(values),
    lot: lotProblem(values),
    quantity: values.serial === '' && parseQuantity(values.quantity) === null ? 'quantity-bad' : undefined,
    date: isWorkingDate(values.date) ? undefined : 'date-bad',
    label: values.label.trim().length > 500 ? 'label-too-long' : undefined,
    document: values.document.trim().length > 80 ? 'document-too-long' : undefined
  };
  return Object.fromEntries(Object.entries(found).filter(([, problem]) => problem !== undefined));
}

const given = <Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } =>
  (value === undefined || value === '' ? {} : { [key]: value }) as { [K in Key]?: Value };

function productPart({ product, productHint }: FormValues): Pick<MovementDraft, 'productId' | 'productHint'> {
  if (product) return { productId: product.id };
  return { productId: null, ...given('productHint', productHint?.slice(0, 200)) };
}

function placePart({
  direction,
  location
}: FormValues): Pick<MovementDraft, 'fromLocationId' | 'toLocationId'> {
  if (!location) return {};
  return direction === 'entry' ? { toLocationId: location.id } : { fromLocationId: location.id };
}

function serialPart(values: FormValues): Pick<MovementDraft, 'serial' | 'quantityMicros'> {
  const normal = values.serial === '' ? null : normaliseSerial(values.serial);
  if (normal?.ok) return { serial: normal.serial, quantityMicros: MICROS_PER_UNIT };
  return { quantityMicros: parseQuantity(values.quantity) ?? MICROS_PER_UNIT };
}

/** The form as a movement, or what is wrong with it. What was typed is never changed. */
export function toDraft(values: FormValues, context: FormContext): DraftResult {
  const problems = problemsOf(values);
  if (Object.keys(problems).length > 0) return { ok: false, problems };
  const { kind, date } = values;
  const isBackDated = date !== context.today;
  const choosesCondition = kindRule(kind).effect === 'enter' && values.condition === 'quarantine';
  return {
    ok: true,
    draft: {
      kind,
      ...productPart(values),
      ...serialPart(values),
      ...given('lot', values.lot.trim()),
      ...placePart(values),
      ...given('partnerId', values.partner?.id),
      ...given('label', values.label.trim()),
      ...given('document', values.document.trim()),
      ...(choosesCondition && { condition: values.condition }),
      effectiveDate: date,
      ...(isBackDated && { chosenDay: daySpan(context.timeZone, date) }),
      operator: context.operator,
      capture: values.capture,
      ...given('rawScan', values.rawScan?.slice(0, 4096))
    }
  };
}
