import type { Product } from '../catalogue/catalogue.ts';
import { formatQuantity, MICROS_PER_UNIT, parseQuantity } from '../quantity.ts';
import { readSerialList } from '../serial/serial-list.ts';
import {
  DOCUMENT_LINES_LIMIT,
  documentSchema,
  type Document,
  type DocumentLine,
  type DocumentType
} from './document.ts';

/** A line as it is typed. */
export interface LineDraft {
  id: number;
  productId: string | null;
  quantity: string;
  lot: string;
  /** One a line, between commas, or as ranges. */
  serials: string;
}

/** A document as it is typed. */
export interface DocumentDraft extends Pick<
  Document,
  'type' | 'number' | 'partnerId' | 'fromLocationId' | 'toLocationId' | 'assignedTo' | 'blind' | 'note'
> {
  /** `YYYY-MM-DD`, or empty. */
  expectedOn: string;
  scope: NonNullable<Document['scope']>;
  lines: LineDraft[];
}

/** What of a draft cannot be read; `line` is its place among the lines. */
export interface DocumentFault {
  field: string;
  line?: number;
  code:
    | 'number-missing'
    | 'product-missing'
    | 'quantity-bad'
    | 'serial-bad'
    | 'range-too-long'
    | 'too-many-lines'
    | 'text-too-long'
    | 'date-bad';
}

const prefixes: Record<DocumentType, string> = { receipt: 'BR', pick: 'CDE', transfer: 'TR', count: 'INV' };

/**
 * A number for a new document: the next one after the highest of its type, as
 * the house writes them.
 *
 * @param known documents of any type
 */
export function proposeNumber(
  type: DocumentType,
  known: readonly Pick<Document, 'type' | 'number'>[]
): string {
  const stem = `${prefixes[type]}-`;
  const numbers = known.flatMap(({ number }) => {
    const [, digits] =
      /^(\d{1,9})(?:-R\d+)?$/.exec(number.startsWith(stem) ? number.slice(stem.length) : '') ?? [];
    return digits === undefined ? [] : [Number(digits)];
  });
  return `${stem}${Math.max(0, ...numbers) + 1}`;
}

export const emptyLine = (id: number): LineDraft => ({
  id,
  productId: null,
  quantity: '',
  lot: '',
  serials: ''
});

const toLineDraft = ({ id, productId, quantityMicros, lot, serials }: DocumentLine): LineDraft => ({
  id,
  productId,
  quantity: formatQuantity(quantityMicros),
  lot: lot ?? '',
  serials: serials.join('\n')
});

const noScope = { siteId: null, locationId: null, productId: null };

/** A document as it is shown to be edited; a new one of a type when there is none. */
export function toDraft(
  document: Document | null,
  fresh: { type: DocumentType; number: string }
): DocumentDraft {
  if (!document)
    return {
      ...fresh,
      partnerId: null,
      fromLocationId: null,
      toLocationId: null,
      expectedOn: '',
      assignedTo: null,
      blind: false,
      note: '',
      scope: noScope,
      lines: fresh.type === 'count' ? [] : [emptyLine(1)]
    };
  const { type, number, partnerId, fromLocationId, toLocationId, assignedTo, blind, note } = document;
  return {
    ...{ type, number, partnerId, fromLocationId, toLocationId, assignedTo, blind, note },
    expectedOn: document.expectedOn ?? '',
    scope: document.scope ?? noScope,
    lines: document.lines.map(toLineDraft)
  };
}

/** Nothing was typed into it: it is no line yet. */
const isBlank = ({ productId, quantity, lot, serials }: LineDraft): boolean =>
  productId === null && [quantity, lot, serials].every((text) => text.trim() === '');

function readLine(
  draft: LineDraft,
  product: Pick<Product, 'exactCase'> | undefined
): { line: DocumentLine; faults: Omit<DocumentFault, 'line'>[] } {
  const { id, productId } = draft;
  const faults: Omit<DocumentFault, 'line'>[] = [];
  if (productId === null) faults.push({ field: 'productId', code: 'product-missing' });
  const list = readSerialList(draft.serials, {
    exactCase: product?.exactCase ?? false,
    ambiguous: 'serial'
  });
  const [problem] = list.problems;
  if (problem)
    faults.push({
      field: 'serials',
      code: problem.code === 'too-many' || problem.code === 'text-too-long' ? 'range-too-long' : 'serial-bad'
    });
  // Serials that are listed say how many there are.
  const said = draft.quantity.trim();
  const quantityMicros = said === '' ? list.serials.length * MICROS_PER_UNIT : parseQuantity(said);
  if (quantityMicros === null || quantityMicros <= 0)
    faults.push({ field: 'quantity', code: 'quantity-bad' });
  const lot = draft.lot.trim();
  if (lot.length > 64) faults.push({ field: 'lot', code: 'text-too-long' });
  const line = { id, productId: productId ?? '', quantityMicros: quantityMicros ?? 0, lot: lot || null };
  return { line: { ...line, serials: list.serials }, faults };
}

interface Kept {
  id: string;
  openedAt: number;
  seen: Document | null;
  product: (id: string) => Pick<Product, 'exactCase'> | undefined;
}

/** Reads a draft: the document that it stands for, and everything in it that cannot be read. */
export function readDraft(draft: DocumentDraft, kept: Kept): { document: Document; faults: DocumentFault[] } {
  const isCount = draft.type === 'count';
  const read = draft.lines
    .filter((line) => !isBlank(line))
    .map((line) => ({
      at: draft.lines.indexOf(line),
      ...readLine(line, kept.product(line.productId ?? ''))
    }));
  const faults: DocumentFault[] = read.flatMap(({ at, faults: found }) =>
    found.map((fault) => ({ ...fault, line: at }))
  );
  const number = draft.number.trim();
  const note = draft.note.trim();
  const expectedOn = draft.expectedOn || null;
  if (number === '') faults.push({ field: 'number', code: 'number-missing' });
  if (number.length > 80) faults.push({ field: 'number', code: 'text-too-long' });
  if (note.length > 500) faults.push({ field: 'note', code: 'text-too-long' });
  if (!documentSchema.shape.expectedOn.safeParse(expectedOn).success)
    faults.push({ field: 'expectedOn', code: 'date-bad' });
  if (read.length > DOCUMENT_LINES_LIMIT) faults.push({ field: 'lines', code: 'too-many-lines' });
  const { type, partnerId, fromLocationId, toLocationId, assignedTo, blind } = draft;
  const document: Document = {
    id: kept.id,
    number,
    type,
    state: kept.seen?.state ?? 'open',
    partnerId,
    fromLocationId,
    toLocationId,
    scope: isCount ? { ...draft.scope } : null,
    blind: isCount && blind,
    expectedOn,
    assignedTo,
    note,
    openedAt: kept.seen?.openedAt ?? kept.openedAt,
    backorderOf: kept.seen?.backorderOf ?? null,
    lines: read.map(({ line }) => line)
  };
  return { document, faults };
}
