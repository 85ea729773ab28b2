import { serialKey } from '../serial/serial-identity.ts';
import { fitsSerialPattern } from '../serial/serial-pattern.ts';
import { candidateMark, chosenMark, labelLayout, wasPassedOver, type LabelLayout } from './label-choice.ts';
import { inBothReadings, isDoubtful } from './lost-separator.ts';
import type { LabelKnowledge, LabelScan, ProductSerials } from './label-code.ts';
import { inOwnPattern, type SerialCandidate } from './serial-candidate.ts';

/** Why a person has to say which code is the serial. */
export type AskReason =
  /** Several codes could be it. */
  | 'several'
  /** The label names two products: perhaps two labels were in the frame. */
  | 'several-products'
  /** One code, and it is open where its serial ends: the reader lost a separator. */
  | 'separator-lost'
  /** The only code left does not look like this product's serials, or was passed over on its labels. */
  | 'unlikely';

export type Settled =
  | { kind: 'one'; candidate: SerialCandidate }
  | {
      kind: 'ask';
      candidates: SerialCandidate[];
      reason: AskReason;
      layout: LabelLayout | null;
      /** They may all be serials, of as many pieces. */
      mayBeAll: boolean;
    }
  | { kind: 'many'; candidates: { candidate: SerialCandidate; ticked: boolean }[] };

/** So many serials that a label declares alike are a sheet of pieces; two may be a device and its part. */
const DECLARED_SHEET = 3;

/** A label seldom has so many bare codes of one form that are not serials of as many pieces. */
const BARE_SHEET = 5;

interface Context {
  scan: LabelScan;
  severalProducts: boolean;
  serials: ProductSerials;
  knowledge: LabelKnowledge;
}

const one = (candidate: SerialCandidate): Settled => ({ kind: 'one', candidate });

const sheet = (all: readonly SerialCandidate[], ticked: readonly SerialCandidate[]): Settled => ({
  kind: 'many',
  candidates: all.map((candidate) => ({
    candidate,
    ticked: ticked.includes(candidate) && !isDoubtful(candidate)
  }))
});

function ask(candidates: SerialCandidate[], context: Context, reason: AskReason): Settled {
  const layout = context.severalProducts ? null : labelLayout(context.scan, candidates);
  // A part number beside a serial is not a second piece: only what is declared or written alike may be.
  const alike = new Set(candidates.map(candidateMark)).size === 1;
  const mayBeAll =
    candidates.length > 1 &&
    !candidates.some(isDoubtful) &&
    (alike || candidates.every(({ source }) => source === 'declared'));
  return { kind: 'ask', candidates, reason, layout, mayBeAll };
}

function rank({ source, complete }: SerialCandidate): number {
  if (complete) return 0;
  return source === 'declared' ? 1 : source === 'identity' ? 2 : 3;
}

/** The surer first, then any order that is the same for everyone. */
function bySureness(a: SerialCandidate, b: SerialCandidate): number {
  const [one, other] = [a, b].map((candidate) => candidateMark(candidate) + candidate.serial);
  return rank(a) - rank(b) || ((one ?? '') < (other ?? '') ? -1 : 1);
}

/** The same serial in two symbols, or in another case where that does not count, is one; the surest stays. */
function withoutRepeats(candidates: readonly SerialCandidate[], exactCase: boolean): SerialCandidate[] {
  const seen = new Map<string, SerialCandidate>();
  for (const candidate of candidates) {
    const key = serialKey(candidate.serial, { exactCase });
    const known = seen.get(key);
    if (!known || bySureness(candidate, known) < 0) seen.set(key, candidate);
  }
  return [...seen.values()];
}

/** The largest set of candidates that have the same of something. */
function largestAlike(
  candidates: readonly SerialCandidate[],
  of: (candidate: SerialCandidate) => string
): SerialCandidate[] {
  const groups = new Map<string, SerialCandidate[]>();
  for (const candidate of candidates) {
    groups.set(of(candidate), [...(groups.get(of(candidate)) ?? []), candidate]);
  }
  return [...groups.values()].reduce((best, group) => (group.length > best.length ? group : best), []);
}

const declaredAlike = ({ code, id }: SerialCandidate): string => [code.scan.carrier, id].join('/');

function fittingOnes(candidates: readonly SerialCandidate[], { serials }: Context): SerialCandidate[] {
  const { pattern, exactCase } = serials;
  if (!pattern) return [];
  return candidates.filter(({ serial }) => fitsSerialPattern(pattern, serial, { exactCase }));
}

/** The candidate that a person chose on labels like this one, when exactly one is like it. */
function rememberedOne(candidates: readonly SerialCandidate[], context: Context): SerialCandidate | null {
  const layout = labelLayout(context.scan, candidates);
  const mark = layout && chosenMark(context.knowledge.choices, layout);
  return candidates.find((candidate) => candidateMark(candidate) === mark) ?? null;
}

function isUnlikely(candidate: SerialCandidate, context: Context): boolean {
  const { scan, serials, knowledge } = context;
  if (serials.pattern) return fittingOnes([candidate], context).length === 0;
  const product = scan.productId ?? scan.gtin ?? scan.partNumber;
  return product !== undefined && wasPassedOver(knowledge.choices, product, candidateMark(candidate));
}

function settleOne(candidate: SerialCandidate, context: Context): Settled {
  if (candidate.complete) return one(candidate);
  if (context.severalProducts) return ask([candidate], context, 'several-products');
  if (candidate.source === 'declared') return one(candidate);
  return isUnlikely(candidate, context) ? ask([candidate], context, 'unlikely') : one(candidate);
}

/** By the product's pattern first, by what was answered before second, and else by asking. */
function settleSeveral(candidates: SerialCandidate[], context: Context): Settled {
  const fitting = fittingOnes(candidates, context);
  const [onlyFit, ...moreFit] = fitting;
  if (onlyFit && moreFit.length === 0) return one(onlyFit);
  const remembered = context.severalProducts ? null : rememberedOne(candidates, context);
  if (remembered) return one(remembered);
  if (fitting.length >= DECLARED_SHEET) return sheet(candidates, fitting);
  const declared = largestAlike(
    candidates.filter(({ source }) => source === 'declared'),
    declaredAlike
  );
  if (declared.length >= DECLARED_SHEET) return sheet(candidates, declared);
  const alike = largestAlike(candidates, candidateMark);
  if (alike.length >= BARE_SHEET) return sheet(candidates, alike);
  return ask(candidates, context, candidates.every(isDoubtful) ? 'separator-lost' : 'several');
}

/**
 * Which of the candidates is the serial? Never guessed: one is it because the
 * label's standard says so, because it is the only one left, because it alone
 * fits the product, or because a person said so of such a label before.
 */
export function settleSerial(found: readonly SerialCandidate[], context: Context): Settled | null {
  const { serials } = context;
  const read = found.map((candidate) => inOwnPattern(candidate, serials));
  const candidates = withoutRepeats(inBothReadings(read, serials), serials.exactCase);
  const complete = candidates.filter((candidate) => candidate.complete);
  if (complete.length > 1) return sheet(candidates, complete);
  const declared = candidates.filter(({ source }) => source === 'declared');
  // An IMEI is the serial of many phones, printed S/N or not; a MAC address or a bare code never goes before what is declared.
  const rivals = complete.length > 0 ? [] : candidates.filter(({ id }) => id === 'imei');
  const pool =
    declared.length > 0 ? [...declared, ...rivals.filter((rival) => !declared.includes(rival))] : candidates;
  const [first, ...others] = pool;
  if (!first) return null;
  return others.length === 0 ? settleOne(first, context) : settleSeveral(pool, context);
}
