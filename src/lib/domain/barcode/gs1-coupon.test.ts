import { expect, test } from 'vitest';
import { isNorthAmericanCoupon, isPositiveOffer } from './gs1-coupon.ts';

// Prefix length 0 (six digits), prefix, offer, save value, purchase requirement, its code, family.
const COUPON = '0' + '123456' + '123456' + '11' + '11' + '0' + '123';

test('a coupon with its mandatory fields, and with each optional one', () => {
  const optional = [
    '',
    '1' + '0' + '11' + '0' + '123' + '9',
    '2' + '11' + '0' + '123' + '0123456',
    '3270131',
    '3270131' + '4270101'
  ];
  for (const field of [...optional, '50123456', '611234567', '90001']) {
    expect(isNorthAmericanCoupon(COUPON + field)).toBe(true);
  }
  expect(isNorthAmericanCoupon('0' + '123456' + '123456' + '11' + '11' + '9' + '123')).toBe(true);
});

test('a coupon that is cut, too long, or has a field that cannot be', () => {
  for (let length = 0; length < COUPON.length; length++) {
    expect(isNorthAmericanCoupon(COUPON.slice(0, length))).toBe(false);
  }
  const wrong = [
    '7',
    '3271301',
    '3270101' + '4270131',
    '67',
    '93001',
    '90301',
    '90002',
    '90',
    'X',
    '1' + '4'
  ];
  for (const field of wrong) expect(isNorthAmericanCoupon(COUPON + field)).toBe(false);
});

test('a positive offer is format, funder, offer and serial, and nothing after', () => {
  expect(isPositiveOffer('0' + '0' + '123456' + '123456' + '0' + '123456')).toBe(true);
  expect(isPositiveOffer('1' + '6' + '123456789012' + '123456' + '9' + '123456789012345')).toBe(true);
  for (const wrong of [
    '2' + '0' + '123456' + '123456' + '0' + '123456',
    '0' + '7' + '123456',
    '001234561234560123456' + '1',
    ''
  ]) {
    expect(isPositiveOffer(wrong)).toBe(false);
  }
});
