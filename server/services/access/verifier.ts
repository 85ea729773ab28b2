import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import type { Verifier } from '../../../src/lib/protocol/access.ts';

const derive = promisify(pbkdf2);

/** A phone has Web Crypto only, and must tell a PIN within a moment. */
const ITERATIONS = 100_000;

/**
 * What phones compare a PIN or badge with. Few digits can be tried through by
 * whoever takes a phone apart: it says who works, and opens nothing on the server.
 *
 * @param salt 16 bytes, hex
 */
export async function makeVerifier(secret: string, salt: string): Promise<Verifier> {
  const hash = await derive(secret, Buffer.from(salt, 'hex'), ITERATIONS, 32, 'sha256');
  return { salt, iterations: ITERATIONS, hash: hash.toString('hex') };
}
