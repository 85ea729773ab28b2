import type { ScanProblem } from '../barcode/scan.ts';
import { candidateMark, type LabelLayout } from './label-choice.ts';
import {
  distinct,
  namedProduct,
  sharedScan,
  type LabelChoice,
  type LabelCode,
  type LabelKnowledge,
  type LabelScan
} from './label-code.ts';
import { namesItsProduct, serialCandidates, type SerialCandidate } from './serial-candidate.ts';
import { settleSerial, type AskReason, type Settled } from './settle-serial.ts';

/*
 * The codes of one label become one scan: product, serial, lot.
 *
 *   codes ─▶ candidates for the serial ─▶ settled? ─▶ one scan
 *      │     (what is known to be a       │  ├─ a person chooses, once a layout
 *      │      product or a place is not)  │  └─ a sheet: as many scans, ticked
 *      └─▶ product, lot, expiry           └─ none: a pallet, a place, or only a product
 */

/** One of several codes that a person is offered. */
export interface OfferedSerial {
  serial: string;
  /** The code that holds it, as read. */
  text: string;
  /** What is remembered when it is chosen. */
  mark: string;
  scan: LabelScan;
}

export type LabelAssembly =
  /** Nothing that can be used; the problems say what was wrong with the codes. */
  | { kind: 'nothing'; problems: ScanProblem[] }
  /** Everything is sure; a label without a serial has none. */
  | { kind: 'one'; scan: LabelScan }
  /** Which one is the serial? The rest is settled. `layout` is null where the answer cannot be remembered. */
  | {
      kind: 'ask';
      scan: LabelScan;
      offered: OfferedSerial[];
      reason: AskReason;
      layout: LabelLayout | null;
      mayBeAll: boolean;
    }
  /** A sheet of several pieces: offered ticked and counted before any is taken. */
  | { kind: 'many'; offered: (OfferedSerial & { ticked: boolean })[] }
  /** A pallet or parcel without pieces on its label: it stands for the serials recorded under it. */
  | { kind: 'sscc'; sscc: string; scan: LabelScan }
  | { kind: 'location'; locationId: string };

/** Serial Shipping Container Codes, AI 00. */
const ssccsOf = (codes: readonly LabelCode[]): string[] =>
  distinct(
    codes.flatMap(({ scan }) => scan.elements.filter(({ id }) => id === '00').map(({ value }) => value))
  );

/** A piece may name its own product, lot and expiry; what its symbol does not say the label says. */
function offer(candidate: SerialCandidate, whole: LabelScan, knowledge: LabelKnowledge): OfferedSerial {
  const { code, serial } = candidate;
  const { lot, expiry, sscc } = whole;
  const shared = {
    ...(lot !== undefined && { lot }),
    ...(expiry !== undefined && { expiry }),
    ...(sscc !== undefined && { sscc })
  };
  const scan = namesItsProduct(code)
    ? { ...shared, ...sharedScan([code], namedProduct([code], knowledge)) }
    : whole;
  return { serial, text: code.text, mark: candidateMark(candidate), scan: { ...scan, serial } };
}

function told(settled: Settled, whole: LabelScan, knowledge: LabelKnowledge): LabelAssembly {
  const offered = (candidate: SerialCandidate): OfferedSerial => offer(candidate, whole, knowledge);
  switch (settled.kind) {
    case 'one':
      return { kind: 'one', scan: offered(settled.candidate).scan };
    case 'many':
      return {
        kind: 'many',
        offered: settled.candidates.map(({ candidate, ticked }) => ({ ...offered(candidate), ticked }))
      };
    case 'ask': {
      const { candidates, reason, layout, mayBeAll } = settled;
      return { kind: 'ask', scan: whole, offered: candidates.map(offered), reason, layout, mayBeAll };
    }
  }
}

const saysSomething = ({ productId, ...fields }: LabelScan): boolean =>
  productId !== null || Object.keys(fields).length > 0;

/** A label without a serial: a place, a product, or nothing. */
function withoutSerial(
  codes: readonly LabelCode[],
  whole: LabelScan,
  knowledge: LabelKnowledge
): LabelAssembly {
  const places = distinct(codes.map(({ text }) => knowledge.locationOf(text.trim())));
  const [place, ...others] = places;
  if (place !== undefined && others.length === 0 && !saysSomething(whole)) {
    return { kind: 'location', locationId: place };
  }
  if (saysSomething(whole)) return { kind: 'one', scan: whole };
  return { kind: 'nothing', problems: codes.flatMap(({ scan }) => scan.problems) };
}

/**
 * Puts the codes of one label, or of one camera frame, together.
 *
 * A serial is never guessed: where the codes, the product's pattern and what
 * people answered before do not settle it, the answer is a question. A field that
 * the codes disagree on is left out. Pure; the same codes in another order give
 * the same scan.
 */
export function assembleLabel(codes: readonly LabelCode[], knowledge: LabelKnowledge): LabelAssembly {
  const named = namedProduct(codes, knowledge);
  const [sscc, ...otherUnits] = ssccsOf(codes);
  const onOne = sscc !== undefined && otherUnits.length === 0;
  const whole: LabelScan = { ...sharedScan(codes, named), ...(onOne && { sscc }) };
  const serials = (named.productId === null ? null : knowledge.serialsOf(named.productId)) ?? {
    pattern: null,
    exactCase: false
  };
  const candidates = serialCandidates(codes, knowledge);
  const context = { scan: whole, severalProducts: named.several, serials, knowledge };
  const settled = settleSerial(candidates, context);
  const holdsPieces = settled?.kind === 'many' || candidates.some(({ source }) => source === 'declared');
  if (sscc !== undefined && !holdsPieces) {
    // Codes beside an SSCC are routes and orders; two of them are two pallets, and which is meant is not known.
    return onOne ? { kind: 'sscc', sscc, scan: whole } : { kind: 'nothing', problems: [] };
  }
  return settled ? told(settled, whole, knowledge) : withoutSerial(codes, whole, knowledge);
}

/** What is to be remembered of an answer; null where the next label could not be told by it. */
export function choiceFrom(
  asked: Extract<LabelAssembly, { kind: 'ask' }>,
  chosen: OfferedSerial
): LabelChoice | null {
  return asked.layout && { ...asked.layout, chosen: chosen.mark };
}
