import { agree, AGREEMENT_START, codeKey, type AgreementState } from './frame-agreement.ts';
import type { Detection, Effort } from './detection.ts';

/**
 * Turns the frames of a video into labels: all codes in view, told once.
 *
 *   frame   1 fast   2 full        3 fast   …        40 fast
 *   seen    GTIN     GTIN+serial   serial   …        nothing for a second
 *   told             GTIN+serial                     (the same label would be told again)
 *
 * A label is told after a full look, so that a serial beside a GTIN is not left
 * out; told again only when another code joins or when its codes have been out
 * of view. Codes are told together only when they were read all but together:
 * a hand that moves on to the next label must not marry two labels.
 */
export interface LabelViewState {
  agreement: AgreementState;
  inView: readonly CodeInView[];
  /** Codes have joined since the label was last told. */
  untold: boolean;
  /** Full looks that were let pass because a code still waits for its second sighting. */
  waited: number;
}

interface CodeInView {
  detection: Detection;
  seenAt: number;
}

export const LABEL_VIEW_START: LabelViewState = {
  agreement: AGREEMENT_START,
  inView: [],
  untold: false,
  waited: 0
};

/** How long a code may go unread before it counts as gone: a shaking hand loses some frames. */
export const GONE_AFTER_MS = 1200;

/** How far apart in time the codes of one label may be read. */
export const TOGETHER_MS = 300;

/** A code that never gets its second sighting must not hold up the others for ever. */
const WAIT_AT_MOST = 3;

export interface FrameReading {
  detections: readonly Detection[];
  effort: Effort;
  /** Milliseconds of any clock that does not go backwards. */
  at: number;
}

export interface LabelViewResult {
  state: LabelViewState;
  /** All codes of the label, when there is something new to tell. */
  label: Detection[] | null;
  /** Another look is wanted soon: something is seen but not yet told. */
  unsettled: boolean;
}

/** Takes the reading of one frame. */
export function viewFrame(state: LabelViewState, reading: FrameReading): LabelViewResult {
  const { state: agreement, believed } = agree(state.agreement, reading.detections);
  const inView = refresh(state.inView, believed, reading.at);
  const untold = inView.length > 0 && (state.untold || joins(state.inView, believed));
  const doubt = reading.detections.length > believed.length;
  const looked = untold && reading.effort === 'full';
  const tell = looked && (!doubt || state.waited >= WAIT_AT_MOST);
  const waited = tell || !untold ? 0 : state.waited + (looked ? 1 : 0);
  return {
    state: { agreement, inView, untold: untold && !tell, waited },
    label: tell ? together(inView, reading.at) : null,
    unsettled: (untold && !tell) || doubt
  };
}

function joins(inView: readonly CodeInView[], believed: readonly Detection[]): boolean {
  const known = new Set(inView.map(({ detection }) => codeKey(detection)));
  return believed.some((detection) => !known.has(codeKey(detection)));
}

function refresh(inView: readonly CodeInView[], believed: readonly Detection[], at: number): CodeInView[] {
  const fresh = new Map(believed.map((detection) => [codeKey(detection), { detection, seenAt: at }]));
  const kept = inView.filter(
    ({ detection, seenAt }) => !fresh.has(codeKey(detection)) && at - seenAt <= GONE_AFTER_MS
  );
  return [...kept, ...fresh.values()];
}

const together = (inView: readonly CodeInView[], at: number): Detection[] =>
  inView.filter(({ seenAt }) => at - seenAt <= TOGETHER_MS).map(({ detection }) => detection);
