import { aiTable, type AiSpec } from './gs1-ai-table.ts';
import { checkAiValue } from './gs1-value.ts';
import type { ElementStringReading } from './gs1-element-string.ts';

interface Mark {
  spec: AiSpec;
  /** Where the bracket opens, and where the value begins. */
  opens: number;
  starts: number;
}

function markAt(text: string, opens: number): Mark | null {
  const closes = text.indexOf(')', opens);
  if (closes < 0 || closes - opens > 5) return null;
  const spec = aiTable().get(text.slice(opens + 1, closes));
  return spec ? { spec, opens, starts: closes + 1 } : null;
}

/**
 * Brackets can be data too, so a mark only counts where the field before it can
 * end: anywhere in a variable field, and only at its length in a predefined one.
 */
function findMarks(text: string): Mark[] {
  const marks: Mark[] = [];
  let at = text.indexOf('(');
  while (at >= 0) {
    const mark = markAt(text.slice(0, at + 6), at);
    const last = marks.at(-1);
    const tooEarly = last?.spec.predefined && text.slice(last.starts, at).trim().length < last.spec.max;
    if (mark && !tooEarly) marks.push(mark);
    at = text.indexOf('(', at + 1);
  }
  return marks;
}

/** Whether a text is written as printed under a symbol: `(01)09501234567891(21)SN-0001`. */
export function isBracketed(text: string): boolean {
  return text.startsWith('(') && markAt(text.slice(0, 6), 0) !== null;
}

/** Reads the bracketed form (GS1 General Specifications §4.15, human readable interpretation). */
export function readBracketed(text: string, today: string): ElementStringReading {
  const reading: ElementStringReading = {
    elements: [],
    swallowed: new Set(),
    problems: [],
    notes: [{ code: 'human-readable-form' }]
  };
  const marks = findMarks(text);
  marks.forEach(({ spec, starts }, i) => {
    const value = text.slice(starts, marks[i + 1]?.opens).trim();
    const problem = checkAiValue(spec, value, today);
    if (problem) reading.problems.push({ code: problem, id: spec.ai, value });
    else reading.elements.push({ id: spec.ai, value });
  });
  return reading;
}
