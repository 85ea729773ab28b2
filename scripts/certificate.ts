import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname, networkInterfaces } from 'node:os';
import { dirname, join } from 'node:path';
import { readEnvironment } from '../server/environment.ts';
import { issueCertificate, makeAuthority, type PemPair } from '../server/tls/authority.ts';

/**
 * `npm run certificate [-- NAME-OR-ADDRESS …]`: a certificate for this server on
 * the local network, by an authority of the house that phones trust once. The
 * authority is made the first time and used again.
 */

/** Link-local addresses change and cannot be typed into a browser. */
const isLasting = ({ internal, address }: { internal: boolean; address: string }): boolean =>
  !internal && !address.toLowerCase().startsWith('fe80:');

function ownHosts(): string[] {
  const name = hostname().toLowerCase();
  const addresses = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
  const local = name.includes('.') ? [name] : [name, `${name}.local`];
  const found = addresses.filter(isLasting).map(({ address }) => address);
  return [...new Set([...local, 'localhost', ...found, '127.0.0.1'])];
}

function keepPair(folder: string, name: string, pair: PemPair): void {
  writeFileSync(join(folder, `${name}.pem`), pair.certificate);
  writeFileSync(join(folder, `${name}.key`), pair.key, { mode: 0o600 });
}

async function houseAuthority(folder: string): Promise<PemPair> {
  const [certificate, key] = [join(folder, 'authority.pem'), join(folder, 'authority.key')];
  if (existsSync(certificate) && existsSync(key))
    return { certificate: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8') };
  const made = await makeAuthority({ now: Date.now(), randomBytes, name: `Douchette — ${hostname()}` });
  keepPair(folder, 'authority', made);
  return made;
}

const environment = readEnvironment({ DATABASE_URL: process.env.DATABASE_URL });
if (!environment.ok) {
  console.error(environment.problem);
  process.exit(1);
}
const folder = join(dirname(environment.value.databasePath), 'tls');
mkdirSync(folder, { recursive: true, mode: 0o700 });
const hosts = process.argv.length > 2 ? process.argv.slice(2) : ownHosts();
const authority = await houseAuthority(folder);
keepPair(folder, 'server', await issueCertificate({ now: Date.now(), randomBytes, authority, hosts }));
console.log(`For ${hosts.join(', ')}, valid for 825 days:
  TLS_CERT=${join(folder, 'server.pem')}
  TLS_KEY=${join(folder, 'server.key')}
Start the server with both, and let each phone trust ${join(folder, 'authority.pem')} once: the page
/reglages/confiance of the app says how. Keep authority.key secret: who has it can pretend to be any server to
those phones.`);
