import { readEnvironment } from '../server/environment.ts';
import { backUp, type BackupFault } from '../server/store/sqlite/backup-file.ts';
import { backupPath } from '../server/store/sqlite/backup-names.ts';

/**
 * `npm run backup [-- FILE]`: a checked copy of the database, while the server
 * runs or not. DATABASE_URL says of which.
 */
const problems: Record<BackupFault, (databasePath: string, target: string) => string> = {
  'no-database': (database) => `There is no database at ${database}: nothing to back up.`,
  exists: (_, target) => `${target} exists already: a backup never replaces another. Name another file.`,
  damaged: (database, target) =>
    `The copy of ${database} is damaged and was left at ${target}.partial: check the disk, and do not delete older backups.`,
  'not-douchette': (database) => `${database} is not a Douchette database.`,
  'in-use': (database) => `${database} is in use.`
};

const environment = readEnvironment(process.env);
if (!environment.ok) {
  console.error(environment.problem);
  process.exit(1);
}
const { databasePath } = environment.value;
const target = process.argv[2] ?? backupPath(databasePath, Date.now());
const made = await backUp({ databasePath, target });
if (made.ok) {
  const { movements, serials } = made.value;
  console.log(`${target}: ${movements} movements, ${serials} serials, read through and found whole.`);
} else {
  console.error(problems[made.code](databasePath, target));
  process.exitCode = 1;
}
