import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { bin, start } from './processes.ts';

/** One address as in `npm start`: Vite answers it, and hands /api to the server behind. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

const publicPort = process.env.PORT ?? '8787';
const apiPort = String(await freePort());
const api = start(process.execPath, ['--watch', '--watch-preserve-output', 'server/main.ts'], {
  PORT: apiPort
});
const web = start(
  bin('vite'),
  ['dev', '--port', publicPort, '--strictPort', '--host', process.env.HOST ?? 'localhost'],
  {
    DOUCHETTE_API: `http://127.0.0.1:${apiPort}`
  }
);

const stop = (code: number) => {
  api.kill();
  web.kill();
  process.exitCode = code;
};
process.on('SIGINT', () => stop(0));
process.on('SIGTERM', () => stop(0));
web.on('exit', (code) => stop(code ?? 0));
