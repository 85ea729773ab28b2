import type { ColumnMapping } from './csv-fields.ts';
import type { CsvError, CsvErrorCode } from './csv-error.ts';
import type { CsvTable } from './read-csv.ts';

/** One thing of a file, for the preview and for storing. */
export interface Imported<Entity> {
  line: number;
  entity: Entity;
  /** `same`: the file says nothing new about it. */
  change: 'new' | 'changed' | 'same';
}

/** What every import takes beside the catalogue as it stands. */
export interface ImportInput<Row> {
  table: CsvTable;
  mapping: ColumnMapping<Row>;
  /** Makes the id of something new; a new one each time. */
  newId: () => string;
}

/** Codes are looked up in any case, as people type them. */
export const codeKey = (code: string): string => code.trim().toLowerCase();

/** What has been said about a file so far. */
export class Findings {
  readonly errors: CsvError[];

  constructor(errors: readonly CsvError[]) {
    this.errors = [...errors];
  }

  add(code: CsvErrorCode, where: Omit<CsvError, 'code'>): void {
    const { value } = where;
    this.errors.push({ code, ...where, ...(value !== undefined && { value: value.slice(0, 100) }) });
  }
}

/**
 * The lines on which something stands a second time are faults: which of the two
 * is meant is not known.
 *
 * @param keyOf null where a line has no key
 */
export function refuseRepeats<Line extends { line: number }>(
  lines: readonly Line[],
  keyOf: (line: Line) => string | null,
  findings: Findings,
  field: string
): void {
  const first = new Map<string, number>();
  for (const line of lines) {
    const key = keyOf(line);
    if (key === null) continue;
    const otherLine = first.get(key);
    if (otherLine === undefined) first.set(key, line.line);
    else findings.add('line-twice', { line: line.line, field, otherLine });
  }
}

/** Both were made by spreading the same fields in the same order. */
export function changeOf<Entity>(before: Entity | undefined, after: Entity): Imported<Entity>['change'] {
  if (before === undefined) return 'new';
  return JSON.stringify(before) === JSON.stringify(after) ? 'same' : 'changed';
}
