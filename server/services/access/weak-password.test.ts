import { expect, test } from 'vitest';
import { isWeakPassword } from './weak-password.ts';

test('what is tried first is weak, whatever its case', () => {
  const weak = [
    'Password1234',
    'motdepasse123',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    'jean.dupont12',
    'Jean.Dupontjean.dupont'
  ];
  expect(weak.filter((password) => !isWeakPassword(password, 'jean.dupont'))).toEqual([]);
});

test('a sentence is not, nor one that mentions the login', () => {
  const good = ['un mot de passe assez long', 'jean.dupont aime la pluie', 'Tr0ub4dor&3xyz', '            x'];
  expect(good.filter((password) => isWeakPassword(password, 'jean.dupont'))).toEqual([]);
});
