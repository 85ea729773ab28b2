import { expect, test } from 'vitest';
import { readEnvironment } from './environment.ts';

const loopback = {
  ...{ beyondLoopback: false, behindProxy: false, publicUrl: null, tls: null },
  ...{ backupEveryHours: 24, backupsKept: 14, logLevel: 'info' }
};

test('nothing set means loopback, 8787 and a file under data/', () => {
  expect(readEnvironment({})).toEqual({
    ok: true,
    value: { host: '127.0.0.1', port: 8787, databasePath: './data/douchette.db', ...loopback }
  });
});

test('what is set is taken', () => {
  const env = { HOST: 'localhost', PORT: '0', DATABASE_URL: 'file:/var/lib/x.db' };
  expect(readEnvironment(env)).toEqual({
    ok: true,
    value: { host: 'localhost', port: 0, databasePath: '/var/lib/x.db', ...loopback }
  });
  const url = readEnvironment({ DATABASE_URL: 'file:///var/lib/a%20b.db' });
  expect(url).toMatchObject({ value: { databasePath: '/var/lib/a b.db' } });
});

test('other machines are listened for only with a certificate or where a proxy ends TLS', () => {
  expect(readEnvironment({ HOST: '0.0.0.0' }).ok).toBe(false);
  expect(
    readEnvironment({ HOST: '0.0.0.0', TLS_PROXY: '1', PUBLIC_URL: 'https://stock.example/x' })
  ).toMatchObject({
    value: { beyondLoopback: true, behindProxy: true, publicUrl: 'https://stock.example' }
  });
});

test('a certificate and its key come together', () => {
  const [TLS_CERT, TLS_KEY] = ['/tls/server.pem', '/tls/server.key'];
  expect(readEnvironment({ HOST: '0.0.0.0', TLS_CERT, TLS_KEY })).toMatchObject({
    value: { beyondLoopback: true, tls: { certificatePath: TLS_CERT, keyPath: TLS_KEY } }
  });
  expect(readEnvironment({ TLS_CERT })).toMatchObject({ problem: expect.stringContaining('needs TLS_KEY') });
  expect(readEnvironment({ TLS_KEY })).toMatchObject({ problem: expect.stringContaining('needs TLS_CERT') });
});

test('backups come daily and fourteen are kept, unless told otherwise', () => {
  expect(readEnvironment({ BACKUP_EVERY_HOURS: '0' })).toMatchObject({ value: { backupEveryHours: null } });
  expect(readEnvironment({ BACKUP_EVERY_HOURS: '6', BACKUP_KEEP: '40' })).toMatchObject({
    value: { backupEveryHours: 6, backupsKept: 40 }
  });
});

test('several faults are as many lines', () => {
  const result = readEnvironment({ PORT: 'http', DATABASE_URL: 'x', LOG_LEVEL: 'loud' });
  expect(result.ok ? [] : result.problem.split('\n')).toHaveLength(3);
});

const wrong: [variable: string, value: string][] = [
  ['HOST', '0.0.0.0'],
  ['HOST', '192.168.1.10'],
  ['HOST', '127.0.0.1.evil.example'],
  ['HOST', '::'],
  ['PUBLIC_URL', 'http://stock.example'],
  ['PUBLIC_URL', 'stock'],
  ['BACKUP_EVERY_HOURS', 'daily'],
  ['BACKUP_KEEP', '0'],
  ['LOG_LEVEL', 'loud'],
  ['TLS_CERT', '/x.pem'],
  ['PORT', 'http'],
  ['PORT', '70000'],
  ['PORT', '-1'],
  ['DATABASE_URL', 'postgres://localhost/x'],
  ['DATABASE_URL', 'file:'],
  ['DATABASE_URL', './data/x.db']
];
test.each(wrong)('%s=%s is refused in one line that names it', (variable, value) => {
  const result = readEnvironment({ [variable]: value });
  const problem = result.ok ? '' : result.problem;
  expect(problem).toContain(`${variable}=${value}`);
  expect(problem.split('\n')).toHaveLength(1);
});
