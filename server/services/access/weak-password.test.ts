import { expect, test } from 'vitest';
import { isWeakPassword } from './weak-password.ts';

test('what is tried first is weak, whatever its case', () => {
  const weak = [
    'Password1234',
    'motdepasse123',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    'jean.dupont12',
    'Douchette-2026',
    'stock-entrepot-1',
    'Warehouse.jean.dupont',
    'Jean.Dupontjean.dupont'
  ];
  expect(weak.filter((password) => !isWeakPassword(password, 'jean.dupont'))).toEqual([]);
});

test('a sentence is not, nor one that mentions the login or the trade', () => {
  const good = [
    'un mot de passe assez long',
    'jean.dupont aime la pluie',
    'le stock dort sous la lune',
    'Tr0ub4dor&3xyz',
    '            x'
  ];
  expect(good.filter((password) => isWeakPassword(password, 'jean.dupont'))).toEqual([]);
});
