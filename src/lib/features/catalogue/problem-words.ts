import type { CatalogueProblem } from '$lib/domain/catalogue/problem';
import { formatQuantity } from '$lib/domain/quantity';
import type { Messages } from '$lib/i18n/messages.fr';
import type { Fault } from './product-draft';

/** What is wrong, and what is in stock when that is why. */
export function problemWords(t: Messages, problem: CatalogueProblem): string {
  const { onHand } = problem;
  const words = t.catalogue.problem[problem.code](problem.value ?? '');
  if (!onHand) return words;
  const list = [
    ...(onHand.serials > 0 ? [t.catalogue.onHand.serials(onHand.serials)] : []),
    ...(onHand.quantityMicros === 0
      ? []
      : [t.catalogue.onHand.quantity(formatQuantity(onHand.quantityMicros))])
  ];
  return `${t.catalogue.onHand.lead(list.join(', '))} ${words}`;
}

export function faultWords(t: Messages, fault: Fault): string {
  const words = t.catalogue.fault[fault.code];
  return typeof words === 'string' ? words : words(fault.value ?? '');
}

/** The one message that stands beside a field: what was typed wrong, else what contradicts other rows. */
export function fieldError(
  t: Messages,
  field: string,
  found: { faults: readonly Fault[]; problems: readonly CatalogueProblem[] }
): string | undefined {
  const fault = found.faults.find((one) => one.field === field);
  if (fault) return faultWords(t, fault);
  const problem = found.problems.find((one) => one.field === field);
  return problem && problemWords(t, problem);
}
