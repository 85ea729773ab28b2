import { expect, test } from 'vitest';
import { draftOf, openTestDatabase } from '../../../../tests/factories/device.ts';
import { recordMovements } from '../commands/record-movements.ts';
import { ID_BYTES } from '../commands/stamp-drafts.ts';
import { readLocalEnvelope } from './envelope.ts';

test('an envelope is found whole and in order, and nothing made in the same millisecond with it', async () => {
  const device = await openTestDatabase();
  const { draft: _draft, ...at } = device.input(draftOf());
  const record = async (serials: string[], group: boolean) => {
    const drafts = serials.map((serial) => draftOf({ serial }));
    const random = device.random.bytes(ID_BYTES * (drafts.length + 1));
    const recorded = await recordMovements(device.db, { ...at, drafts, group, random });
    if (!recorded.ok) throw new Error(recorded.error.code);
    return recorded.value;
  };
  const [first] = await record(['A1', 'A2', 'A3'], true);
  await record(['B1', 'B2'], true);
  await record(['C1', 'C2'], false);
  const found = await readLocalEnvelope(device.db, first?.group?.id ?? '');
  expect(found.map(({ serial }) => serial)).toEqual(['A1', 'A2', 'A3']);
});
