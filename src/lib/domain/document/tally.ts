import { liveMovementIds } from '../movement/liveness.ts';
import type { MovementKind } from '../movement/kind.ts';
import type { FoldableMovement } from '../movement/movement.ts';
import { compareOrderKeys, orderKey } from '../movement/order.ts';
import { MICROS_PER_UNIT } from '../quantity.ts';
import { normaliseSerial, serialKey } from '../serial/serial-identity.ts';
import type { Document, DocumentLine, DocumentType } from './document.ts';

/** A transfer between two sites is left in one place and arrives in another; other documents have one stage. */
export type TallyStage = 'departure' | 'arrival';

const kindsAtDeparture: Record<DocumentType, readonly MovementKind[]> = {
  receipt: ['receipt', 'customer-return', 'loan-return'],
  pick: ['shipment', 'supplier-return', 'loan'],
  transfer: ['transfer', 'transfer-departure'],
  count: ['count']
};

/** The kinds of movement that count towards a document. */
export function kindsOfDocument(
  type: DocumentType,
  stage: TallyStage = 'departure'
): readonly MovementKind[] {
  return type === 'transfer' && stage === 'arrival'
    ? ['transfer', 'transfer-arrival']
    : kindsAtDeparture[type];
}

/** `substitute`: not one of the serials that its line lists, and taken for one of them. */
export type SeenAs = 'listed' | 'substitute' | 'unlisted';

export interface SeenSerial {
  serial: string;
  movementId: string;
  as: SeenAs;
}

export interface LineTally {
  line: DocumentLine;
  doneMicros: number;
  seen: SeenSerial[];
  /** Those that the line lists and that nobody has seen, as the document writes them. */
  missing: string[];
}

/** `unplanned`: the document has no lines, so that anything fits. */
export type ExtraReason = 'not-ordered' | 'too-many' | 'unplanned';

/** What was done under the document and stands on none of its lines. */
export interface Extra {
  movementId: string;
  productId: string | null;
  serial: string | null;
  quantityMicros: number;
  reason: ExtraReason;
}

export interface DocumentTally {
  lines: LineTally[];
  extras: Extra[];
  /** Movements that count: each serial once. */
  count: number;
}

export interface TallyInput {
  document: Pick<Document, 'type' | 'lines'>;
  /** Those that name the document, with the reversals that name any of these. */
  movements: readonly FoldableMovement[];
  /** Whose serials tell `abc` from `ABC`. */
  isExactCase: (productId: string) => boolean;
  stage?: TallyStage;
}

interface OpenLine extends LineTally {
  /** Key → serial as the document writes it. */
  listed: Map<string, string>;
  /** How many serials it asks for without naming them. */
  unnamed: number;
}

const restOf = ({ line, doneMicros }: LineTally): number => line.quantityMicros - doneMicros;

const fits = (line: DocumentLine, movement: FoldableMovement): boolean =>
  line.productId === movement.productId && (line.lot === null || line.lot === movement.lot);

/** The movements that count, in order; of one serial the first, whoever scanned it again. */
export function countedMovements({
  document,
  movements,
  isExactCase,
  stage
}: TallyInput): FoldableMovement[] {
  const live = liveMovementIds(movements);
  const kinds = new Set(kindsOfDocument(document.type, stage));
  const byId = new Map(movements.map((movement) => [movement.id, movement]));
  const seen = new Set<string>();
  return [...byId.values()]
    .filter(({ id, kind }) => live.has(id) && kinds.has(kind))
    .sort((a, b) => compareOrderKeys(orderKey(a), orderKey(b)))
    .filter(({ productId, productHint, serial }) => {
      if (serial === undefined) return true;
      const key = serialKey(serial, { exactCase: productId !== null && isExactCase(productId) });
      const identity = `${productId ?? `?${productHint ?? ''}`}/${key}`;
      return !seen.has(identity) && seen.add(identity);
    });
}

