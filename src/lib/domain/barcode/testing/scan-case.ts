import { parseScan } from '../parse-scan.ts';
import type { NoteCode, ProblemCode } from '../codes.ts';
import type { ScanCarrier, ScanFields, ScanOptions } from '../scan.ts';

/** What a text must read as. A field that is not named must be absent; so must every problem. */
export interface ScanExpectation extends ScanFields {
  carrier: ScanCarrier;
  problems?: ProblemCode[];
  /** Notes that must be among those told. */
  notes?: NoteCode[];
  /** Notes that must not be told. */
  silent?: NoteCode[];
  /** Elements as `id value`, when they matter. */
  elements?: string[];
}

/** Why, the text, what it must read as, and options. */
export type ScanCase = [why: string, raw: string, expected: ScanExpectation, options?: ScanOptions];

/** What a case expects and what it got, in one form that compares. */
export function compareCase([, raw, expected, options]: ScanCase): { got: object; wanted: object } {
  const { elements, problems, notes, ...rest } = parseScan(raw, options);
  const wantedNotes = expected.notes ?? [];
  const codes = notes.map(({ code }) => code);
  return {
    got: {
      ...rest,
      problems: problems.map(({ code }) => code),
      notes: wantedNotes.filter((code) => codes.includes(code)),
      silent: (expected.silent ?? []).filter((code) => !codes.includes(code)),
      ...(expected.elements ? { elements: elements.map(({ id, value }) => `${id} ${value}`) } : {})
    },
    wanted: { problems: [], silent: [], ...expected, notes: wantedNotes }
  };
}
