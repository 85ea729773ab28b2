import { dirname, join } from 'node:path';

const OURS = /^douchette-\d{8}T\d{6}Z\.db$/;

/** A moment as file names can hold it: `20260412T063000Z`. */
export const fileStamp = (at: number): string =>
  new Date(at)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[:-]/g, '');

/** Where the backups of a database lie. */
export const backupFolder = (databasePath: string): string => join(dirname(databasePath), 'backups');

/** The file of a backup made at that moment, ms since the epoch; names sort by time. */
export const backupPath = (databasePath: string, at: number): string =>
  join(backupFolder(databasePath), `douchette-${fileStamp(at)}.db`);

/** When a backup of that name was made, ms since the epoch; null for any other file. */
export function backupMadeAt(name: string): number | null {
  if (!OURS.test(name)) return null;
  const [, year, month, day, hour, minute, second] =
    /(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/.exec(name) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/**
 * The backups that are let go, so that the newest `kept` stay. Only files that the
 * schedule made are ever among them: those of a person, and those made before a
 * migration, are not.
 */
export function backupsToDelete(names: readonly string[], kept: number): string[] {
  const own = names.filter((name) => backupMadeAt(name) !== null);
  return own.toSorted().toReversed().slice(kept);
}
