import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testId } from '../../../../tests/factories/device.ts';
import { GuardedPhone, operator } from '../../../../tests/factories/guarded-phone.ts';

test('an ordinary restart finds everything and says nothing', async () => {
  const phone = await GuardedPhone.enrolled();
  const ids = await phone.scan(3);
  await phone.send(ids.slice(0, 1));
  await phone.restart();
  expect(await phone.db.readMeta('restoration')).toBeUndefined();
  expect(phone.guard.state).toBe('kept');
  const held = await phone.copy.read();
  expect(held.ok && held.value.unsent.map(({ id }) => id)).toEqual(ids.slice(1));
});

test('an emptied database gets back what waited, with its own numbers, and begins a new incarnation', async () => {
  const phone = await GuardedPhone.enrolled();
  const ids = await phone.scan(5);
  await phone.send(ids.slice(0, 2));
  await phone.guard.level();
  const before = (await phone.db.outbox.bulkGet(ids.slice(2))).map((row) => row?.movement);
  const old = await phone.db.readMeta('identity');
  await phone.wiped();

  expect((await phone.rows()).map(({ movement, state }) => [movement, state])).toEqual(
    before.map((movement) => [movement, 'waiting'])
  );
  const identity = await phone.db.readMeta('identity');
  expect(identity).toMatchObject({ deviceId: phone.deviceId, deviceName: 'Quai 2' });
  expect(identity?.incarnation).not.toBe(old?.incarnation);
  expect(await phone.db.readMeta('operator')).toEqual(operator);
  expect(await phone.db.readMeta('restoration')).toMatchObject({
    found: 'emptied',
    restored: 3,
    unreadable: 0,
    missing: 0
  });
  const [next] = await phone.scan(1);
  expect((await phone.db.outbox.get(next ?? ''))?.movement.origin).toMatchObject({
    incarnation: identity?.incarnation,
    sequence: 1
  });
});

test('a database set back to an earlier state gets back the rest and never gives a number twice', async () => {
  const phone = await GuardedPhone.enrolled();
  await phone.scan(2);
  const rows = await phone.rows();
  const meta = await phone.db.meta.toArray();
  const later = await phone.scan(3);
  await phone.db.outbox.clear();
  await phone.db.outbox.bulkAdd(rows);
  await phone.db.meta.bulkPut(meta);
  await phone.restart();
  expect((await phone.rows()).map(({ id }) => id)).toEqual(expect.arrayContaining(later));
  expect(await phone.db.readMeta('restoration')).toMatchObject({
    found: 'set-back',
    restored: 3,
    missing: 0
  });
  const [next] = await phone.scan(2);
  expect((await phone.db.outbox.get(next ?? ''))?.movement.origin.sequence).toBe(1);
  expect((await phone.origins()).size).toBe(7);
});

