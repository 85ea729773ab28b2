import type { Messages } from '$lib/i18n/messages.fr';
import type { FormProblem } from './draft';

/** One clear message for each thing that can be wrong with a field. */
export function problemWords(t: Messages, problem: FormProblem | undefined): string | undefined {
  if (problem === undefined) return undefined;
  const { movement, moves } = t;
  const words: Record<FormProblem, string> = {
    ...movement.serialProblem,
    'product-missing': movement.productMissing,
    'serial-missing': movement.serialMissing,
    'lot-missing': movement.lotMissing,
    'lot-too-long': movement.lotTooLong,
    'quantity-bad': movement.quantityBad,
    'from-missing': moves.fromMissing,
    'to-missing': moves.toMissing,
    'same-place': moves.samePlace,
    'date-bad': movement.dateBad,
    'label-too-long': movement.labelTooLong,
    'document-too-long': movement.documentTooLong
  };
  return words[problem];
}
