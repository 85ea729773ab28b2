import { expect, test } from 'vitest';
import { currentPlace, isWithin, type NavGroup } from './nav';

const icon = (() => ({})) as unknown as NavGroup['items'][number]['icon'];
const groups: NavGroup[] = [
  { items: [{ href: '/', label: 'home', icon }] },
  { items: [{ href: '/p', label: 'p', icon, items: [{ href: '/p/s', label: 's' }] }] }
];

test('the deepest place is the current one', () => {
  expect(currentPlace('/p/s/card', groups)).toBe('/p/s');
  expect(currentPlace('/p/other', groups)).toBe('/p');
});

test('home is only home, and a page of nobody has no place', () => {
  expect(currentPlace('/', groups)).toBe('/');
  expect(currentPlace('/elsewhere', groups)).toBeUndefined();
});

test('a place that begins alike is another place', () => {
  expect(isWithin('/products', '/p')).toBe(false);
});
