import type { NoteCode, ProblemCode } from './codes.ts';

/** How the data was structured, by the standard that was recognised. */
export type ScanCarrier = 'gs1' | 'gs1-digital-link' | 'mh10' | 'hibc' | 'ean' | 'imei' | 'mac' | 'plain';

/** One identifier and its value, exactly as read: a GS1 AI, an MH10 DI, or a field name of another standard. */
export interface ScanElement {
  id: string;
  value: string;
}

/** What is wrong; `id` and `value` say where, when that is known. */
export interface ScanProblem {
  code: ProblemCode;
  id?: string;
  value?: string;
}

/** What is worth telling; `id` and `value` say about what. */
export interface ScanNote {
  code: NoteCode;
  id?: string;
  value?: string;
}

/**
 * What one symbol says. A field is there only when it can be trusted; what was
 * read besides stands in `elements`. `problems` is empty when and only when
 * everything is right by the standard.
 */
export interface Scan {
  carrier: ScanCarrier;
  /** Always 14 digits. */
  gtin?: string;
  serial?: string;
  lot?: string;
  /** `YYYY-MM-DD`. */
  expiry?: string;
  /** In the unit of the label: pieces unless the label says otherwise. */
  quantity?: number;
  partNumber?: string;
  elements: ScanElement[];
  problems: ScanProblem[];
  notes: ScanNote[];
}

/** The fields of a scan that can be read off a label. */
export type ScanFields = Pick<Scan, 'gtin' | 'serial' | 'lot' | 'expiry' | 'quantity' | 'partNumber'>;

/** The day that two-digit years are resolved against when none is given: fixed, so that parsing stays pure. */
export const DEFAULT_TODAY = '2026-01-01';

export interface ScanOptions {
  /** The symbology as the reader names it; see `readSymbology` for the spellings. An AIM identifier in the data goes before it. */
  symbology?: string;
  /** `YYYY-MM-DD`; decides the century of two-digit years. Default `DEFAULT_TODAY`. */
  today?: string;
}

/** More faults than this say nothing new; the bound keeps hostile input cheap to read, store and show. */
export const MAX_PROBLEMS = 20;

/** A scan with nothing in it yet. */
export function emptyScan(carrier: ScanCarrier): Scan {
  return { carrier, elements: [], problems: [], notes: [] };
}

/** A scan that is nothing but a problem. */
export function refusedScan(carrier: ScanCarrier, problem: ScanProblem): Scan {
  return { ...emptyScan(carrier), problems: [problem] };
}

/** Adds a note once: the same code about the same identifier is not repeated. */
export function addNote(scan: Scan, note: ScanNote): void {
  if (!scan.notes.some(({ code, id }) => code === note.code && id === note.id)) scan.notes.push(note);
}

/** Fields as a standard yields them: what it does not say is undefined. */
export type MaybeFields = { [Field in keyof ScanFields]?: ScanFields[Field] | undefined };

/** Sets the fields that are known. The others stay as they are: absent is never written as undefined. */
export function setFields(scan: Scan, fields: MaybeFields): void {
  Object.assign(scan, Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));
}

const FIELD_NAMES = ['gtin', 'serial', 'lot', 'expiry', 'quantity', 'partNumber'] as const;

/**
 * Sets what several parts of one symbol say. Where they contradict each other
 * none of them can be believed, whichever came last: the field is left out.
 * @returns the fields left out
 */
export function setAgreedFields(scan: Scan, parts: readonly MaybeFields[]): (keyof ScanFields)[] {
  const said = FIELD_NAMES.map((name) => ({
    name,
    values: new Set(parts.map((part) => part[name]).filter((value) => value !== undefined))
  }));
  const agreed = said.filter(({ values }) => values.size === 1);
  setFields(scan, Object.fromEntries(agreed.map(({ name, values }) => [name, [...values][0]])));
  return said.filter(({ values }) => values.size > 1).map(({ name }) => name);
}

/** As `setAgreedFields`, and says in notes what was left out. */
export function setAgreedFieldsOrNote(scan: Scan, parts: readonly MaybeFields[]): void {
  for (const name of setAgreedFields(scan, parts)) {
    addNote(scan, name === 'serial' ? { code: 'several-serials' } : { code: 'several-values', id: name });
  }
}
