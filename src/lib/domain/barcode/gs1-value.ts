import { gs1CheckDigitValid, gs1CheckPair, ibanValid, isDigits } from './check-digits.ts';
import type { ProblemCode } from './codes.ts';
import type { AiPart, AiSpec, CharacterSet } from './gs1-ai-table.ts';
import { isCountryLetters, isCountryNumber, isCurrencyNumber, isPackageType } from './gs1-code-lists.ts';
import { isNorthAmericanCoupon, isPositiveOffer } from './gs1-coupon.ts';
import { dateFromYymmdd, dateFromYyyymmdd, isHour, isMinute } from './gs1-date.ts';

/**
 * GS1 General Specifications §7.11: sets 82 and 39, and set 64, base64url whose padding, where there is any, stands
 * at the end and fills the value up to groups of three (GS1 Barcode Syntax Dictionary, linter cset64).
 */
const CHARACTERS: Record<CharacterSet, RegExp> = {
  N: /^[0-9]*$/,
  X: /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]*$/,
  Y: /^[#\-/0-9A-Z]*$/,
  Z: /^(?:[A-Za-z0-9_-]*|(?=(?:.{3})*$)[A-Za-z0-9_-]+={1,2})$/
};

type Check = (value: string, today: string) => ProblemCode | null;

const when =
  (right: (value: string, today: string) => boolean, code: ProblemCode): Check =>
  (value, today) =>
    right(value, today) ? null : code;

/** A GS1 Company Prefix has at least four digits (GS1 General Specifications §1.4.2). */
const beginsWithPrefix = (value: string): boolean => value.length >= 4 && isDigits(value.slice(0, 4));

function pieceOfTotal(value: string): boolean {
  const piece = value.slice(0, value.length / 2);
  const total = value.slice(value.length / 2);
  return Number(piece) > 0 && piece <= total;
}

function positionInSequence(value: string): boolean {
  const match = /^([1-9]\d*)\/([1-9]\d*)$/.exec(value);
  return match !== null && Number(match[1]) <= Number(match[2]);
}

function mediaType(value: string): boolean {
  const code = Number(value);
  return (code >= 1 && code <= 10) || code >= 80;
}

/** The meaning of the checks that the identifier table names. */
const CHECKS: Record<string, Check> = {
  csum: when(gs1CheckDigitValid, 'check-digit'),
  csumalpha: when((value) => gs1CheckPair(value.slice(0, -2)) === value.slice(-2), 'check-digit'),
  gcppos1: when(beginsWithPrefix, 'company-prefix'),
  gcppos2: when((value) => beginsWithPrefix(value.slice(1)), 'company-prefix'),
  yymmdd: when((value, today) => dateFromYymmdd(value, { today }) !== null, 'date'),
  yymmd0: when((value, today) => dateFromYymmdd(value, { today, dayZero: true }) !== null, 'date'),
  yyyymmdd: when((value) => dateFromYyyymmdd(value) !== null, 'date'),
  hh: when(isHour, 'date'),
  mi: when(isMinute, 'date'),
  ss: when(isMinute, 'date'),
  hhmi: when((value) => isHour(value.slice(0, 2)) && isMinute(value.slice(2)), 'date'),
  iso3166: when(isCountryNumber, 'invalid-value'),
  iso3166999: when((value) => value === '999' || isCountryNumber(value), 'invalid-value'),
  iso3166alpha2: when(isCountryLetters, 'invalid-value'),
  iso4217: when(isCurrencyNumber, 'invalid-value'),
  iso5218: when((value) => '0129'.includes(value), 'invalid-value'),
  iban: when(
    (value) => value.length > 10 && isCountryLetters(value.slice(0, 2)) && ibanValid(value),
    'check-digit'
  ),
  packagetype: when(isPackageType, 'invalid-value'),
  mediatype: when(mediaType, 'invalid-value'),
  pcenc: when((value) => !/%(?![0-9A-Fa-f]{2})/.test(value), 'invalid-value'),
  pieceoftotal: when(pieceOfTotal, 'invalid-value'),
  posinseqslash: when(positionInSequence, 'invalid-value'),
  latitude: when((value) => value <= '1800000000', 'invalid-value'),
  longitude: when((value) => value <= '3600000000', 'invalid-value'),
  importeridx: when((value) => /^[-0-9A-Z_a-z]$/.test(value), 'invalid-value'),
  winding: when((value) => '019'.includes(value), 'invalid-value'),
  yesno: when((value) => '01'.includes(value), 'invalid-value'),
  zero: when((value) => /^0+$/.test(value), 'invalid-value'),
  nonzero: when((value) => !/^0+$/.test(value), 'invalid-value'),
  nozeroprefix: when((value) => !value.startsWith('0'), 'invalid-value'),
  hasnondigit: when((value) => !isDigits(value), 'invalid-value'),
  hyphen: when((value) => value === '-', 'invalid-value'),
  couponcode: when(isNorthAmericanCoupon, 'invalid-value'),
  couponposoffer: when(isPositiveOffer, 'invalid-value')
};

function checkPart(part: AiPart, value: string, today: string): ProblemCode | null {
  if (!CHARACTERS[part.set].test(value)) return 'invalid-character';
  if (value.length < part.min) return 'too-short';
  for (const name of part.checks) {
    const problem = CHECKS[name]?.(value, today) ?? null;
    if (problem) return problem;
  }
  return null;
}

/**
 * Whether a value is right for its application identifier: character set,
 * length, check digits, dates, code lists.
 * @param today `YYYY-MM-DD`, for the century of dates (29 February)
 * @returns what is wrong first, or null
 */
export function checkAiValue(spec: AiSpec, value: string, today: string): ProblemCode | null {
  if (value === '') return 'missing-value';
  if (value.length > spec.max) return 'too-long';
  let at = 0;
  for (const part of spec.parts) {
    if (part.optional && at === value.length) break;
    const piece = value.slice(at, at + part.max);
    const problem = checkPart(part, piece, today);
    if (problem) return problem;
    at += piece.length;
  }
  return null;
}
