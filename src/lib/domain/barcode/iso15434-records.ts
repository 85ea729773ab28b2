import { addDataField, concludeFromDataIdentifiers, firstOf, valuesOf } from './data-identifier.ts';
import { readElementString } from './gs1-element-string.ts';
import { concludeFromElements } from './gs1-fields.ts';
import { GS } from './gs1-separators.ts';
import { addNote, emptyScan, setAgreedFieldsOrNote, setFields, type Scan } from './scan.ts';
import { textTraits } from './text-hygiene.ts';

type Reader = (part: Scan, records: readonly string[], today: string) => void;

/** Text element identifiers (SAE/ATA Spec 2000 chapter 9). */
function readTextElements(part: Scan, records: readonly string[]): void {
  for (const field of records.flatMap((data) => data.split(GS))) {
    const match = /^([A-Z]{3}) (.{1,128})$/.exec(field);
    const [, id = '', value = ''] = match ?? [];
    if (!match || textTraits(field).unprintable)
      part.problems.push({ code: 'unknown-identifier', value: field });
    else part.elements.push({ id, value });
  }
  const { value, several } = valuesOf(part.elements);
  for (const id of several) {
    addNote(
      part,
      id === 'SER' || id === 'SEQ' ? { code: 'several-serials', id } : { code: 'several-values', id }
    );
  }
  const hasSeveralSerials = several.has('SER') || several.has('SEQ');
  setFields(part, {
    serial: hasSeveralSerials ? undefined : firstOf(value, ['SER', 'SEQ']),
    partNumber: firstOf(value, ['PNR', 'PNO']),
    lot: value('LOT')
  });
}

function readGs1Records(part: Scan, records: readonly string[], today: string): void {
  const swallowed = new Set<string>();
  for (const data of records) {
    const reading = readElementString(data, today);
    part.elements.push(...reading.elements);
    part.problems.push(...reading.problems);
    // In an envelope a separator stands between all elements.
    part.notes.push(...reading.notes.filter(({ code }) => code !== 'superfluous-separator'));
    for (const id of reading.swallowed) swallowed.add(id);
  }
  concludeFromElements(part, { swallowed, today });
}

function readDataRecords(part: Scan, records: readonly string[], today: string): void {
  for (const field of records.flatMap((data) => data.split(GS))) addDataField(part, field);
  concludeFromDataIdentifiers(part, today);
}

const READERS: Record<string, Reader> = {
  '05': readGs1Records,
  '06': readDataRecords,
  '12': readTextElements,
  DD: readTextElements
};

const dataOf = (record: string): string => record.slice(record.charAt(2) === GS ? 3 : 2);

/** Reads all records of one format together, so that one cannot quietly contradict another. */
function readFormat(format: string, records: readonly string[], today: string): Scan {
  const part = emptyScan('mh10');
  const read = Object.hasOwn(READERS, format) ? READERS[format] : undefined;
  if (read) read(part, records.map(dataOf), today);
  else if (/^\d\d$/.test(format)) addNote(part, { code: 'envelope-format', value: format });
  else part.problems.push({ code: 'structure', value: format });
  return part;
}

/** Whether a format holds serials that contradict each other: then no other one names the serial either. */
const contradictsSerial = ({ notes, problems }: Scan): boolean =>
  notes.some(({ code }) => code === 'several-serials') ||
  problems.some(({ code, id }) => code === 'repeated-identifier' && id === '21');

/**
 * Adds to a scan what the records of its envelope say. They describe one thing,
 * so that what two of them contradict each other about is left out.
 * @param records each with its format, without separators around
 */
export function readRecords(scan: Scan, records: readonly string[], today: string): void {
  const formats = new Set(records.map((record) => record.slice(0, 2)));
  const parts = Array.from(formats, (format) =>
    readFormat(
      format,
      records.filter((record) => record.startsWith(format)),
      today
    )
  );
  for (const part of parts) {
    scan.elements.push(...part.elements);
    scan.problems.push(...part.problems);
    scan.notes.push(...part.notes);
  }
  setAgreedFieldsOrNote(scan, parts);
  if (parts.some(contradictsSerial)) delete scan.serial;
}
