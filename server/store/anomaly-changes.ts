import type { Acceptance, Anomaly } from '../../src/lib/domain/serial/anomaly.ts';
import { acceptanceCovering, type AnomalyClosing } from '../../src/lib/domain/serial/anomaly.ts';
import type { Movement } from '../../src/lib/domain/movement/movement.ts';

/** The parts of a serial's row or a stock row that say what waits for a person. */
export interface Flagged {
  anomalies: readonly Anomaly[];
  warnings?: readonly Anomaly[];
  acceptances: readonly Acceptance[];
}

export interface AnomalyEnd {
  anomaly: Anomaly;
  closing: AnomalyClosing;
  /** The movement that closed it. */
  closedBy: string;
}

export interface AnomalyChanges {
  opened: Anomaly[];
  closed: AnomalyEnd[];
}

const nothing: readonly Anomaly[] = [];

const open = (row: Flagged | undefined): Anomaly[] =>
  row
    ? [...row.anomalies, ...(row.warnings ?? nothing)].filter(
        (anomaly) => !acceptanceCovering(row.acceptances, anomaly)
      )
    : [];

const isFlagged = (row: Flagged | undefined): boolean =>
  row !== undefined && (row.anomalies.length > 0 || (row.warnings?.length ?? 0) > 0);

const isSame = (a: Anomaly, b: Anomaly): boolean =>
  a.id === b.id && a.againstMovementId === b.againstMovementId;

function endOf(anomaly: Anomaly, after: Flagged, movements: readonly Movement[]): AnomalyEnd {
  const acceptance = acceptanceCovering(after.acceptances, anomaly);
  if (acceptance) return { anomaly, closing: 'accepted', closedBy: acceptance.movementId };
  const sides = [anomaly.movementId, anomaly.againstMovementId];
  const reversal = movements.find(({ reverses }) => reverses !== undefined && sides.includes(reverses));
  if (reversal) return { anomaly, closing: 'reversed', closedBy: reversal.id };
  return { anomaly, closing: 'healed', closedBy: movements.at(-1)?.id ?? anomaly.movementId };
}

/**
 * Which anomalies began and ended between two states of a row; null when none, as
 * nearly always.
 *
 * @param input.movements those that made the difference, in commit order
 */
export function anomalyChanges(input: {
  before: Flagged | undefined;
  after: Flagged;
  movements: readonly Movement[];
}): AnomalyChanges | null {
  if (!isFlagged(input.before) && !isFlagged(input.after)) return null;
  const [was, is] = [open(input.before), open(input.after)];
  const opened = is.filter((anomaly) => !was.some((other) => isSame(anomaly, other)));
  const closed = was.filter(({ id }) => !is.some((other) => other.id === id));
  if (opened.length === 0 && closed.length === 0) return null;
  return { opened, closed: closed.map((anomaly) => endOf(anomaly, input.after, input.movements)) };
}
