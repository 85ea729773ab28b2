import { createHash } from 'node:crypto';

/** 256 bits: beyond guessing, so that a plain hash at rest is enough. */
export const TOKEN_BYTES = 32;

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** What is stored of a token. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Could this text be a token at all? */
export function isTokenShaped(text: string): boolean {
  return TOKEN.test(text);
}
