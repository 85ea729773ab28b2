import { expect, test } from 'vitest';
import { backupMadeAt, backupPath, backupsToDelete } from './backup-names.ts';

const HOUR = 3_600_000;
const at = Date.UTC(2026, 3, 12, 6, 30);
const names = [0, 5, 2, 9, 1].map(
  (hours) =>
    backupPath('data/x.db', at + hours * HOUR)
      .split('/')
      .at(-1) ?? ''
);

test('a name says when the backup was made, to the second', () => {
  expect(backupPath('data/x.db', at)).toBe('data/backups/douchette-20260412T063000Z.db');
  expect(names.map((name) => backupMadeAt(name))).toEqual([0, 5, 2, 9, 1].map((hours) => at + hours * HOUR));
});

test('the newest stay, whatever the order in which the folder lists them', () => {
  expect(backupsToDelete(names, 2).map((name) => backupMadeAt(name))).toEqual(
    [2, 1, 0].map((hours) => at + hours * HOUR)
  );
  expect(backupsToDelete(names, 5)).toEqual([]);
});

test('no file is deleted that the schedule did not make', () => {
  const others = [
    'douchette-before-0011_access.db',
    'monday.db',
    'douchette-20260412T063000Z.db.partial',
    '..'
  ];
  expect(backupsToDelete([...others, ...names], 1)).toHaveLength(4);
  for (const name of others) expect(backupMadeAt(name)).toBeNull();
});
