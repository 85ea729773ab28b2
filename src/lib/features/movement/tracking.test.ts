import { describe, expect, test } from 'vitest';
import { defaultSettings, plainProduct, type Product, type Settings } from '$lib/domain/catalogue/catalogue';
import type { Direction } from './direction';
import { trackingOf } from './tracking';

const product = (fields: Partial<Product> = {}): Product =>
  plainProduct({ id: 'p-1', code: 'P', label: 'P', ...fields });

const tracked = (
  fields: Partial<Product> | null,
  { direction = 'entry', settings = {} }: { direction?: Direction; settings?: Partial<Settings> } = {}
) =>
  trackingOf({
    product: fields && product(fields),
    settings: { ...defaultSettings, ...settings },
    direction
  });

describe('the serial field', () => {
  test.each([
    [{ lotManagement: false, stockManagement: false, serialsOnMovements: false }, 'lots-off'],
    [{ stockManagement: false, serialsOnMovements: false }, 'stock-off'],
    [{ serialsOnMovements: false }, 'serials-off'],
    [{}, null]
  ] as const)('with the settings %j its absence is %j', (settings, absence) => {
    expect(tracked({ serialRequired: 'both' }, { settings })).toMatchObject({
      serialAbsence: absence,
      serialRequired: absence === null
    });
  });

  test.each([
    ['none', 'tracked-by-quantity'],
    ['lot', 'tracked-by-lot'],
    ['serial', null],
    ['lot-and-serial', null]
  ] as const)('of a product tracked by %s: %j', (tracking, absence) => {
    expect(tracked({ tracking, serialRequired: 'both' })).toMatchObject({
      serialAbsence: absence,
      serialRequired: absence === null
    });
  });

  test('is there, and free, while no product is chosen', () => {
    expect(tracked(null)).toMatchObject({ serialAbsence: null, serialRequired: false });
  });

  test.each([
    ['never', [false, false, false]],
    ['entry', [true, false, true]],
    ['exit', [false, true, true]],
    ['both', [true, true, true]]
  ] as const)('required on %s is so on entry, exit and transfer: %j', (serialRequired, expected) => {
    const directions = ['entry', 'exit', 'transfer'] as const;
    const found = directions.map((direction) => tracked({ serialRequired }, { direction }).serialRequired);
    expect(found).toEqual(expected);
  });

  test('must always be filled for a quarantine, which a quantity cannot be in', () => {
    expect(tracked({ serialRequired: 'never' }, { direction: 'condition' }).serialRequired).toBe(true);
  });
});

describe('the lot field', () => {
  test('must be filled wherever a quantity is told apart by it, and where a serial gets it', () => {
    expect(tracked({ tracking: 'lot' }, { direction: 'exit' }).lotRequired).toBe(true);
    expect(tracked({ tracking: 'lot-and-serial' }, { direction: 'entry' }).lotRequired).toBe(true);
    expect(tracked({ tracking: 'lot-and-serial' }, { direction: 'exit' }).lotRequired).toBe(false);
    expect(tracked({ tracking: 'serial' }).lotRequired).toBe(false);
  });

  test('is there with lot management, or for a product that has lots', () => {
    const off = { lotManagement: false, stockManagement: false, serialsOnMovements: false };
    expect(tracked({ tracking: 'none' }).lotShown).toBe(true);
    expect(tracked({ tracking: 'none' }, { settings: off }).lotShown).toBe(false);
    expect(tracked({ tracking: 'lot' }, { settings: off }).lotShown).toBe(true);
  });
});
