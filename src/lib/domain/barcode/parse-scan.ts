import { readAimIdentifier, readSymbology, type SymbologyHint } from './aim-identifier.ts';
import { bareDataIdentifierScan, bracketedDataIdentifierScan } from './bare-data-identifier.ts';
import { splitCaption, splitCaptions } from './caption.ts';
import { captionedLabelScan, captionedScan } from './captioned.ts';
import { undoFullAscii, withoutAsterisks } from './code39.ts';
import { assumedGtinScan, eanSymbolScan, itfScan } from './ean.ts';
import { digitalLinkScan, isDigitalLink, webAddress } from './gs1-digital-link.ts';
import { gs1Scan } from './gs1.ts';
import { looksLikeGs1 } from './gs1-shape.ts';
import { hibcScan } from './hibc.ts';
import { deviceIdentityScan } from './imei.ts';
import { envelopeScan, isEnvelope, strippedEnvelopeScan } from './iso15434.ts';
import { macScan } from './mac.ts';
import { isOtherMessage } from './other-message.ts';
import { plainScan } from './plain.ts';
import {
  addNote,
  DEFAULT_TODAY,
  emptyScan,
  MAX_PROBLEMS,
  refusedScan,
  type Scan,
  type ScanOptions
} from './scan.ts';
import { vinScan } from './vin.ts';

/** No symbol holds more than 7,089 characters; joined ones are not scanned as one. */
const MAX_LENGTH = 32_768;

interface Context {
  hint: SymbologyHint;
  today: string;
}

/** Tries one way to read a text; null when the text is not that. */
type Reader = (text: string, context: Context) => Scan | null;

const asteriskScan: Reader = (text, context) => {
  if (context.hint.named && !context.hint.code39) return null;
  const inner = withoutAsterisks(text);
  if (inner === null) return null;
  const scan = readText(inner.trim(), context);
  addNote(scan, { code: 'code39-asterisks' });
  return scan;
};

const linkScan: Reader = (text, { today }) => {
  const address = webAddress(text);
  if (!address) return null;
  if (isDigitalLink(address)) return digitalLinkScan(text, address, today);
  return { ...emptyScan('plain'), notes: [{ code: 'not-a-serial', value: text.slice(0, 200) }] };
};

const messageScan: Reader = (text) =>
  isOtherMessage(text)
    ? { ...emptyScan('plain'), notes: [{ code: 'not-a-serial', value: text.slice(0, 200) }] }
    : null;

/** GS1 data without word on the symbology; where the reader rules GS1 out, it is neither GS1 nor a serial. */
const shapedGs1Scan: Reader = (text, { hint, today }) => {
  if (!looksLikeGs1(text, today)) return null;
  if (hint.gs1 === 'unknown') return gs1Scan(text, { today, notes: [{ code: 'gs1-assumed' }] });
  return { ...emptyScan('plain'), notes: [{ code: 'gs1-shaped', value: text.slice(0, 200) }] };
};

const captionScan: Reader = (text) => {
  const parts = splitCaptions(text);
  if (parts) return captionedLabelScan(parts);
  const captioned = splitCaption(text);
  return captioned ? captionedScan(captioned) : null;
};

/** From the most to the least unmistakable; the first that fits decides. */
const READERS: readonly Reader[] = [
  (text, { today }) => (isEnvelope(text) ? envelopeScan(text, today) : null),
  linkScan,
  (text, { today }) => hibcScan(text, today),
  messageScan,
  (text, { hint }) => (hint.retail === 'itf' ? itfScan(text) : null),
  shapedGs1Scan,
  (text, { today }) => strippedEnvelopeScan(text, today),
  (text, { today }) => bracketedDataIdentifierScan(text, today),
  asteriskScan,
  captionScan,
  (text) => deviceIdentityScan(text),
  (text) => macScan(text),
  (text, { hint }) => assumedGtinScan(text, hint),
  (text) => vinScan(text),
  (text, { today }) => bareDataIdentifierScan(text, today)
];

function readText(text: string, context: Context): Scan {
  for (const read of READERS) {
    const scan = read(text, context);
    if (scan) return scan;
  }
  return plainScan(text);
}

// Scanners frame data with STX, ETX, CR, LF, TAB or NUL, and files with a byte order mark.
const FRAMING = '\u0000\u0002\u0003\t\n\r\ufeff';

/** Takes framing off both ends, in one pass each. */
function withoutFraming(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && FRAMING.includes(text.charAt(start))) start++;
  while (end > start && FRAMING.includes(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/** The AIM identifier decides, but only the name tells UPC-E from its relatives. */
function joinHints(aim: SymbologyHint, named: SymbologyHint): SymbologyHint {
  return aim.retail === 'retail' && named.retail ? named : aim;
}

/**
 * HIBC goes before all trimming, because its check character may be a space,
 * and Code 39 that was read as full ASCII is put back for it.
 */
function hibcSymbolScan(text: string, { hint, today }: Context): Scan | null {
  const basic = hint.code39 && text.length < 200 ? undoFullAscii(text) : null;
  const scan = hibcScan(text, today) ?? (basic === null ? null : hibcScan(basic, today));
  return scan?.problems.length === 0 ? scan : null;
}

function readSymbol(text: string, context: Context): Scan {
  const { hint, today } = context;
  if (hint.retail !== undefined && hint.retail !== 'itf') return eanSymbolScan(text.trim(), hint.retail);
  if (hint.gs1 === 'yes') return gs1Scan(text, { today });
  return hibcSymbolScan(text, context) ?? readText(text.trim(), context);
}

/**
 * Says what a scanned, received or typed text is: its standard, its fields, and
 * what is wrong or odd about it. Never throws; linear in the length of the text.
 *
 * @param raw as the reader gave it. A leading AIM identifier (`]C1`, `]d2`, …)
 *   is believed, also when it rules GS1 out (`]C0`, `]d1`).
 * @param options.symbology see `readSymbology`
 * @param options.today `YYYY-MM-DD`: decides the century of two-digit years;
 *   without it `DEFAULT_TODAY`, so that the same text always reads the same
 */
export function parseScan(raw: string, options: ScanOptions = {}): Scan {
  if (raw.length > MAX_LENGTH) return refusedScan('plain', { code: 'too-long' });
  if (!raw.isWellFormed()) return refusedScan('plain', { code: 'not-text' });
  const framed = withoutFraming(raw);
  const named = readSymbology(options.symbology);
  const aim = readAimIdentifier(framed.trimStart());
  const hint = aim ? joinHints(aim.hint, named) : named;
  const text = aim?.rest ?? framed;
  if (text.trim() === '') return refusedScan('plain', { code: 'empty' });
  const scan = readSymbol(text, { hint, today: options.today ?? DEFAULT_TODAY });
  return { ...scan, problems: scan.problems.slice(0, MAX_PROBLEMS) };
}