test('a database that has its scans and no longer knows who it is gets its identity back', async () => {
  const phone = await GuardedPhone.enrolled();
  const ids = await phone.scan(2);
  await phone.db.meta.clear();
  await phone.restart();
  expect(await phone.db.readMeta('identity')).toMatchObject({ deviceId: phone.deviceId });
  expect(await phone.db.readMeta('operator')).toEqual(operator);
  expect(await phone.db.readMeta('restoration')).toMatchObject({ found: 'set-back', restored: 0 });
  await phone.scan(1);
  expect((await phone.rows()).map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
  expect((await phone.origins()).size).toBe(3);
});

test('rows gone with the counter left are put back, and the numbers go on', async () => {
  const phone = await GuardedPhone.enrolled();
  const ids = await phone.scan(3);
  await phone.db.outbox.delete(ids[1] ?? '');
  await phone.restart();
  expect((await phone.rows()).map(({ id }) => id).sort()).toEqual([...ids].sort());
  expect(await phone.db.readMeta('restoration')).toMatchObject({ found: 'set-back', restored: 1 });
  const [next] = await phone.scan(1);
  expect((await phone.db.outbox.get(next ?? ''))?.movement.origin.sequence).toBe(4);
});

test('without the second copy the loss is told as unknown, and no number is given twice', async () => {
  const phone = await GuardedPhone.enrolled();
  await phone.scan(4);
  const broken = await GuardedPhone.enrolled();
  broken.local = phone.local;
  for (const file of broken.files) file.getSize = () => Promise.reject(new Error('disk')) as never;
  await broken.wiped();
  expect(await broken.db.readMeta('restoration')).toMatchObject({
    found: 'emptied',
    restored: 0,
    missing: null
  });
  expect(broken.guard.state).toBe('failed');
  const [next] = await broken.scan(1);
  const rows = await broken.rows();
  expect(rows.map(({ id }) => id)).toEqual([next]);
  expect(await phone.origins()).not.toContain([...(await broken.origins())][0]);
});

test('scans that the copy never got are counted as missing', async () => {
  const phone = await GuardedPhone.enrolled();
  await phone.scan(2);
  for (const file of phone.files) file.space = 0;
  await phone.scan(3);
  expect(phone.guard.state).toBe('full');
  for (const file of phone.files) file.space = Number.POSITIVE_INFINITY;
  await phone.wiped();
  expect(await phone.db.readMeta('restoration')).toMatchObject({ found: 'emptied', restored: 2, missing: 3 });
});

test('what a full disk kept from the copy is there once there is space', async () => {
  const phone = await GuardedPhone.enrolled();
  for (const file of phone.files) file.space = 0;
  const ids = await phone.scan(3);
  for (const file of phone.files) file.space = Number.POSITIVE_INFINITY;
  await phone.guard.level();
  expect(phone.guard.state).toBe('kept');
  await phone.wiped();
  expect((await phone.rows()).map(({ id }) => id)).toEqual(ids);
});

test('a device enrolled anew is not taken for an emptied one', async () => {
  const phone = await GuardedPhone.enrolled();
  await phone.scan(2);
  for (const isKilled of [true, false]) {
    await phone.enrol(testId(phone.random), { isKilled });
    await phone.restart();
    expect(await phone.db.readMeta('restoration')).toBeUndefined();
  }
  await phone.scan(1);
  await phone.restart();
  expect(await phone.db.readMeta('restoration')).toBeUndefined();
});

test('a copied movement that is no valid movement stays in the copy and is told', async () => {
  const phone = await GuardedPhone.enrolled();
  const [id] = await phone.scan(1);
  const row = await phone.db.outbox.get(id ?? '');
  if (!row) throw new Error('no row');
  const movement = { ...row.movement, id: testId(phone.random), kind: 'dreamt' as 'receipt' };
  await phone.copy.append([{ id: movement.id, movement }]);
  await phone.wiped();
  expect(await phone.db.readMeta('restoration')).toMatchObject({ restored: 1, unreadable: 1 });
  const held = await phone.copy.read();
  expect(held.ok && held.value.unsent.map((copied) => copied.id)).toContain(movement.id);
});

test('a copy that does not answer holds up one beep, not the next, and is kept again once it answers', async () => {
  const phone = await GuardedPhone.enrolled();
  const { promise: answer, resolve: wake } = Promise.withResolvers<void>();
  const append = phone.copy.append.bind(phone.copy);
  phone.copy.append = async (rows) => answer.then(() => append(rows));
  phone.isImpatient = true;
  await phone.scan(1);
  expect(phone.guard.state).toBe('silent');
  phone.isImpatient = false;
  const ids = await phone.scan(2);
  wake();
  await phone.guard.level();
  expect(phone.guard.state).toBe('kept');
  const held = await phone.copy.read();
  expect(held.ok && held.value.unsent.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
});

type Act = 'scan' | 'send' | 'restart' | 'wipe' | 'lose-local' | 'enrol';
const acts = fc.array(
  fc.constantFrom<Act>('scan', 'scan', 'scan', 'send', 'restart', 'wipe', 'lose-local', 'enrol'),
  { maxLength: 14 }
);

test('whatever is wiped when, no unsent scan is lost and no number or id is given twice', async () => {
  await fc.assert(
    fc.asyncProperty(acts, async (made) => {
      const phone = await GuardedPhone.enrolled();
      const unsent = new Set<string>();
      const given = new Map<string, string>();
      for (const act of made) {
        if (act === 'scan') for (const id of await phone.scan(2)) unsent.add(id);
        if (act === 'send') {
          const [id] = unsent;
          if (id !== undefined) await phone.send([id]);
          unsent.delete(id ?? '');
        }
        if (act === 'restart') await phone.restart();
        if (act === 'wipe') await phone.wiped();
        if (act === 'lose-local') phone.local.clear();
        if (act === 'enrol') await phone.enrol(testId(phone.random));
        for (const { id, movement } of await phone.rows()) {
          const place = `${movement.origin.incarnation} ${movement.origin.sequence}`;
          expect(given.get(place) ?? id).toBe(id);
          given.set(place, id);
        }
        const waiting = await phone.db.outbox.filter(({ state }) => state === 'waiting').primaryKeys();
        expect(waiting).toEqual(expect.arrayContaining([...unsent]));
      }
    }),
    { numRuns: 60 }
  );
});
