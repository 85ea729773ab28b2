import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { BackupSchedule } from './backup-schedule.ts';
import { restoreBackup } from './store/sqlite/backup-file.ts';
import { backupFolder } from './store/sqlite/backup-names.ts';
import { openSqliteStore } from './store/sqlite/sqlite-store.ts';
import { testCatalogue } from '../tests/factories/catalogue.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 3, 12, 6);
const EPOCH = '01963000-0000-7000-8000-000000000001';
const folder = mkdtempSync(join(tmpdir(), 'douchette-backups-'));
const databasePath = join(folder, 'douchette.db');
const store = openSqliteStore({ path: databasePath, newEpoch: EPOCH });
await store.initialise(testCatalogue);
let now = START;
let logged: object[] = [];
const listen = (fields: object) => void logged.push(fields);
const schedule = (path = databasePath) =>
  new BackupSchedule({
    ...{ databasePath: path, everyHours: 6, kept: 2, now: () => now },
    logger: { info: listen, warn: listen, error: listen }
  });
const backups = () => readdirSync(backupFolder(databasePath)).toSorted();

afterEach(() => {
  vi.useRealTimers();
  logged = [];
});

test('each backup of the running server can be restored; of those it made, the newest two stay', async () => {
  const own = schedule();
  for (const hours of [0, 6, 12]) {
    now = START + hours * HOUR;
    await own.run();
    if (hours === 0) writeFileSync(join(backupFolder(databasePath), 'of-a-person.db'), '');
  }
  expect(backups()).toEqual([
    'douchette-20260412T120000Z.db',
    'douchette-20260412T180000Z.db',
    'of-a-person.db'
  ]);
  expect(own.newestAt).toBe(START + 12 * HOUR);

  const restored = join(folder, 'restored.db');
  const outcome = await restoreBackup({
    backup: join(backupFolder(databasePath), 'douchette-20260412T180000Z.db'),
    databasePath: restored,
    keptAs: `${restored}.kept`,
    newEpoch: '01963000-0000-7000-8000-000000000002'
  });
  expect(outcome.ok).toBe(true);
  const again = openSqliteStore({ path: restored, newEpoch: EPOCH });
  expect((await again.readSnapshot()).catalogue).toEqual((await store.readSnapshot()).catalogue);
  await again.close();
});

test('the next one is due six hours after the newest, also over a restart, and never at once', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const delays = vi.spyOn(globalThis, 'setTimeout');
  now = START + 14 * HOUR;
  schedule().start();
  expect(delays.mock.calls.at(-1)?.[1]).toBe(4 * HOUR);
  now = START + 400 * HOUR;
  schedule().start();
  expect(delays.mock.calls.at(-1)?.[1]).toBe(60_000);
  delays.mockRestore();
});

test('a backup that fails is logged and costs no older one', async () => {
  const before = backups();
  await schedule(join(folder, 'gone', 'nothing.db')).run();
  expect(logged).toMatchObject([{ code: 'no-database' }]);
  expect(backups()).toEqual(before);
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});
