import type { Outcome } from '$lib/components/feedback/outcome';
import type { Signal } from '$lib/components/scanning/scan-hub.svelte';
import type { Messages } from '$lib/i18n/messages.fr';
import type { ProductionProblem } from './production';
import type { ProductionTold } from './production-form.svelte';

/** One clear message for each thing that can be wrong with a production. */
export function productionProblemWords(
  { movement, moves }: Messages,
  problem: ProductionProblem | undefined
): string | undefined {
  const { production } = moves;
  switch (problem?.code) {
    case undefined:
      return undefined;
    case 'product-missing':
      return movement.productMissing;
    case 'not-composed':
      return production.notComposed;
    case 'lot-missing':
      return movement.lotMissing;
    case 'lot-too-long':
      return movement.lotTooLong;
    case 'quantity-bad':
      return movement.quantityBad;
    case 'whole-units':
      return production.wholeUnits;
    case 'serials-unread':
      return production.unread;
    case 'too-many':
      return production.tooMany;
    case 'date-bad':
      return movement.dateBad;
    case 'document-too-long':
      return movement.documentTooLong;
    case 'label-too-long':
      return movement.labelTooLong;
    case 'serials-missing':
      return production.missing(problem.given, problem.needed);
    case 'serial-twice':
      return production.twice(problem.serial);
  }
}

/** What is heard of a production; null for what is only seen. */
export function productionSignal({ kind }: ProductionTold): Signal | null {
  if (kind === 'stored') return 'ok';
  return kind === 'invalid' || kind === 'failed' ? 'refused' : null;
}

/** What the strip says of it. */
export function productionOutcome(t: Messages, told: ProductionTold, turn: number): Outcome {
  const { movement } = t;
  const { production } = t.moves;
  switch (told.kind) {
    case 'ready':
      return { tone: 'idle', title: production.ready, hint: production.readyHint, turn };
    case 'filled':
      return { tone: 'idle', title: movement.filled, hint: movement.filledHint, code: told.code, turn };
    case 'stored':
      return {
        tone: 'ok',
        title: production.done,
        hint: production.storedHint(told.movements),
        code: told.code,
        turn
      };
    case 'invalid':
      return {
        tone: 'bad',
        title: movement.result.failed,
        hint: movement.reviewProblems(told.count),
        turn
      };
    case 'failed':
      return { tone: 'bad', title: movement.result.failed, hint: t.errors[told.code].what, turn };
  }
}
