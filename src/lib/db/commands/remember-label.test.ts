import { expect, test } from 'vitest';
import { openTestDatabase } from '../../../../tests/factories/device.ts';
import { forgetLabels, readLabelChoices, rememberLabel } from './remember-label.ts';

const choice = { product: 'router', marks: ['a', 'b'], chosen: 'a' };

test('an answer about a label outlives the app, and a new one about the same layout replaces it', async () => {
  const device = await openTestDatabase();
  expect(await readLabelChoices(device.db)).toEqual([]);
  await rememberLabel(device.db, choice);
  await rememberLabel(device.db, { ...choice, product: 'screen' });
  await rememberLabel(device.db, { ...choice, chosen: 'b' });
  device.db.close();
  const again = await device.reopen();
  expect(await readLabelChoices(again)).toEqual([
    { ...choice, product: 'screen' },
    { ...choice, chosen: 'b' }
  ]);
});

test('two answers at once are both kept', async () => {
  const { db } = await openTestDatabase();
  await Promise.all([rememberLabel(db, choice), rememberLabel(db, { ...choice, product: 'screen' })]);
  expect(await readLabelChoices(db)).toHaveLength(2);
});

test('answers can be forgotten', async () => {
  const { db } = await openTestDatabase();
  await rememberLabel(db, choice);
  expect(await forgetLabels(db)).toEqual({ ok: true, value: null });
  expect(await readLabelChoices(db)).toEqual([]);
});

test('a database that does not answer is told, not thrown', async () => {
  const { db } = await openTestDatabase();
  db.close({ disableAutoOpen: true });
  expect(await rememberLabel(db, choice)).toMatchObject({ ok: false, error: { code: 'storage-failed' } });
  expect(await forgetLabels(db)).toMatchObject({ ok: false, error: { code: 'storage-failed' } });
});
