import type { LabelChoice, LabelScan } from './label-code.ts';
import type { SerialCandidate } from './serial-candidate.ts';

/** More layouts than one warehouse meets; the oldest answers are forgotten first. */
export const MAX_CHOICES = 300;

const alphabet = (text: string): string =>
  /^\d+$/.test(text)
    ? 'digits'
    : /^[A-Z]+$/i.test(text)
      ? 'letters'
      : /^[A-Z\d]+$/i.test(text)
        ? 'mixed'
        : 'other';

/** What stays the same of a candidate from one label to the next: how it is carried, declared and written. */
export function candidateMark({ serial, source, id, code }: SerialCandidate): string {
  const carried = code.symbology || code.scan.carrier;
  return [carried, source, id, serial.length, alphabet(serial)].join('/');
}

/** A label as far as answers about it are remembered: nothing without a product, whose labels look alike. */
export interface LabelLayout {
  product: string;
  marks: string[];
}

/**
 * The layout of a label.
 * @returns null when no product is named, or two candidates have the same mark:
 *   then nothing would tell them apart the next time
 */
export function labelLayout(scan: LabelScan, candidates: readonly SerialCandidate[]): LabelLayout | null {
  const product = scan.productId ?? scan.gtin ?? scan.partNumber;
  const marks = [...new Set(candidates.map(candidateMark))].sort();
  return product === undefined || marks.length < candidates.length ? null : { product, marks };
}

/** The layout as one text, to be a key. */
export const labelLayoutKey = ({ product, marks }: LabelLayout): string =>
  JSON.stringify([product, ...marks]);

/**
 * Adds an answer; one about the same layout is replaced, and the oldest go when
 * there are too many.
 */
export function rememberChoice(choices: readonly LabelChoice[], choice: LabelChoice): LabelChoice[] {
  const key = labelLayoutKey(choice);
  return [...choices.filter((other) => labelLayoutKey(other) !== key), choice].slice(-MAX_CHOICES);
}

/** The mark that was chosen on labels of this layout; null when nobody was asked yet. */
export function chosenMark(choices: readonly LabelChoice[], layout: LabelLayout): string | null {
  const key = labelLayoutKey(layout);
  return choices.findLast((choice) => labelLayoutKey(choice) === key)?.chosen ?? null;
}

/**
 * Whether a person passed over such a code on a label of this product. When the
 * camera then sees only this one of the label's codes, it is not the serial.
 */
export function wasPassedOver(choices: readonly LabelChoice[], product: string, mark: string): boolean {
  const own = choices.filter((choice) => choice.product === product);
  return own.some(({ marks }) => marks.includes(mark)) && own.every(({ chosen }) => chosen !== mark);
}
