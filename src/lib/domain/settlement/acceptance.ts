import type { MovementDraft } from '../movement/draft.ts';
import type { Anomaly } from '../serial/anomaly.ts';
import { defined, typedBy, type Author } from './fact.ts';

/** What an anomaly is about: a serial, or the stock of a place and lot (as in a stock row). */
export interface AnomalySubject {
  productId: string;
  serial?: string | undefined;
  locationId?: string | null | undefined;
  lot?: string | null | undefined;
}

/**
 * Lets an anomaly stand, with the reason a person gives. It holds as long as the
 * anomaly rests on what it rests on now.
 *
 * @param input.reason 1 to 500 characters
 */
export function acceptanceOf(input: {
  anomaly: Anomaly;
  subject: AnomalySubject;
  reason: string;
  by: Author;
}): MovementDraft {
  const { anomaly, subject, reason, by } = input;
  const { productId, serial } = subject;
  const locationId = subject.locationId ?? undefined;
  // Both ends name the place, so that it belongs to this stock row and to no other.
  const place = { fromLocationId: locationId, toLocationId: locationId, lot: subject.lot ?? undefined };
  return {
    ...typedBy(by),
    kind: 'acceptance',
    accepts: { anomalyId: anomaly.id, against: anomaly.againstMovementId },
    label: reason,
    productId,
    ...(serial === undefined ? defined(place) : { serial })
  };
}
