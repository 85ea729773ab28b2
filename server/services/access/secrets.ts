import { createHash } from 'node:crypto';

/** 256 bits: beyond guessing, so that a plain hash at rest is enough. */
const SECRET_BYTES = 32;

const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** A new secret, to be handed over once; only its hash is kept. */
export function newSecret(randomBytes: (size: number) => Uint8Array): { secret: string; hash: string } {
  const secret = Buffer.from(randomBytes(SECRET_BYTES)).toString('base64url');
  return { secret, hash: secretHash(secret) };
}

/** What is stored of a secret: SHA-256, hex. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Could this text be a secret at all? */
export function isSecretShaped(text: string): boolean {
  return SECRET.test(text);
}
