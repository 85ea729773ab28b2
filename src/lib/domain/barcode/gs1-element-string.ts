import type { ProblemCode } from './codes.ts';
import { aiAt, aiTable, type AiSpec } from './gs1-ai-table.ts';
import { lostSeparator } from './gs1-lost-separator.ts';
import { GS } from './gs1-separators.ts';
import { checkAiValue } from './gs1-value.ts';
import { MAX_PROBLEMS, type ScanElement, type ScanNote, type ScanProblem } from './scan.ts';

/** What stands in an element string: the elements that are right, and what is wrong or odd about it. */
export interface ElementStringReading {
  elements: ScanElement[];
  /** Identifiers whose value swallowed a neighbour beyond doubt; the value is as read but cannot be used. */
  swallowed: Set<string>;
  problems: ScanProblem[];
  notes: ScanNote[];
}

// No symbol holds more elements worth suspecting, and no value is longer than two fields of 90.
const MAX_SUSPECTS = 16;
const MAX_SUSPECT_LENGTH = 180;

interface Step {
  spec: AiSpec;
  value: string;
  end: number;
  problem: ProblemCode | null;
}

function readElement(segment: string, at: number, today: string): Step | null {
  const spec = aiAt(segment, at);
  if (!spec) return null;
  const start = at + spec.ai.length;
  const end = spec.predefined ? Math.min(start + spec.max, segment.length) : segment.length;
  const value = segment.slice(start, end);
  return { spec, value, end, problem: checkAiValue(spec, value, today) };
}

/**
 * Reads one stretch between separators. After a fault nothing more is read of
 * it: where the next identifier begins can no longer be known.
 * @returns whether it ends with an element after which no separator belongs
 */
function readSegment(segment: string, today: string, reading: ElementStringReading): boolean {
  let at = 0;
  let predefined = false;
  while (at < segment.length) {
    const step = readElement(segment, at, today);
    if (!step) {
      reading.problems.push({ code: 'unknown-identifier', value: segment.slice(at) });
      return false;
    }
    const element = { id: step.spec.ai, value: step.value };
    if (step.problem) {
      reading.problems.push({ code: step.problem, ...element });
      if (step.problem === 'too-long') noteLostSeparator(reading, element, today);
      return false;
    }
    reading.elements.push(element);
    predefined = step.spec.predefined;
    at = step.end;
  }
  return predefined;
}

function noteLostSeparator(reading: ElementStringReading, { id, value }: ScanElement, today: string): void {
  if (value.length > MAX_SUSPECT_LENGTH) return;
  const present = new Set(reading.elements.map((element) => element.id));
  const lost = lostSeparator({ id, value, present, today });
  if (!lost) return;
  const code = lost.likelihood === 'possible' ? 'separator-lost-possible' : 'separator-lost';
  reading.notes.push({ code, id, value: lost.tail });
  if (lost.likelihood === 'certain') reading.swallowed.add(id);
}

/**
 * Reads a GS1 element string (GS1 General Specifications §7.8): identifiers of
 * predefined length follow each other, all others end at a separator.
 *
 * @param text without AIM identifier, separators as U+001D
 * @param today `YYYY-MM-DD`, for the century of dates
 */
export function readElementString(text: string, today: string): ElementStringReading {
  const reading: ElementStringReading = { elements: [], swallowed: new Set(), problems: [], notes: [] };
  const segments = text.split(GS);
  let superfluous = segments.length > 1 && segments.includes('');
  segments.forEach((segment, i) => {
    if (reading.problems.length >= MAX_PROBLEMS) return;
    const predefined = readSegment(segment, today, reading);
    superfluous ||= predefined && i < segments.length - 1;
  });
  if (reading.elements.length === 0 && reading.problems.length === 0)
    reading.problems.push({ code: 'no-elements' });
  if (superfluous) reading.notes.push({ code: 'superfluous-separator' });
  for (const element of reading.elements.slice(0, MAX_SUSPECTS)) noteLostSeparator(reading, element, today);
  return reading;
}

/**
 * Writes an element string, with U+001D where FNC1 belongs: after every
 * element whose length is not predefined, except the last. The FNC1 that opens
 * the symbol is the printer's business. Values are written as they are:
 * `parseScan` says whether they are right.
 */
export function buildElementString(elements: readonly ScanElement[]): string {
  return elements
    .map(({ id, value }, i) => {
      const needsSeparator = i < elements.length - 1 && !aiTable().get(id)?.predefined;
      return id + value + (needsSeparator ? GS : '');
    })
    .join('');
}
