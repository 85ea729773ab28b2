import { expect, test } from 'vitest';
import { activeFilters, noFilters, queryOf } from './serial-filters';

test('an untouched form asks for every serial that holds the text', () => {
  expect(activeFilters(noFilters)).toBe(0);
  expect(queryOf('x', noFilters, 'Europe/Paris')).toMatchObject({
    text: 'x',
    presence: null,
    condition: null,
    changedFrom: null,
    sort: { field: 'relevance' }
  });
});

test('days are those of the site, the last one included', () => {
  const query = queryOf('', { ...noFilters, from: '2026-03-02', until: '2026-03-02' }, 'Europe/Paris');
  expect(query.changedFrom).toBe(Date.UTC(2026, 2, 1, 23));
  expect(query.changedTo).toBe(Date.UTC(2026, 2, 2, 23));
});

test('the order is no filter', () => {
  const filters = { ...noFilters, sort: 'since' as const, withAnomaly: true, presence: 'out' as const };
  expect(activeFilters(filters)).toBe(2);
});
