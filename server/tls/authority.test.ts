import { X509Certificate, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { issueCertificate, makeAuthority } from './authority.ts';

const now = Date.now();
const DAY_MS = 86_400_000;
const authority = await makeAuthority({ now, randomBytes, name: 'Douchette — essai' });
const hosts = ['localhost', 'stock.local', '127.0.0.1', 'fe80::1'];
const server = await issueCertificate({ now, randomBytes, authority, hosts });
const read = new X509Certificate(server.certificate);

/** What a client that trusts the authority gets from a server with the certificate. */
async function ask(host: string, ca: string | undefined): Promise<string> {
  const listening = https.createServer({ cert: server.certificate, key: server.key }, (_, response) =>
    response.end('here')
  );
  listening.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  try {
    return await new Promise((resolve, reject) => {
      const request = https.get(
        { host: '127.0.0.1', port, servername: host === '127.0.0.1' ? '' : host, ca, agent: false },
        (answer) => answer.setEncoding('utf8').on('data', resolve)
      );
      request.on('error', reject);
    });
  } finally {
    listening.close();
  }
}

test('a client that trusts the authority is served at each of the names and addresses', async () => {
  expect(await ask('localhost', authority.certificate)).toBe('here');
  expect(await ask('stock.local', authority.certificate)).toBe('here');
  expect(await ask('127.0.0.1', authority.certificate)).toBe('here');
});

test('one that does not trust it, and one that asks for another name, is not', async () => {
  await expect(ask('localhost', undefined)).rejects.toThrow(/self-signed|unable to verify/);
  await expect(ask('elsewhere.local', authority.certificate)).rejects.toThrow(/altnames/);
});

test('the authority signs servers only, and the server signs nothing', () => {
  const own = new X509Certificate(authority.certificate);
  expect(own.ca).toBe(true);
  expect(own.verify(own.publicKey)).toBe(true);
  expect(read.ca).toBe(false);
  expect(read.checkIssued(own)).toBe(true);
  expect(read.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
  expect(hosts.slice(0, 2).map((host) => read.checkHost(host))).toEqual(hosts.slice(0, 2));
  expect(hosts.slice(2).map((address) => read.checkIP(address))).toEqual(hosts.slice(2));
});

test('both hold as long as phones accept, from yesterday on', () => {
  const days = (until: string) => Math.round((Date.parse(until) - now) / DAY_MS);
  expect(days(read.validFrom)).toBe(-1);
  expect(days(read.validTo)).toBe(824);
  expect(days(new X509Certificate(authority.certificate).validTo)).toBe(3649);
});

test('two certificates never share a serial number or a key', async () => {
  const second = await issueCertificate({ now, randomBytes, authority, hosts });
  expect(second.key).not.toBe(server.key);
  expect(new X509Certificate(second.certificate).serialNumber).not.toBe(read.serialNumber);
});
