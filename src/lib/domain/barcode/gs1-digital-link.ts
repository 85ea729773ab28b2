import { aiTable, type AiSpec } from './gs1-ai-table.ts';
import { gs1CheckDigitValid, isDigits } from './check-digits.ts';
import { concludeFromElements } from './gs1-fields.ts';
import { checkAiValue } from './gs1-value.ts';
import { emptyScan, type Scan, type ScanProblem } from './scan.ts';

/*
 *  https://example.com/some/stem/01/09501234567891/10/L1/21/SN-1?17=271231&linkType=x#top
 *          domain      stem     key  value       qualifiers      attributes   ignored
 *
 * GS1 Digital Link Standard: URI Syntax, release 1.2 and later.
 */

/** Names that release 1.0 allowed in the path instead of digits. */
const ALPHA_KEYS: Record<string, string> = {
  cpid: '8010',
  cpsn: '8011',
  cpv: '22',
  gcn: '255',
  gdti: '253',
  giai: '8004',
  ginc: '401',
  gln: '414',
  glnx: '254',
  gmn: '8013',
  grai: '8003',
  gsin: '402',
  gsrn: '8018',
  gsrnp: '8017',
  gtin: '01',
  itip: '8006',
  lot: '10',
  party: '417',
  refno: '8020',
  ser: '21',
  srin: '8019',
  sscc: '00'
};

/** Identifiers that may not stand in the query of a link (GS1 Barcode Syntax Dictionary, no `?` flag). */
const NOT_ATTRIBUTES = new Set(
  '03 21 22 235 254 7040 7041 8011 8014 8019 8020 8040 8041 8042 8043 8200'.split(' ')
);

