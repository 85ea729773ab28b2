import { dateFromYymmdd } from './gs1-date.ts';
import { isDigits } from './check-digits.ts';

/*
 * Coupons never concern stock, but an element string that carries one is only
 * right when the coupon is (GS1 US North American Coupon Application Guideline;
 * GS1 General Specifications §3.9.20 and §3.9.21). Both formats are digits read
 * from left to right, most fields led by a digit that gives their length.
 */

class DigitReader {
  private at = 0;
  private readonly digits: string;

  constructor(digits: string) {
    this.digits = digits;
  }

  get atEnd(): boolean {
    return this.at === this.digits.length;
  }

  /** Takes so many digits; false when there are fewer. */
  take(count: number): string | false {
    if (this.at + count > this.digits.length) return false;
    this.at += count;
    return this.digits.slice(this.at - count, this.at);
  }

  /** Takes one digit that must be one of these. */
  oneOf(allowed: string): string | false {
    const digit = this.take(1);
    return digit !== false && allowed.includes(digit) ? digit : false;
  }

  /** Takes a length digit, then as many digits as it says plus `extra`. */
  sized(allowed: string, extra: number): boolean {
    const size = this.oneOf(allowed);
    return size !== false && this.take(Number(size) + extra) !== false;
  }

  /** Takes the digit that opens an optional field, when it is next. */
  opens(field: string): boolean {
    if (this.digits.charAt(this.at) !== field) return false;
    this.at += 1;
    return true;
  }
}

const PREFIX = '0123456';
const AMOUNT = '12345';

const takePurchase = (reader: DigitReader): boolean =>
  reader.sized(AMOUNT, 0) && reader.oneOf('012349') !== false && reader.take(3) !== false;

function takeFurtherPurchase(reader: DigitReader): boolean {
  if (!takePurchase(reader)) return false;
  return reader.opens('9') || reader.sized(PREFIX, 6);
}

function takeDates(reader: DigitReader): boolean {
  const isDate = (digits: string | false): digits is string =>
    digits !== false && dateFromYymmdd(digits, { today: '2026-01-01' }) !== null;
  const hasExpiry = reader.opens('3');
  const expiry = hasExpiry ? reader.take(6) : false;
  if (hasExpiry && !isDate(expiry)) return false;
  if (!reader.opens('4')) return true;
  const start = reader.take(6);
  return isDate(start) && (expiry === false || start <= expiry);
}

function takeOptionalFields(reader: DigitReader): boolean {
  if (reader.opens('1') && !(reader.oneOf('0123') !== false && takeFurtherPurchase(reader))) return false;
  if (reader.opens('2') && !takeFurtherPurchase(reader)) return false;
  if (!takeDates(reader)) return false;
  if (reader.opens('5') && !reader.sized('0123456789', 6)) return false;
  if (reader.opens('6') && !reader.sized('1234567', 6)) return false;
  if (!reader.opens('9')) return true;
  return (
    reader.oneOf('01256') !== false &&
    reader.oneOf('012') !== false &&
    reader.take(1) !== false &&
    reader.oneOf('01') !== false
  );
}

/** AI 8110: paper coupon of North America. */
export function isNorthAmericanCoupon(value: string): boolean {
  if (!isDigits(value)) return false;
  const reader = new DigitReader(value);
  return (
    reader.sized(PREFIX, 6) &&
    reader.take(6) !== false &&
    reader.sized(AMOUNT, 0) &&
    takePurchase(reader) &&
    takeOptionalFields(reader) &&
    reader.atEnd
  );
}

/** AI 8112: coupon in a positive offer file. */
export function isPositiveOffer(value: string): boolean {
  if (!isDigits(value)) return false;
  const reader = new DigitReader(value);
  return (
    reader.oneOf('01') !== false &&
    reader.sized(PREFIX, 6) &&
    reader.take(6) !== false &&
    reader.sized('0123456789', 6) &&
    reader.atEnd
  );
}
