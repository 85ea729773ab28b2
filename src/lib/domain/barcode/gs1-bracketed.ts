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
  const length = text.slice(opens + 1, opens + 6).indexOf(')');
  const spec = length < 2 ? undefined : aiTable().get(text.slice(opens + 1, opens + 1 + length));
  return spec ? { spec, opens, starts: opens + length + 2 } : null;
}

/** Brackets can be data too: only those round an identifier that exists are marks. */
function findMarks(text: string): Mark[] {
  const marks: Mark[] = [];
  for (let at = text.indexOf('('); at >= 0; at = text.indexOf('(', at + 1)) {
    const mark = markAt(text, at);
    if (mark) marks.push(mark);
  }
  return marks;
}

/** Whether a text is written as printed under a symbol: `(01)09501234567891(21)SN-0001`. */
export function isBracketed(text: string): boolean {
  return text.startsWith('(') && markAt(text, 0) !== null;
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
