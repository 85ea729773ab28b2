import type { MovementDraft } from '$lib/db/commands/record-movement';
import type { Location, Product, Settings } from '$lib/domain/catalogue/catalogue';
import { GROUP_LIMIT } from '$lib/domain/movement/movement-schemas';
import { MICROS_PER_UNIT, parseQuantity } from '$lib/domain/quantity';
import { readSerialList } from '$lib/domain/serial/serial-list';
import { productionOf, type ConsumedComponent } from '$lib/domain/settlement/production';
import { componentsFor } from '$lib/domain/stock/bill-of-materials';
import { dayPart, isWorkingDate, type FormContext } from './draft';
import { trackingOf, type Tracking } from './tracking';

/** What is typed about one component, or about the product that is made. */
export interface PartValues {
  product: Product;
  /** Serials as in a list: one a line, ranges too. */
  serials: string;
  lot: string;
  /** In the product's unit; serials count themselves. */
  quantity: string;
}

/** What stands in the production form. */
export interface ProductionValues {
  made: PartValues | null;
  components: readonly PartValues[];
  settings: Settings;
  from: Location | null;
  to: Location | null;
  document: string;
  label: string;
  date: string;
}

export type ProductionProblem =
  | { code: 'product-missing' | 'not-composed' | 'lot-missing' | 'lot-too-long' | 'quantity-bad' }
  | { code: 'whole-units' | 'serials-unread' | 'too-many' | 'date-bad' | 'document-too-long' }
  | { code: 'label-too-long' }
  | { code: 'serials-missing'; given: number; needed: number }
  | { code: 'serial-twice'; serial: string };

export type PartField = 'serials' | 'lot' | 'quantity';

/** Problems of the form's own fields by name, and of a part by its product. */
export type ProductionProblems = ReadonlyMap<string, ProductionProblem>;

export const partField = (productId: string, field: PartField): string => `${field}:${productId}`;

export type ProductionResult =
  { ok: true; drafts: MovementDraft[] } | { ok: false; problems: ProductionProblems };

/** How a part is tracked: what is made enters, a component leaves. */
export function partTracking(product: Product, isMade: boolean, settings: Settings): Tracking {
  return trackingOf({ product, settings, direction: isMade ? 'entry' : 'exit' });
}

interface Part {
  values: PartValues;
  tracking: Tracking;
  /** Normalised, each once. */
  serials: string[];
  micros: number;
}

class Checker {
  readonly problems = new Map<string, ProductionProblem>();
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  add(field: string, problem: ProductionProblem): void {
    if (!this.problems.has(field)) this.problems.set(field, problem);
  }

  part(values: PartValues, isMade: boolean): Part {
    const { product } = values;
    const tracking = partTracking(product, isMade, this.#settings);
    const serials = tracking.serialAbsence === null ? this.#serials(values) : [];
    this.#lot(values, tracking);
    const micros = serials.length > 0 ? serials.length * MICROS_PER_UNIT : parseQuantity(values.quantity);
    if (micros === null) this.add(partField(product.id, 'quantity'), { code: 'quantity-bad' });
    return { values, tracking, serials, micros: micros ?? 0 };
  }

  /** Are there as many serials as are made, or needed? */
  count(part: Part, neededMicros: number): void {
    const { serials, tracking, values } = part;
    if (serials.length === 0 && !tracking.serialRequired) return;
    const field = partField(values.product.id, 'serials');
    const needed = Math.ceil(neededMicros / MICROS_PER_UNIT);
    if (neededMicros % MICROS_PER_UNIT !== 0) this.add(field, { code: 'whole-units' });
    if (serials.length !== needed)
      this.add(field, { code: 'serials-missing', given: serials.length, needed });
  }

  #serials({ product, serials: text }: PartValues): string[] {
    const { serials, duplicates, problems } = readSerialList(text, { exactCase: product.exactCase });
    const field = partField(product.id, 'serials');
    if (problems.length > 0) this.add(field, { code: 'serials-unread' });
    const [twice] = duplicates;
    if (twice) this.add(field, { code: 'serial-twice', serial: twice.serial });
    return serials;
  }

  #lot({ product, lot }: PartValues, { lotRequired }: Tracking): void {
    const field = partField(product.id, 'lot');
    if (lot.trim().length > 64) this.add(field, { code: 'lot-too-long' });
    else if (lotRequired && lot.trim() === '') this.add(field, { code: 'lot-missing' });
  }
}

const lotOf = ({ lot }: PartValues): { lot?: string } => (lot.trim() === '' ? {} : { lot: lot.trim() });

function consumedOf(part: Part, from: Location | null): ConsumedComponent[] {
  const shared = {
    productId: part.values.product.id,
    ...lotOf(part.values),
    ...(from && { fromLocationId: from.id })
  };
  if (part.serials.length === 0) return [{ ...shared, quantityMicros: part.micros }];
  return part.serials.map((serial) => ({ ...shared, serial }));
}

function producedOf({ values, serials, micros }: Part) {
  const lot = lotOf(values);
  return serials.length === 0
    ? [{ ...lot, quantityMicros: micros }]
    : serials.map((serial) => ({ ...lot, serial }));
}

/** How many are made, as far as that can be told from what is typed; in micro-units. */
export function madeMicros(made: PartValues, settings: Settings): number | null {
  const absent = partTracking(made.product, true, settings).serialAbsence;
  const { serials } = readSerialList(absent ? '' : made.serials, { exactCase: made.product.exactCase });
  return serials.length > 0 ? serials.length * MICROS_PER_UNIT : parseQuantity(made.quantity);
}

function checkWhole(values: ProductionValues, checker: Checker): void {
  if (!isWorkingDate(values.date)) checker.add('date', { code: 'date-bad' });
  if (values.document.trim().length > 80) checker.add('document', { code: 'document-too-long' });
  if (values.label.trim().length > 500) checker.add('label', { code: 'label-too-long' });
}

/** The form as one envelope of movements, or what is wrong with it, by field. */
export function toProduction(values: ProductionValues, context: FormContext): ProductionResult {
  const { made, components, settings, from, to } = values;
  const checker = new Checker(settings);
  checkWhole(values, checker);
  if (!made) {
    checker.add('product', { code: 'product-missing' });
    return { ok: false, problems: checker.problems };
  }
  if (components.length === 0) checker.add('product', { code: 'not-composed' });
  const output = checker.part(made, true);
  checker.count(output, output.micros);
  const needs = new Map(
    componentsFor(made.product.components, output.micros || MICROS_PER_UNIT)?.map((need) => [
      need.productId,
      need.quantityMicros
    ])
  );
  const inputs = components.map((component) => checker.part(component, false));
  for (const input of inputs) checker.count(input, needs.get(input.values.product.id) ?? 0);
  const document = values.document.trim();
  const facts = productionOf({
    productId: made.product.id,
    produced: producedOf(output),
    consumed: inputs.flatMap((input) => consumedOf(input, from)),
    ...(to && { toLocationId: to.id }),
    ...(document !== '' && { document }),
    by: { operator: context.operator, effectiveDate: values.date }
  });
  if (facts.length > GROUP_LIMIT) checker.add('product', { code: 'too-many' });
  if (checker.problems.size > 0) return { ok: false, problems: checker.problems };
  const label = values.label.trim();
  const more = { ...dayPart(values.date, context), ...(label !== '' && { label }) };
  return { ok: true, drafts: facts.map((fact) => ({ ...fact, ...more })) };
}
