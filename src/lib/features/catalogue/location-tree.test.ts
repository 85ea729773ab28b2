import { expect, test } from 'vitest';
import type { Location } from '$lib/domain/catalogue/catalogue';
import { keepWithHolders, placesInSite } from './location-tree';

const at = (id: string, parentId: string | null = null, siteId = 'S'): Location => ({
  id,
  siteId,
  parentId,
  code: id,
  name: id,
  barcode: null,
  archived: false
});

const drawn = (locations: Location[]) =>
  placesInSite(locations, 'S').map(({ location, depth }) => `${'-'.repeat(depth)}${location.id}`);

test('locations stand behind what holds them, numbers in their order', () => {
  expect(drawn([at('A10'), at('A2-1', 'A2'), at('A2'), at('B', null, 'other')])).toEqual([
    'A2',
    '-A2-1',
    'A10'
  ]);
});

test('one whose holder is not there stands directly in the site', () => {
  expect(drawn([at('A', 'gone')])).toEqual(['A']);
});

test('a circle ends', () => {
  expect(drawn([at('A', 'B'), at('B', 'A'), at('C')])).toEqual(['C']);
});

test('a hit is shown with what holds it', () => {
  const placed = placesInSite([at('A'), at('A1', 'A'), at('A2', 'A'), at('B')], 'S');
  const kept = keepWithHolders(placed, ({ id }) => id === 'A2');
  expect(kept.map(({ location }) => location.id)).toEqual(['A', 'A2']);
});
