import 'reflect-metadata';
import { isIP } from 'node:net';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator
} from '@peculiar/x509';

const DAY_MS = 86_400_000;

/** Ten years: every phone that trusts it would have to be visited again. */
const AUTHORITY_DAYS = 3650;

/** What Apple's systems accept at most of an authority that a person added (support.apple.com/103769). */
const SERVER_DAYS = 825;

/** Clocks of phones differ: what is valid from now on would not be valid yet for some. */
const BACKDATED_MS = DAY_MS;

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** A certificate and its key, as PEM (RFC 7468). */
export interface PemPair {
  certificate: string;
  key: string;
}

const keyPem = async (key: CryptoKey): Promise<string> =>
  PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');

const newKeys = (): Promise<CryptoKeyPair> => crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

const validity = (now: number, days: number) => ({
  notBefore: new Date(now - BACKDATED_MS),
  notAfter: new Date(now - BACKDATED_MS + days * DAY_MS)
});

/** RFC 5280 4.1.2.2: positive, at most 20 octets. */
const serialNumber = (random: Uint8Array): string => `01${Buffer.from(random).toString('hex')}`;

interface Making {
  /** ms since the epoch */
  now: number;
  randomBytes: (size: number) => Uint8Array;
}

/**
 * A certificate authority of one's own, which phones and desks are told to trust once.
 *
 * @param input.name what the settings of a phone will call it
 */
export async function makeAuthority({ now, randomBytes, name }: Making & { name: string }): Promise<PemPair> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(randomBytes(15)),
    name: [{ CN: [name] }],
    ...validity(now, AUTHORITY_DAYS),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      // It signs servers and nothing that signs (RFC 5280 4.2.1.9).
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey)
    ]
  });
  return { certificate: certificate.toString('pem'), key: await keyPem(keys.privateKey) };
}

/**
 * A certificate for a server, signed by the authority and followed by it, as
 * servers hand it out.
 *
 * @param input.hosts names and addresses that people type; browsers look at nothing else (RFC 9525)
 */
export async function issueCertificate(
  input: Making & { authority: PemPair; hosts: readonly string[] }
): Promise<PemPair> {
  const { now, randomBytes, authority, hosts } = input;
  const signer = new X509Certificate(authority.certificate);
  const [signingKeyDer] = PemConverter.decode(authority.key);
  if (!signingKeyDer) throw new Error('the key of the authority is not PEM');
  const signingKey = await crypto.subtle.importKey('pkcs8', signingKeyDer, algorithm, false, ['sign']);
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serialNumber(randomBytes(15)),
    subject: [{ CN: [hosts[0] ?? 'Douchette'] }],
    issuer: signer.subjectName,
    ...validity(now, SERVER_DAYS),
    signingAlgorithm: algorithm,
    signingKey,
    publicKey: keys.publicKey,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        hosts.map((host) => ({ type: isIP(host) === 0 ? ('dns' as const) : ('ip' as const), value: host }))
      ),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      // RFC 5280 4.2.1.1
      await AuthorityKeyIdentifierExtension.create(await signer.publicKey.export())
    ]
  });
  return {
    certificate: `${certificate.toString('pem')}\n${authority.certificate}\n`,
    key: await keyPem(keys.privateKey)
  };
}
