import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  draftOf,
  openTestDatabase,
  testId,
  testProduct,
  type TestDatabase
} from '../../../../tests/factories/device.ts';
import { importQueue } from '../commands/import-queue.ts';
import { recordMovement } from '../commands/record-movement.ts';
import { readUnsent } from '../queries/unsent.ts';
import { readQueueFile, writeQueueFile, type ReadQueueFile } from './queue-file.ts';

const EXPORTED_AT = Date.UTC(2026, 2, 3, 9);

async function scans(device: TestDatabase, count: number): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    const result = await recordMovement(device.db, device.input(draftOf({ serial: `É ${number}\u2028x` })));
    if (!result.ok) throw new Error(result.error.code);
  }
}

async function fileOf(device: TestDatabase): Promise<string> {
  const identity = await device.db.readMeta('identity');
  return writeQueueFile(await readUnsent(device.db), {
    deviceId: identity?.deviceId ?? '',
    deviceName: 'Quai 2',
    incarnation: identity?.incarnation ?? '',
    exportedAt: EXPORTED_AT
  });
}

async function read(text: string): Promise<ReadQueueFile> {
  const file = await readQueueFile(text);
  if (!file.ok) throw new Error(file.error.code);
  return file.value;
}

test('what waits and what was refused travels to another device, with its identity and whose it is', async () => {
  const [phone, desk] = [await openTestDatabase(1), await openTestDatabase(2)];
  await scans(phone, 3);
  const [first] = await phone.db.outbox.toArray();
  await phone.db.outbox.update(first?.id ?? '', { state: 'parked', refusal: { code: 'unknown-location' } });
  const file = await read(await fileOf(phone));
  expect(file.header).toMatchObject({ deviceName: 'Quai 2', deviceId: phone.deviceId, count: 3 });
  expect(await importQueue(desk.db, file)).toEqual({ ok: true, value: { added: 3, known: 0, rivals: 0 } });
  const key = (row: { id: string }) => row.id;
  const made = (await phone.db.outbox.toArray()).map((row) => ({
    ...row,
    state: 'waiting',
    refusal: null,
    relayedFrom: 'Quai 2'
  }));
  expect((await desk.db.outbox.toArray()).sort((a, b) => (key(a) < key(b) ? -1 : 1))).toEqual(
    made.sort((a, b) => (key(a) < key(b) ? -1 : 1))
  );
});

test('a file imported twice, and on the device that made it, adds nothing', async () => {
  const [phone, desk] = [await openTestDatabase(1), await openTestDatabase(2)];
  await scans(phone, 2);
  const file = await read(await fileOf(phone));
  for (const added of [2, 0]) {
    expect(await importQueue(desk.db, file)).toMatchObject({ value: { added, known: 2 - added } });
  }
  expect(await importQueue(phone.db, file)).toMatchObject({ value: { added: 0, known: 2 } });
  expect((await phone.db.outbox.toArray()).every(({ relayedFrom }) => relayedFrom === undefined)).toBe(true);
});

test('what was imported can be handed on, and still says whose it is', async () => {
  const [phone, desk, other] = [
    await openTestDatabase(1),
    await openTestDatabase(2),
    await openTestDatabase(3)
  ];
  await scans(phone, 1);
  await importQueue(desk.db, await read(await fileOf(phone)));
  const identity = { deviceId: desk.deviceId, deviceName: 'Bureau', incarnation: testId(desk.random) };
  const text = await writeQueueFile(await readUnsent(desk.db), { ...identity, exportedAt: EXPORTED_AT });
  await importQueue(other.db, await read(text));
  expect(await other.db.outbox.toArray()).toMatchObject([
    { relayedFrom: 'Quai 2', movement: { origin: { deviceId: phone.deviceId } } }
  ]);
});

test('serials are found under the rule of the product as the importing device knows it', async () => {
  const [phone, desk] = [await openTestDatabase(1), await openTestDatabase(2)];
  await desk.db.products.put({ ...testProduct, exactCase: true });
  await recordMovement(phone.db, phone.input(draftOf({ serial: 'aB-1' })));
  await importQueue(desk.db, await read(await fileOf(phone)));
  expect((await desk.db.outbox.toArray())[0]?.serialKey).toBe('aB-1');
});

test('another movement under the same number is not taken, and is counted', async () => {
  const [phone, desk] = [await openTestDatabase(1), await openTestDatabase(2)];
  await scans(phone, 2);
  const file = await read(await fileOf(phone));
  const [entry] = file.entries;
  if (!entry) throw new Error('empty');
  const twin = { ...entry, movement: { ...entry.movement, id: testId(phone.random) } };
  await importQueue(desk.db, { ...file, entries: [entry] });
  expect(await importQueue(desk.db, { ...file, entries: [twin] })).toMatchObject({
    value: { added: 0, known: 0, rivals: 1 }
  });
});

test('any one changed, lost or added character makes a file that is refused, or that says the same', async () => {
  const phone = await openTestDatabase(1);
  await scans(phone, 2);
  const text = await fileOf(phone);
  const whole = await readQueueFile(text);
  let refused = 0;
  const change = fc.record({
    at: fc.nat(text.length - 1),
    take: fc.integer({ min: 0, max: 1 }),
    put: fc.constantFrom('', 'x', '0', '"', '}')
  });
  await fc.assert(
    fc.asyncProperty(change, async ({ at, take, put }) => {
      const changed = text.slice(0, at) + put + text.slice(at + take);
      const file = await readQueueFile(changed);
      if (file.ok) expect(file).toEqual(whole);
      else refused += 1;
    }),
    { numRuns: 200 }
  );
  expect(refused).toBeGreaterThan(120);
});

test('foreign, newer, damaged and invalid files are told apart; changed line ends are no damage', async () => {
  const phone = await openTestDatabase(1);
  await scans(phone, 2);
  const text = await fileOf(phone);
  const code = async (changed: string) => {
    const file = await readQueueFile(changed);
    return file.ok ? 'whole' : file.error.code;
  };
  expect(await code('')).toBe('foreign');
  expect(await code('Article;Quantité\nECR-24;3\n')).toBe('foreign');
  expect(await code('{"format":"another","version":1}\n')).toBe('foreign');
  expect(await code(text.replace('"version":1', '"version":2'))).toBe('newer');
  expect(await code(text.slice(0, -200))).toBe('damaged');
  expect(await code(text.split('\n').slice(0, 2).join('\n'))).toBe('damaged');
  expect(await code(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toBe('whole');

  const rows = await readUnsent(phone.db);
  const wrong = rows.map((row, place) =>
    place === 1 ? { ...row, movement: { ...row.movement, quantityMicros: -1 } } : row
  );
  const identity = { deviceId: phone.deviceId, deviceName: 'Quai 2', incarnation: testId(phone.random) };
  expect(await readQueueFile(await writeQueueFile(wrong, { ...identity, exportedAt: EXPORTED_AT }))).toEqual({
    ok: false,
    error: { code: 'invalid', line: 3 }
  });
});