function openLines(document: TallyInput['document'], isExactCase: TallyInput['isExactCase']): OpenLine[] {
  return document.lines.map((line) => {
    const rule = { exactCase: isExactCase(line.productId) };
    const keyOf = (serial: string) => {
      const normal = normaliseSerial(serial);
      return serialKey(normal.ok ? normal.serial : serial, rule);
    };
    const listed = new Map(line.serials.map((serial) => [keyOf(serial), serial]));
    const unnamed = Math.max(0, line.quantityMicros / MICROS_PER_UNIT - listed.size);
    return { line, doneMicros: 0, seen: [], missing: [], listed, unnamed };
  });
}

/** Takes what the lines list by name; gives back the rest. */
function takeListed(
  lines: readonly OpenLine[],
  movements: readonly FoldableMovement[],
  isExactCase: TallyInput['isExactCase']
): FoldableMovement[] {
  return movements.filter((movement) => {
    const { productId, serial } = movement;
    if (productId === null || serial === undefined) return true;
    const key = serialKey(serial, { exactCase: isExactCase(productId) });
    const line = lines.find((open) => open.line.productId === productId && open.listed.delete(key));
    if (!line) return true;
    line.doneMicros += MICROS_PER_UNIT;
    line.seen.push({ serial, movementId: movement.id, as: 'listed' });
    return false;
  });
}

/** Gives a movement to the lines that still want its product, in their order, and says how much none of them wants. */
function allot(lines: readonly OpenLine[], movement: FoldableMovement): number {
  let left = movement.quantityMicros;
  for (const open of lines) {
    const share = Math.min(left, restOf(open));
    if (share <= 0 || !fits(open.line, movement)) continue;
    open.doneMicros += share;
    left -= share;
    if (movement.serial !== undefined) {
      const as = open.unnamed >= 1 ? 'unlisted' : 'substitute';
      if (as === 'unlisted') open.unnamed -= 1;
      open.seen.push({ serial: movement.serial, movementId: movement.id, as });
    }
  }
  return left;
}

const reasonOf = (document: TallyInput['document'], movement: FoldableMovement): ExtraReason => {
  if (document.lines.length === 0) return 'unplanned';
  return document.lines.some((line) => fits(line, movement)) ? 'too-many' : 'not-ordered';
};

/**
 * How far a document has come: what was done of each line, which of its serials
 * are missing, and what was done beside it. A fold: it depends on the set of
 * movements only. What a line lists by name goes to that line first; the rest
 * fills the lines in their order.
 */
export function tallyDocument(input: TallyInput): DocumentTally {
  const { document, isExactCase } = input;
  const counted = countedMovements(input);
  const open = openLines(document, isExactCase);
  const extras: Extra[] = [];
  for (const movement of takeListed(open, counted, isExactCase)) {
    const left = allot(open, movement);
    if (left <= 0) continue;
    const { id: movementId, productId, serial = null } = movement;
    extras.push({
      movementId,
      productId,
      serial,
      quantityMicros: left,
      reason: reasonOf(document, movement)
    });
  }
  const lines = open.map(({ line, doneMicros, seen, listed }) => ({
    line,
    doneMicros,
    seen,
    missing: [...listed.values()]
  }));
  return { lines, extras, count: counted.length };
}

/** All that its lines ask for is done; a document without lines never is by itself. */
export function isComplete({ lines }: DocumentTally): boolean {
  return lines.length > 0 && lines.every((line) => restOf(line) <= 0);
}

/** Share of what is asked that is done, 0 to 1, each line weighing the same; 0 without lines. */
export function progressOf({ lines }: DocumentTally): number {
  if (lines.length === 0) return 0;
  const shares = lines.map(({ line, doneMicros }) => Math.min(1, doneMicros / line.quantityMicros));
  return shares.reduce((sum, share) => sum + share, 0) / lines.length;
}

/** What is left to do, as the lines of a backorder: the serials that never came stay announced. */
export function restLines({ lines }: DocumentTally): DocumentLine[] {
  return lines.flatMap((tally) => {
    const rest = restOf(tally);
    if (rest <= 0) return [];
    const serials = tally.missing.slice(0, Math.ceil(rest / MICROS_PER_UNIT));
    return [{ ...tally.line, quantityMicros: rest, serials }];
  });
}
