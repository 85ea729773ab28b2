import { addDataField, concludeFromDataIdentifiers } from './data-identifier.ts';
import { GS } from './gs1-separators.ts';
import { readRecords } from './iso15434-records.ts';
import { addNote, emptyScan, refusedScan, type Scan } from './scan.ts';

/*
 *  [)> RS  05 GS element string RS   06 GS 1P… GS S… RS   EOT      (ISO/IEC 15434)
 *  header  format, its data          next format          trailer
 */

const RS = '\u001e';
const EOT = '\u0004';
const HEADER = '[)>';

// What wedges and label designers show instead of the control characters.
const WRITTEN: readonly [RegExp, string][] = [
  [/␝|<GS>|\{GS\}|\[GS\]|\\x1d|\\u001d|\^\]/gi, GS],
  [/␞|<RS>|\{RS\}|\[RS\]|\\x1e|\\u001e|\^\^/gi, RS],
  [/␄|<EOT>|\{EOT\}|\[EOT\]|\\x04|\\u0004|\^D/gi, EOT]
];

function restoreSeparators(text: string): { text: string; substituted: boolean } {
  if (text.includes(GS)) return { text, substituted: false };
  const restored = WRITTEN.reduce((current, [pattern, control]) => current.replace(pattern, control), text);
  return { text: restored, substituted: restored !== text };
}

/** Whether a text is, or begins with, an envelope. */
export const isEnvelope = (text: string): boolean => text.startsWith(HEADER);

interface Envelope {
  records: string[];
  /** Data after the trailer. */
  after: string;
  complete: boolean;
  standard: boolean;
}

function openEnvelope(raw: string): Envelope {
  const { text, substituted } = restoreSeparators(raw);
  const body = text.slice(HEADER.length);
  const hasRecordSeparator = body.startsWith(RS);
  const end = body.indexOf(EOT);
  const inside = end < 0 ? body : body.slice(0, end);
  const records = inside.split(RS).filter((record) => record !== '');
  return {
    records,
    after: end < 0 ? '' : body.slice(end + 1),
    complete: end >= 0 && inside.endsWith(RS),
    standard: !substituted && hasRecordSeparator
  };
}

/** Whether one format 06 record lost all its separators: two identifiers in what seems one field. */
function lostSeparators({ records }: Envelope): boolean {
  return records.some((record) => /^06[^\u001d]/.test(record) && !record.includes(GS));
}

/**
 * Reads an ISO/IEC 15434 envelope with GS1 elements (format 05), MH10 data
 * identifiers (06) or text elements (12, DD). A missing trailer or separators
 * that arrived as text are told in a note; separators dropped altogether leave
 * nothing that can be believed.
 */
export function envelopeScan(text: string, today: string): Scan {
  const envelope = openEnvelope(text);
  if (envelope.records.length === 0) return refusedScan('mh10', { code: 'no-elements' });
  if (lostSeparators(envelope))
    return refusedScan('mh10', { code: 'separators-lost', value: text.slice(0, 100) });
  const onlyGs1 = envelope.records.every((record) => record.startsWith('05'));
  const scan = emptyScan(onlyGs1 ? 'gs1' : 'mh10');
  readRecords(scan, envelope.records.slice(0, 20), today);
  if (!envelope.standard) addNote(scan, { code: 'non-standard-separators' });
  if (!envelope.complete) addNote(scan, { code: 'envelope-incomplete' });
  if (envelope.after !== '') scan.problems.push({ code: 'structure', value: envelope.after.slice(0, 100) });
  return scan;
}

/**
 * Reads MH10 fields whose envelope the reader took off: several fields, each
 * with an identifier, between separators.
 * @returns null when it is not that
 */
export function strippedEnvelopeScan(raw: string, today: string): Scan | null {
  const { text, substituted } = restoreSeparators(raw);
  if (!text.includes(GS)) return null;
  const scan = emptyScan('mh10');
  const fields = text.split(GS);
  if (fields.at(-1) === '') fields.pop();
  for (const field of fields) addDataField(scan, field);
  if (scan.problems.length > 0) return null;
  concludeFromDataIdentifiers(scan, today);
  if (substituted) addNote(scan, { code: 'non-standard-separators' });
  addNote(scan, { code: 'envelope-incomplete' });
  return scan;
}
