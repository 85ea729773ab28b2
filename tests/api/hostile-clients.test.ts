import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGzip } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { ServerClient } from '../factories/server-client.ts';
import { errorOf } from '../factories/server.ts';
import { ServerProcess } from '../factories/server-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'douchette-hostile-'));
const databasePath = join(folder, 'douchette.db');
let server: ServerProcess | undefined;

afterEach(async () => {
  await server?.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const MB = 1024 ** 2;

/** A gigabyte of zeros, as the megabyte that it packs into. */
async function gzipBomb(): Promise<Buffer> {
  const gzip = createGzip({ level: 9 });
  const packed = gzip.toArray() as Promise<Buffer[]>;
  const piece = Buffer.alloc(16 * MB);
  for (let written = 0; written < 1024 * MB; written += piece.length)
    if (!gzip.write(piece)) await new Promise((resolve) => gzip.once('drain', resolve));
  gzip.end();
  return Buffer.concat(await packed);
}

/** Lets the peak of a process begin anew at what it has now (proc_pid_clear_refs(5)). */
const forgetPeak = (pid: number): void => writeFileSync(`/proc/${pid}/clear_refs`, '5');

/** The most memory that a process has had since, MB, as Linux counts it. */
function peakMemory(pid: number): number {
  const [, kilobytes = ''] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

const knowsPeak = existsSync('/proc/self/status');
if (!knowsPeak) console.log('The cost of a gzip bomb is not measured: this system has no /proc.');

test.runIf(knowsPeak)(
  'a gzip bomb of a gigabyte is refused, costs less than 50 MB, and twenty at once no more than that each',
  async () => {
    server = await ServerProcess.start({ databasePath });
    const { url, pid } = server;
    const { headers } = await ServerClient.enrol(url);
    const bomb = new Uint8Array(await gzipBomb());
    const throwBomb = () =>
      fetch(`${url}/api/sync/push`, {
        method: 'POST',
        body: bomb,
        headers: { ...headers, 'content-encoding': 'gzip' }
      });
    forgetPeak(pid);
    const before = peakMemory(pid);
    expect(await errorOf(await throwBomb())).toEqual({ status: 413, code: 'body-too-large' });
    const afterOne = peakMemory(pid);
    expect(afterOne - before).toBeLessThan(50);
    const answers = await Promise.all(Array.from({ length: 20 }, throwBomb));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([413]));
    const afterTwenty = peakMemory(pid);
    console.log(
      `a gzip bomb of 1 GB cost ${Math.round(afterOne - before)} MB, twenty at once ${Math.round(afterTwenty - afterOne)} MB more`
    );
    expect(afterTwenty - afterOne).toBeLessThan(20 * 50);
  },
  60_000
);

test('three hundred clients that never finish their head keep nobody else from the server', async () => {
  server = await ServerProcess.start({ databasePath });
  const { hostname, port } = new URL(server.url);
  const slow = await Promise.all(
    Array.from({ length: 300 }, async () => {
      const socket = connect(Number(port), hostname).on('error', () => undefined);
      await new Promise((resolve) => socket.once('connect', resolve));
      socket.write('POST /api/sync/push HTTP/1.1\r\nhost: localhost\r\nx-slow: ');
      return socket;
    })
  );
  await ServerClient.enrol(server.url);
  for (const socket of slow) socket.destroy();
  expect(await server.end('SIGTERM')).toBe(0);
});
