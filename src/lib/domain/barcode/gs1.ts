import { isBracketed, readBracketed } from './gs1-bracketed.ts';
import { readElementString, type ElementStringReading } from './gs1-element-string.ts';
import { concludeFromElements } from './gs1-fields.ts';
import { restoreGs1Separators } from './gs1-separators.ts';
import { emptyScan, type Scan, type ScanNote } from './scan.ts';

/** Reads what is known to be GS1 data: an element string, with real or written separators, or its bracketed form. */
export function readGs1(
  text: string,
  today: string
): { reading: ElementStringReading; substituted: boolean } {
  if (isBracketed(text)) return { reading: readBracketed(text, today), substituted: false };
  const separated = restoreGs1Separators(text);
  const asRead = readElementString(text, today);
  // `<GS>` could be data: it is only taken for a separator when that makes no less sense.
  const restored = separated.substituted ? readElementString(separated.text, today) : asRead;
  const isBetter = separated.substituted && restored.problems.length <= asRead.problems.length;
  return isBetter ? { reading: restored, substituted: true } : { reading: asRead, substituted: false };
}

/**
 * Turns GS1 data into a scan.
 * @param input.notes what led here, for example that GS1 was assumed
 */
export function gs1Scan(text: string, input: { today: string; notes?: ScanNote[] }): Scan {
  const { reading, substituted } = readGs1(text, input.today);
  const scan: Scan = {
    ...emptyScan('gs1'),
    elements: reading.elements,
    problems: reading.problems,
    notes: [...(input.notes ?? []), ...reading.notes]
  };
  if (substituted) scan.notes.unshift({ code: 'non-standard-separators' });
  concludeFromElements(scan, { swallowed: reading.swallowed, today: input.today });
  return scan;
}
