import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from './http/request-log.ts';
import { backUp } from './store/sqlite/backup-file.ts';
import { backupFolder, backupMadeAt, backupPath, backupsToDelete } from './store/sqlite/backup-names.ts';

const HOUR_MS = 3_600_000;

/** A server that is started over and over must not make a backup at each start, nor at once. */
const SETTLE_MS = 60_000;

interface Schedule {
  databasePath: string;
  everyHours: number;
  /** Newest backups that stay. */
  kept: number;
  now: () => number;
  logger: Logger;
}

/** Backs up a running server every so many hours and lets the oldest backups go. */
export class BackupSchedule {
  readonly #schedule: Schedule;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(schedule: Schedule) {
    this.#schedule = schedule;
  }

  /** When the newest backup was made, ms since the epoch; null while there is none. */
  get newestAt(): number | null {
    const times = this.#names().flatMap((name) => backupMadeAt(name) ?? []);
    return times.length === 0 ? null : Math.max(...times);
  }

  start(): void {
    const { everyHours, now } = this.#schedule;
    const due = (this.newestAt ?? 0) + everyHours * HOUR_MS;
    const wait = Math.max(SETTLE_MS, due - now());
    this.#timer = setTimeout(() => {
      this.#running = this.run().finally(() => this.start());
    }, wait).unref();
  }

  /** Resolves once a backup that is under way is whole. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#running;
    clearTimeout(this.#timer);
  }

  /** Makes one now. A backup that fails is logged, and no older one is let go for it. */
  async run(): Promise<void> {
    const { databasePath, now, logger } = this.#schedule;
    const target = backupPath(databasePath, now());
    try {
      const made = await backUp({ databasePath, target });
      if (!made.ok) return logger.error({ target, code: made.code }, 'the backup failed');
      logger.info({ target, ...made.value }, 'backed up');
      this.#prune();
    } catch (fault) {
      logger.error({ target, err: fault }, 'the backup failed');
    }
  }

  #prune(): void {
    const folder = backupFolder(this.#schedule.databasePath);
    for (const name of backupsToDelete(this.#names(), this.#schedule.kept)) rmSync(join(folder, name));
  }

  #names(): string[] {
    const folder = backupFolder(this.#schedule.databasePath);
    return existsSync(folder) ? readdirSync(folder) : [];
  }
}
