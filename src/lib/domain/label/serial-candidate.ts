import { splitCaptions } from '../barcode/caption.ts';
import { normaliseGtin } from '../barcode/gtin.ts';
import type { Scan } from '../barcode/scan.ts';
import { fitsSerialPattern } from '../serial/serial-pattern.ts';
import type { LabelCode, LabelKnowledge, ProductSerials } from './label-code.ts';

/**
 * How surely a code is the serial:
 *
 *   declared   the label itself says so: GS1 AI 21, data identifier S, HIBC, a caption
 *   identity   an IMEI, a MAC address or a vehicle number: for some products the serial, for most beside it
 *   bare       nothing but characters
 */
export type CandidateSource = 'declared' | 'identity' | 'bare';

export interface SerialCandidate {
  serial: string;
  source: CandidateSource;
  /** Identifier or caption that declares it, or the kind of identity; empty for a bare one. */
  id: string;
  code: LabelCode;
  /** Its symbol names its product too, and no other serial: it stands for one piece by itself. */
  complete: boolean;
  /** What the code says if the parser took a data identifier for part of the serial, or the other way round. */
  otherwise?: string;
  /** What is left of it without an end that reads as another element: the reader may have lost a separator. */
  shortened?: string;
}

const noteValue = (scan: Scan, note: Scan['notes'][number]['code']): string | undefined =>
  scan.notes.find(({ code }) => code === note)?.value;

const hasNote = (scan: Scan, note: Scan['notes'][number]['code']): boolean =>
  scan.notes.some(({ code }) => code === note);

/** The serials of one symbol that holds several: a sheet's 2D code. */
function severalSerials({ scan, text }: LabelCode): { id: string; serials: string[] } {
  const id = scan.notes.find(({ code }) => code === 'several-serials')?.id ?? '';
  const elements = scan.elements.filter((element) => element.id === id).map(({ value }) => value);
  const captioned = splitCaptions(text)?.filter(({ kind }) => kind === 'serial') ?? [];
  return { id, serials: elements.length > 0 ? elements : captioned.map(({ value }) => value) };
}

/** GS1 identifiers that a serial may come from. */
const SERIAL_AIS = new Set(['21', '8003', '8004']);

const DECLARING: Partial<Record<Scan['carrier'], string>> = {
  gs1: '21',
  'gs1-digital-link': '21',
  mh10: 'S',
  hibc: 'HIBC'
};

function sourceOf(scan: Scan, severalDataIdentifiers: boolean): { source: CandidateSource; id: string } {
  if (scan.carrier === 'imei' || scan.carrier === 'mac') return { source: 'identity', id: scan.carrier };
  if (scan.elements.some(({ id }) => id === 'VIN')) return { source: 'identity', id: 'vin' };
  const caption = noteValue(scan, 'caption-removed');
  if (caption !== undefined) return { source: 'declared', id: caption };
  // An identifier that was only assumed from the shape counts when the label has others like it.
  const assumed = hasNote(scan, 'data-identifier-assumed') && !severalDataIdentifiers;
  const id = DECLARING[scan.carrier];
  if (id !== undefined && !assumed) return { source: 'declared', id };
  return { source: 'bare', id: '' };
}

/** A symbol that says by itself what product it is about. */
export const namesItsProduct = ({ scan }: LabelCode): boolean =>
  scan.gtin !== undefined || scan.partNumber !== undefined;

/** A serial whose end looks like its neighbour, without that end; undefined for any other. */
function shortenedSerial({ serial, lot, notes }: Scan): string | undefined {
  const lost = notes.find(
    ({ code, id }) => code === 'separator-lost' && id !== undefined && SERIAL_AIS.has(id)
  );
  const tail = lost?.value;
  if (serial === undefined || tail === undefined || serial === lot || !serial.endsWith(tail))
    return undefined;
  return serial.slice(0, -tail.length) || undefined;
}

function candidatesOf(code: LabelCode, severalDataIdentifiers: boolean): SerialCandidate[] {
  const { scan } = code;
  if (hasNote(scan, 'several-serials')) {
    const { id, serials } = severalSerials(code);
    return serials.map((serial) => ({ serial, source: 'declared', id, code, complete: false }));
  }
  if (scan.serial === undefined) return [];
  const { source, id } = sourceOf(scan, severalDataIdentifiers);
  // What a caption calls the serial is it, whatever it begins with.
  const possible = source === 'bare' ? noteValue(scan, 'data-identifier-possible') : undefined;
  const otherwise = noteValue(scan, 'data-identifier-assumed') ?? possible;
  const shortened = shortenedSerial(scan);
  return [
    {
      serial: scan.serial,
      source,
      id,
      code,
      complete: namesItsProduct(code) && shortened === undefined,
      ...(shortened !== undefined && { shortened }),
      ...(otherwise !== undefined && otherwise !== scan.serial && { otherwise })
    }
  ];
}

/** Everything on the label that is known to be something else than a serial. */
function spokenFor(codes: readonly LabelCode[]): Set<string> {
  return new Set(
    codes.flatMap(({ scan }) => [scan.gtin, scan.partNumber, scan.lot].filter((text) => text !== undefined))
  );
}

function isSomethingElse(candidate: SerialCandidate, taken: Set<string>, knowledge: LabelKnowledge): boolean {
  if (candidate.source === 'declared') return false;
  const text = candidate.code.text.trim();
  const gtin = normaliseGtin(candidate.serial);
  return (
    knowledge.productOf(text) !== null ||
    knowledge.locationOf(text) !== null ||
    taken.has(candidate.serial) ||
    (gtin !== null && (taken.has(gtin) || knowledge.productOf(gtin) !== null))
  );
}

/** All codes of a label that may be its serial, what is known to be a product, a place or a lot left out. */
export function serialCandidates(codes: readonly LabelCode[], knowledge: LabelKnowledge): SerialCandidate[] {
  const taken = spokenFor(codes);
  const dataIdentifiers = codes.filter(({ scan }) => scan.carrier === 'mh10').length;
  return codes
    .flatMap((code) => candidatesOf(code, dataIdentifiers > 1))
    .filter((candidate) => !isSomethingElse(candidate, taken, knowledge));
}

/** The candidate as the product writes its serials, when the code can be read in two ways and only one fits. */
export function inOwnPattern(
  candidate: SerialCandidate,
  { pattern, exactCase }: ProductSerials
): SerialCandidate {
  const { serial, otherwise } = candidate;
  if (!pattern || otherwise === undefined) return candidate;
  const fits = (text: string): boolean => fitsSerialPattern(pattern, text, { exactCase });
  return fits(otherwise) && !fits(serial)
    ? { ...candidate, serial: otherwise, otherwise: serial }
    : candidate;
}
