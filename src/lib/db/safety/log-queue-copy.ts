import { done, failed, type Result } from '../result.ts';
import type { LogFile } from './log-file.ts';
import { MemoryLogFile } from './log-file.ts';
import type { CopyFailure, QueueCopy } from './queue-copy.ts';
import { QueueLog } from './queue-log.ts';

const codeOf: Record<string, CopyFailure['code']> = {
  QuotaExceededError: 'full',
  NotSupportedError: 'unsupported'
};

export function copyFailure(error: unknown): CopyFailure {
  const name = error instanceof Error ? error.name : 'unknown';
  const detail = error instanceof Error ? `${name}: ${error.message}` : String(error);
  return { code: codeOf[name] ?? 'failed', detail };
}

/** A second copy over two files that nobody else writes. One request at a time, in the order asked. */
export function openLogCopy(slots: () => Promise<readonly [LogFile, LogFile]>): QueueCopy {
  let opening: Promise<QueueLog> | null = null;
  let last: Promise<unknown> = Promise.resolve();

  async function open(): Promise<QueueLog> {
    opening ??= slots().then((files) => QueueLog.open(files));
    try {
      return await opening;
    } catch (error) {
      // The next request tries again: another tab may have let go of the files by then.
      opening = null;
      throw error;
    }
  }

  function inTurn<Value>(
    work: (log: QueueLog) => Value | Promise<Value>
  ): Promise<Result<Value, CopyFailure>> {
    const turn = last.then(async (): Promise<Result<Value, CopyFailure>> => {
      try {
        return done(await work(await open()));
      } catch (error) {
        return failed(copyFailure(error));
      }
    });
    last = turn;
    return turn;
  }

  return {
    read: () => inTurn((log) => log.read()),
    append: (rows) => inTurn((log) => log.append(rows).then(() => null)),
    acknowledge: (acknowledgements) => inTurn((log) => log.acknowledge(acknowledgements).then(() => null)),
    note: (mark) => inTurn((log) => log.note(mark).then(() => null)),
    async close() {
      await last;
      const log = await opening?.catch(() => null);
      opening = null;
      await log?.close();
    }
  };
}

/** A second copy in memory, for tests and simulation. */
export function memoryQueueCopy(
  slots: readonly [MemoryLogFile, MemoryLogFile] = [new MemoryLogFile(), new MemoryLogFile()]
): QueueCopy {
  return openLogCopy(() => Promise.resolve(slots));
}
