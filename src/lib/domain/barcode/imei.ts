import { isDigits, luhnValid } from './check-digits.ts';
import { emptyScan, refusedScan, type Scan, type ScanNote } from './scan.ts';

/**
 * The first two digits of a type allocation code: the reporting bodies that the
 * GSMA names (TS.06 annex). A number of 15 digits that begins otherwise is only
 * an IMEI when its check digit says so, and then with a note.
 */
const REPORTING_BODIES = new Set('00 01 10 30 33 35 44 45 49 50 51 52 53 54 86 91 98 99'.split(' '));

const hasReportingBody = (digits: string): boolean => REPORTING_BODIES.has(digits.slice(0, 2));

function deviceScan(id: 'IMEI' | 'IMEISV' | 'MEID', value: string, notes: ScanNote[] = []): Scan {
  return { ...emptyScan('imei'), serial: value, elements: [{ id, value }], notes };
}

/** An IMEI as printed, `49-015420-323751-8`, without its dashes, spaces or slashes; other texts as they are. */
function withoutGroups(text: string): string {
  return /^\d{2}[- /]\d{6}[- /]\d{6}[- /]\d{1,2}$/.test(text) ? text.replace(/[- /]/g, '') : text;
}

/** 15 digits: TAC, serial and check digit. */
function imeiScan(digits: string): Scan | null {
  if (luhnValid(digits)) {
    return deviceScan('IMEI', digits, hasReportingBody(digits) ? [] : [{ code: 'imei-check-digit-only' }]);
  }
  return hasReportingBody(digits)
    ? refusedScan('imei', { code: 'check-digit', id: 'IMEI', value: digits })
    : null;
}

/** MEID as 14 hexadecimal digits from A0 on, or as 18 decimal ones (3GPP2 X.S0008; ranges of both halves). */
function isMeid(text: string): boolean {
  if (/^[A-F][0-9A-F]{13}$/i.test(text)) return true;
  if (text.length !== 18 || !isDigits(text)) return false;
  const maker = Number(text.slice(0, 10));
  return maker >= 0xa0000000 && maker <= 0xffffffff && Number(text.slice(10)) <= 0xffffff;
}

/**
 * Recognises the identity of a phone: IMEI with its Luhn digit (3GPP TS 23.003
 * §6.2.1), IMEISV of 16 digits, which has none, and MEID.
 * @returns null when the text is none of them
 */
export function deviceIdentityScan(text: string): Scan | null {
  if (text.length > 20) return null;
  const bare = withoutGroups(text);
  if (isMeid(bare)) return deviceScan('MEID', bare.toUpperCase());
  if (!isDigits(bare) || /^0+$/.test(bare)) return null;
  if (bare.length === 15) return imeiScan(bare);
  return bare.length === 16 && hasReportingBody(bare) ? deviceScan('IMEISV', bare) : null;
}

/** Whether 14 digits could be an IMEI without its check digit. */
export const couldBeImei = (text: string): boolean =>
  text.length === 14 && isDigits(text) && hasReportingBody(text);

/** As `deviceIdentityScan`, for a text whose caption says that it is an IMEI or MEID: what does not fit is a fault. */
export function captionedIdentityScan(text: string): Scan {
  const bare = text.replace(/[- /]/g, '');
  return (
    deviceIdentityScan(bare) ?? refusedScan('imei', { code: imeiProblem(bare), id: 'IMEI', value: text })
  );
}

function imeiProblem(bare: string): 'invalid-character' | 'too-short' | 'too-long' | 'check-digit' {
  if (!isDigits(bare)) return 'invalid-character';
  if (bare.length < 15) return 'too-short';
  return bare.length > 15 ? 'too-long' : 'check-digit';
}
