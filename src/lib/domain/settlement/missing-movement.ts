import type { MovementDraft } from '../movement/draft.ts';
import { kindRule, physicalKinds, type PhysicalKind } from '../movement/kind.ts';
import type { SerialStatus } from '../serial/status.ts';
import { transition } from '../serial/transition.ts';
import { defined, goodsOf, typedBy, type Author, type Goods } from './fact.ts';

/**
 * The movement that nobody recorded, put in the history right before another one:
 * the receipt before the exit without entry, the return before the second exit.
 *
 * @param input.of the serial or the quantity; the lot too, where stock is kept by lot
 * @param input.before id of the movement that it must stand before
 */
export function missingMovement(input: {
  kind: PhysicalKind;
  of: Goods;
  before: string;
  by: Author;
  /** The day it happened on, when that is known. */
  effectiveDate?: string | undefined;
  fromLocationId?: string | undefined;
  toLocationId?: string | undefined;
  partnerId?: string | undefined;
  document?: string | undefined;
  reason?: string | undefined;
}): MovementDraft {
  const { kind, of, before, by, reason, effectiveDate, ...more } = input;
  const { fromLocationId, toLocationId, partnerId, document } = more;
  return {
    ...typedBy(by),
    kind,
    ...goodsOf(of),
    before,
    ...defined({ effectiveDate, fromLocationId, toLocationId, partnerId, document, label: reason })
  };
}

function isExpected(status: SerialStatus, kind: PhysicalKind): boolean {
  const outcome = transition(status, kind);
  return !outcome.ignored && outcome.anomaly === null;
}

/**
 * Which movement, were it missing right before a contradicting one, would explain
 * it: expected itself, and leaving what the contradicting one expects. Contradictions
 * of place are not asked about here: there the place is what is wrong, not the kind.
 *
 * @param input.before the status that the contradicting movement found
 * @param input.kind of the contradicting movement
 */
export function explainingKinds(input: { before: SerialStatus; kind: PhysicalKind }): PhysicalKind[] {
  const { before, kind } = input;
  return physicalKinds.filter((missing) => {
    const { leaves } = kindRule(missing);
    return leaves !== 'keep' && isExpected(before, missing) && isExpected(leaves, kind);
  });
}