/** The characters of RFC 3986. */
const URI = /^[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/;
const DOMAIN = /^[A-Za-z0-9.\-_~:[\]]+$/;

interface LinkParts {
  domain: string;
  segments: string[];
  query: string[];
}

/** Takes a web address apart; null when it is none. */
export function webAddress(text: string): LinkParts | null {
  const scheme = /^https?:\/\//i.exec(text)?.[0];
  if (scheme === undefined) return null;
  const [beforeFragment = ''] = text.slice(scheme.length).split('#', 1);
  const mark = beforeFragment.indexOf('?');
  const path = mark < 0 ? beforeFragment : beforeFragment.slice(0, mark);
  const [domain = '', ...segments] = path.split('/');
  return { domain, segments, query: mark < 0 ? [] : beforeFragment.slice(mark + 1).split(/[&;]/) };
}

function specOf(name: string): AiSpec | undefined {
  const alpha = Object.hasOwn(ALPHA_KEYS, name) ? ALPHA_KEYS[name] : undefined;
  return aiTable().get(alpha ?? name);
}

/** Decodes percent sequences once, and only once; null when one is malformed or hides a control character. */
function decodeOnce(text: string): string | null {
  try {
    const decoded = decodeURIComponent(text);
    return /[\u0000-\u001f\u007f]/.test(decoded) ? null : decoded;
  } catch {
    return null;
  }
}

/** A number is a faulty key when it has this many digits too many or too few; with more it is another page's. */
const MOST_STRAY_DIGITS = 3;

/** Whether a path value could be meant for this primary key, so that a fault in it is a faulty link, not another page. */
function couldBeKeyValue(spec: AiSpec, value: string): boolean {
  const strays = Math.max(spec.min - value.length, value.length - spec.max);
  if (/^\d{9,}$/.test(value) && strays <= MOST_STRAY_DIGITS) return true;
  if (spec.ai === '01') return [8, 12, 13, 14].includes(value.length) && /\d{6}/.test(value);
  return value.length >= spec.min && value.length <= spec.max && /\d{4}/.test(value);
}

/** Where key, value, qualifier, value … begin: the last place where a primary key stands; -1 for none. */
function findKey(parts: LinkParts): number {
  const segments = trimmedSegments(parts);
  for (let i = segments.length - 2; i >= 0; i--) {
    const spec = specOf(segments[i] ?? '');
    const value = decodeOnce(segments[i + 1] ?? '');
    if (spec?.qualifiers && value !== null && couldBeKeyValue(spec, value)) return i;
  }
  return -1;
}

const trimmedSegments = ({ segments }: LinkParts): string[] =>
  segments.at(-1) === '' ? segments.slice(0, -1) : segments;

const isGs1Domain = (domain: string): boolean => /^(?:id|dl)\.gs1\.org(?::\d+)?$/i.test(domain);

/** Whether a web address is a Digital Link: it names a GS1 key, or lives where only Digital Links do. */
export function isDigitalLink(parts: LinkParts): boolean {
  return findKey(parts) >= 0 || (isGs1Domain(parts.domain) && trimmedSegments(parts).length > 0);
}

interface Pair {
  name: string;
  raw: string;
}

function pairsFrom(segments: string[]): Pair[] {
  const pairs: Pair[] = [];
  for (let i = 0; i + 1 < segments.length; i += 2)
    pairs.push({ name: segments[i] ?? '', raw: segments[i + 1] ?? '' });
  return pairs;
}

/** A GTIN may have lost its leading zeros in a link (release 1.0 and 1.1); equal after padding. */
function padGtin(scan: Scan, spec: AiSpec, value: string): string {
  if (spec.ai !== '01' || ![8, 12, 13].includes(value.length) || !isDigits(value)) return value;
  if (gs1CheckDigitValid(value)) scan.notes.push({ code: 'gtin-padded', id: '01', value });
  return value.padStart(14, '0');
}

/** Takes one value in; false when it is faulty. */
function takeElement(scan: Scan, pair: Pair, input: { spec: AiSpec; today: string }): boolean {
  const id = input.spec.ai;
  const decoded = decodeOnce(pair.raw);
  if (decoded === null) {
    scan.problems.push({ code: 'link-encoding', id, value: pair.raw });
    return false;
  }
  const value = padGtin(scan, input.spec, decoded);
  const problem = checkAiValue(input.spec, value, input.today);
  if (problem) scan.problems.push({ code: problem, id, value });
  else scan.elements.push({ id, value });
  return problem === null;
}

/** Whether qualifiers stand in one of the orders that the key takes; some may be missing. */
function qualifierProblem(key: AiSpec, ids: string[]): ScanProblem | null {
  const orders = key.qualifiers ?? [];
  const follows = (order: string[]): boolean => {
    const places = ids.map((id) => order.indexOf(id));
    return places.every((place, i) => place > (i === 0 ? -1 : (places[i - 1] ?? -1)));
  };
  if (orders.some(follows) || ids.length === 0) return null;
  const stranger = ids.find((id) => !orders.some((order) => order.includes(id)));
  return stranger === undefined
    ? { code: 'link-qualifier-order', value: ids.join(',') }
    : { code: 'link-qualifier', id: stranger };
}

/** @returns the qualifiers of the path, in their order */
function readPath(scan: Scan, parts: LinkParts, today: string): string[] {
  const at = findKey(parts);
  const segments = trimmedSegments(parts).slice(at);
  const pairs = pairsFrom(segments);
  if (segments.length % 2 === 1 || parts.segments.at(-1) === '') {
    scan.problems.push({ code: 'link-path', value: segments.at(-1) ?? '' });
  }
  const ids: string[] = [];
  let key: AiSpec | undefined;
  for (const pair of pairs) {
    const spec = specOf(pair.name);
    if (!spec) {
      scan.problems.push({ code: 'unknown-identifier', value: pair.name });
      break;
    }
    if (spec.ai !== pair.name) scan.notes.push({ code: 'link-alpha-key', id: spec.ai, value: pair.name });
    const right = takeElement(scan, pair, { spec, today });
    // Qualifiers say nothing without their key.
    if (!key && !right) return [];
    if (key) ids.push(spec.ai);
    key ??= spec;
  }
  const problem = key ? qualifierProblem(key, ids) : null;
  if (problem) scan.problems.push(problem);
  return ids;
}

/** Whether an identifier could have stood in the path, behind or among the qualifiers that are there. */
const couldJoinPath = (key: AiSpec | undefined, ids: readonly string[], name: string): boolean =>
  key?.qualifiers?.some((order) => [name, ...ids].every((id) => order.includes(id))) ?? false;

function readQuery(scan: Scan, parts: LinkParts, input: { qualifiers: string[]; today: string }): void {
  const key = aiTable().get(scan.elements[0]?.id ?? '');
  for (const item of parts.query) {
    const equals = item.indexOf('=');
    const name = item.slice(0, Math.max(equals, 0));
    if (!isDigits(name)) continue;
    const spec = aiTable().get(name);
    if (!spec) {
      scan.problems.push({ code: 'unknown-identifier', value: name });
      continue;
    }
    if (NOT_ATTRIBUTES.has(name) || couldJoinPath(key, input.qualifiers, name))
      scan.problems.push({ code: 'link-attribute', id: name });
    takeElement(scan, { name, raw: item.slice(equals + 1) }, { spec, today: input.today });
  }
}

/** In a link an identifier stands once, even with the same value. */
function refuseRepeats(scan: Scan): void {
  const repeated = scan.notes.filter(({ code }) => code === 'repeated-identifier-same');
  for (const { id } of repeated)
    scan.problems.push({ code: 'repeated-identifier', ...(id === undefined ? {} : { id }) });
}

const BASE64URL = /^[A-Za-z0-9_-]{8,}$/;

/**
 * Reads a GS1 Digital Link that `isDigitalLink` has recognised.
 * @param text the whole address
 * @param today `YYYY-MM-DD`, for the century of dates
 */
export function digitalLinkScan(text: string, parts: LinkParts, today: string): Scan {
  const scan = emptyScan('gs1-digital-link');
  if (findKey(parts) < 0) {
    const last = trimmedSegments(parts).at(-1) ?? '';
    const code = BASE64URL.test(last) && !isDigits(last) ? 'link-compressed' : 'link-path';
    scan.problems.push({ code, value: last });
    return scan;
  }
  if (!URI.test(text) || !DOMAIN.test(parts.domain))
    scan.problems.push({ code: 'invalid-character', value: parts.domain });
  const qualifiers = readPath(scan, parts, today);
  if (scan.elements.length > 0) readQuery(scan, parts, { qualifiers, today });
  concludeFromElements(scan, { swallowed: new Set(), today });
  refuseRepeats(scan);
  return scan;
}
