import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeVerifier } from '../../../../server/services/access/verifier.ts';
import { isPin, whoseBadge } from './check-secret';

const salt = randomBytes(16).toString('hex');

test('a phone tells a PIN as the server made it', async () => {
  const verifier = await makeVerifier('04711', salt);
  expect(await isPin('04711', verifier)).toBe(true);
  for (const other of ['4711', '04712', '']) expect(await isPin(other, verifier)).toBe(false);
});

test('a badge is told from all others, whatever its salt', async () => {
  const other = randomBytes(16).toString('hex');
  const people = [
    { name: 'Lou', badge: await makeVerifier('BADGE-1', salt) },
    { name: 'Ali', badge: null },
    { name: 'Sam', badge: await makeVerifier('BADGE-2', salt) },
    { name: 'Zoé', badge: await makeVerifier('BADGE-3', other) }
  ];
  const names = await Promise.all(
    ['BADGE-1', 'BADGE-2', 'BADGE-3', 'BADGE-4'].map(async (badge) => (await whoseBadge(badge, people))?.name)
  );
  expect(names).toEqual(['Lou', 'Sam', 'Zoé', undefined]);
});
