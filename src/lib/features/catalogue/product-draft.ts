import { normaliseGtin } from '$lib/domain/barcode/gtin';
import { plainProduct, type Product } from '$lib/domain/catalogue/catalogue';
import { productSchema } from '$lib/domain/catalogue/catalogue-schemas';
import { parseQuantity, formatQuantity } from '$lib/domain/quantity';
import { SERIAL_MAX_LENGTH } from '$lib/domain/serial/serial-identity';
import type { SerialAlphabet, SerialPattern } from '$lib/domain/serial/serial-pattern';

/** What is wrong with what was typed, before anything else is looked at. */
export interface Fault {
  field: string;
  code: 'missing' | 'too-long' | 'number' | 'gtin' | 'lengths' | 'invalid';
  value?: string;
}

export interface PackValues {
  unit: string;
  quantity: string;
  gtin: string;
}

export interface ComponentValues {
  productId: string;
  quantity: string;
}

export interface PatternValues {
  source: SerialPattern['source'] | 'none';
  prefix: string;
  lengths: string;
  alphabet: SerialAlphabet;
}

/** A product as it stands in the form, as it was typed. */
export interface ProductValues {
  code: string;
  label: string;
  unit: string;
  /** One a line. */
  gtins: string;
  packs: PackValues[];
  tracking: Product['tracking'];
  serialRequired: Product['serialRequired'];
  exactCase: boolean;
  pattern: PatternValues;
  unitCost: string;
  alert: string;
  security: string;
  maximum: string;
  components: ComponentValues[];
  archived: boolean;
}

/** The decimal sign of the language the form is filled in. */
export type DecimalSign = ',' | '.';

const written = (micros: number | null, sign: DecimalSign): string =>
  micros === null ? '' : formatQuantity(micros).replace('.', sign);

/** GTINs are shown as they stand on labels: without the zeros that fill them up to 14. */
const shortGtin = (gtin: string): string => gtin.replace(/^0{1,6}(?=\d{8}(?:\d{4,5})?$)/, '');

export function patternValues(pattern: SerialPattern | null): PatternValues {
  if (!pattern) return { source: 'none', prefix: '', lengths: '', alphabet: 'any' };
  const { source, prefix, lengths, alphabet } = pattern;
  return { source, prefix, lengths: lengths.join(', '), alphabet };
}

/** @param product null for a new one */
export function valuesOf(product: Product | null, sign: DecimalSign, unit: string): ProductValues {
  const from = product ?? plainProduct({ id: 'new', code: 'new', label: 'new', unit });
  return {
    code: product?.code ?? '',
    label: product?.label ?? '',
    unit: from.unit,
    gtins: from.gtins.map(shortGtin).join('\n'),
    packs: from.packs.map(({ unit: name, quantityMicros, gtin }) => ({
      unit: name,
      quantity: written(quantityMicros, sign),
      gtin: gtin === null ? '' : shortGtin(gtin)
    })),
    tracking: from.tracking,
    serialRequired: from.serialRequired,
    exactCase: from.exactCase,
    pattern: patternValues(from.serialPattern),
    unitCost: written(from.unitCostMicros, sign),
    alert: written(from.alertMicros, sign),
    security: written(from.securityMicros, sign),
    maximum: written(from.maximumMicros, sign),
    components: from.components.map(({ productId, quantityMicros }) => ({
      productId,
      quantity: written(quantityMicros, sign)
    })),
    archived: from.archived
  };
}

/** Reads what was typed, field by field, and gathers what is wrong. */
class Reading {
  readonly faults: Fault[] = [];

  #fail(field: string, code: Fault['code'], value?: string): void {
    this.faults.push({ field, code, ...(value !== undefined && { value }) });
  }

  text(field: string, text: string, max: number): string {
    const trimmed = text.trim();
    if (trimmed === '') this.#fail(field, 'missing');
    else if (trimmed.length > max) this.#fail(field, 'too-long');
    return trimmed;
  }

  /** Nothing typed is nothing known; nought is a number. */
  amount(field: string, text: string): number | null {
    if (text.trim() === '') return null;
    if (/^0+(?:[.,]0{1,6})?$/.test(text.trim())) return 0;
    const micros = parseQuantity(text);
    if (micros === null) this.#fail(field, 'number');
    return micros;
  }

  quantity(field: string, text: string): number {
    const micros = parseQuantity(text);
    if (micros === null) this.#fail(field, 'number');
    return micros ?? 1;
  }

  gtin(field: string, text: string): string[] {
    const compact = text.replace(/[\s-]/g, '');
    if (compact === '') return [];
    const gtin = normaliseGtin(compact);
    if (gtin === null) this.#fail(field, 'gtin', text.trim());
    return gtin === null ? [] : [gtin];
  }

  pattern(values: PatternValues): SerialPattern | null {
    const { source, prefix, alphabet } = values;
    if (source === 'none') return null;
    const parts = values.lengths.split(/[\s,;]+/).filter((part) => part !== '');
    const lengths = [...new Set(parts.map(Number))].sort((a, b) => a - b);
    const isLength = (length: number) =>
      Number.isInteger(length) && length >= 1 && length <= SERIAL_MAX_LENGTH;
    if (!lengths.every(isLength) || lengths.length > 10) this.#fail('serialPattern', 'lengths');
    return { source, prefix: prefix.trim(), alphabet, lengths };
  }

  shape(product: Product): void {
    const issue = productSchema.safeParse(product).error?.issues[0];
    if (issue && this.faults.length === 0) this.#fail(String(issue.path[0] ?? 'code'), 'invalid');
  }
}

/**
 * The product that the form means.
 *
 * @returns it, and everything that was typed wrong; with faults it is not to be used
 */
export function readProduct(id: string, values: ProductValues): { product: Product; faults: Fault[] } {
  const reading = new Reading();
  const product: Product = {
    id,
    code: reading.text('code', values.code, 64),
    label: reading.text('label', values.label, 200),
    gtins: values.gtins.split(/[\n,;]/).flatMap((line) => reading.gtin('gtins', line)),
    unit: reading.text('unit', values.unit, 20),
    packs: values.packs.map((pack) => ({
      unit: reading.text('packs', pack.unit, 20),
      quantityMicros: reading.quantity('packs', pack.quantity),
      gtin: reading.gtin('packs', pack.gtin)[0] ?? null
    })),
    tracking: values.tracking,
    serialRequired: values.serialRequired,
    exactCase: values.exactCase,
    serialPattern: reading.pattern(values.pattern),
    unitCostMicros: reading.amount('unitCostMicros', values.unitCost),
    alertMicros: reading.amount('alertMicros', values.alert),
    securityMicros: reading.amount('securityMicros', values.security),
    maximumMicros: reading.amount('maximumMicros', values.maximum),
    components: values.components.map(({ productId, quantity }) => ({
      productId: reading.text('components', productId, 64),
      quantityMicros: reading.quantity('components', quantity)
    })),
    archived: values.archived
  };
  reading.shape(product);
  return { product, faults: reading.faults };
}
