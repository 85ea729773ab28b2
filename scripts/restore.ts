import { randomBytes } from 'node:crypto';
import { readEnvironment } from '../server/environment.ts';
import { restoreBackup, type BackupFault } from '../server/store/sqlite/backup-file.ts';
import { fileStamp } from '../server/store/sqlite/backup-names.ts';
import { uuidV7 } from '../src/lib/domain/id.ts';

/**
 * `npm run restore -- FILE`: puts a backup in the place of the database of a
 * stopped server. The devices offer again what the backup had not.
 */
const problems: Record<BackupFault, (backup: string, databasePath: string) => string> = {
  'no-database': (backup) => `There is no file ${backup}.`,
  damaged: (backup) => `${backup} is damaged: nothing was changed. Take an older backup.`,
  'not-douchette': (backup) => `${backup} is not a Douchette database: nothing was changed.`,
  'in-use': (_, database) => `${database} is in use: stop the server first. Nothing was changed.`,
  exists: (_, database) =>
    `A database kept from a restore in this second stands beside ${database}: try again.`
};

const [backup] = process.argv.slice(2);
const environment = readEnvironment(process.env);
if (!environment.ok || backup === undefined) {
  console.error(environment.ok ? 'Which backup? npm run restore -- FILE' : environment.problem);
  process.exit(1);
}
const { databasePath } = environment.value;
const keptAs = `${databasePath}.before-restore-${fileStamp(Date.now())}`;
const newEpoch = uuidV7({ now: Date.now(), random: randomBytes(10) });
const restored = await restoreBackup({ backup, databasePath, keptAs, newEpoch });
if (restored.ok) {
  const { movements, serials } = restored.value;
  console.log(`${databasePath} now holds ${movements} movements and ${serials} serials of ${backup}.`);
  console.log(
    `What was there before is kept in ${keptAs}. Start the server: the devices send again what is missing.`
  );
} else {
  console.error(problems[restored.code](backup, databasePath));
  process.exitCode = 1;
}
