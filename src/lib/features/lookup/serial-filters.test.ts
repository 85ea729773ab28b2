import { expect, test } from 'vitest';
import {
  activeFilters,
  filtersOf,
  noFilters,
  paramsOf,
  queryOf,
  withPresence,
  withStatus
} from './serial-filters';

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

test('one status exactly is asked for as such', () => {
  expect(queryOf('', { ...noFilters, status: 'on-loan' }, 'UTC').statuses).toEqual(['on-loan']);
});

test('an address keeps what the filters say, and nothing of what they leave open', () => {
  const filters = {
    ...noFilters,
    presence: 'out' as const,
    status: 'lost' as const,
    productId: 'a&b',
    from: '2026-03-02',
    withAnomaly: true,
    sort: 'since' as const
  };
  expect(paramsOf(noFilters)).toEqual({});
  expect(filtersOf(new URLSearchParams(paramsOf(filters)))).toEqual(filters);
});

test('an address that says nonsense says nothing', () => {
  const params = new URLSearchParams({
    presence: 'nowhere',
    etat: 'x',
    depuis: 'hier',
    tri: '',
    anomalie: '1'
  });
  expect(filtersOf(params)).toEqual(noFilters);
});

test('a status and a presence that exclude each other are never both asked', () => {
  const lost = withStatus({ ...noFilters, presence: 'in' }, 'lost');
  expect(lost).toMatchObject({ presence: 'any', status: 'lost' });
  expect(withPresence(lost, 'out')).toMatchObject({ presence: 'out', status: 'lost' });
  expect(withPresence(lost, 'moving')).toMatchObject({ presence: 'moving', status: '' });
});
