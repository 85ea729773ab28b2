import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

export interface DiskFaultPlan {
  /** The call that fails, as SQLite makes it. */
  call: 'pwrite64' | 'fsync';
  error: 'EIO' | 'ENOSPC';
  /** Which of its calls fails, counted from the moment of attaching. */
  at: number;
  /** Do all that follow fail too, as on a disk that stays full? */
  stays: boolean;
}

/** Why nothing can be injected here; null when it can. */
export function whyNoDiskFaults(): string | null {
  const probe = spawnSync('strace', ['-f', '-e', 'trace=pwrite64', '-o', '/dev/null', 'true']);
  if (probe.error) return 'strace is not installed';
  return probe.status === 0 ? null : `strace may not trace here: ${probe.stderr.toString().trim()}`;
}

/** Makes writes of a running process fail, between the program and the system (`strace -e inject`). */
export class DiskFault {
  readonly #tracer: ChildProcess;
  readonly #log: string;

  private constructor(tracer: ChildProcess, log: string) {
    this.#tracer = tracer;
    this.#log = log;
  }

  static async attach(pid: number, plan: DiskFaultPlan, log: string): Promise<DiskFault> {
    const { call, error, at, stays } = plan;
    const inject = `inject=${call}:error=${error}:when=${at}${stays ? '+' : ''}`;
    // Both names of the second call: which one a build of SQLite uses is its own affair.
    const calls = call === 'fsync' ? [inject, inject.replace('fsync', 'fdatasync')] : [inject];
    const args = ['-f', '-p', String(pid), '-o', log, '-e', 'trace=pwrite64,fsync,fdatasync'];
    const tracer = spawn('strace', [...args, ...calls.flatMap((one) => ['-e', one])], {
      stdio: ['ignore', 'ignore', 'pipe']
    });
    let said = '';
    await new Promise<void>((resolve, reject) => {
      tracer.stderr?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes('attached')) resolve();
      });
      tracer.once('error', reject);
      tracer.once('exit', () => reject(new Error(`strace ended: ${said}`)));
    });
    return new DiskFault(tracer, log);
  }

  /** How many calls have failed so far. */
  get injected(): number {
    return readFileSync(this.#log, 'utf8').split('(INJECTED)').length - 1;
  }

  /** The disk is sound again. */
  async end(): Promise<void> {
    if (this.#tracer.exitCode !== null || this.#tracer.signalCode !== null) return;
    const ended = once(this.#tracer, 'exit');
    this.#tracer.kill('SIGINT');
    await ended;
  }
}
