import { argon2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, 2 passes, 1 lane at least. */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const HASH_BYTES = 32;
const SALT_BYTES = 16;

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

const unpadded = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replaceAll('=', '');

/** Each derivation takes 19 MiB: more at once would let a crowd of sign-ins take the memory. */
const AT_ONCE = 2;
let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

const argon2id = (input: { password: string; salt: Uint8Array; memory: number; passes: number }) =>
  inTurn(() =>
    derive('argon2id', {
      message: input.password.normalize('NFC'),
      nonce: input.salt,
      memory: input.memory,
      passes: input.passes,
      parallelism: 1,
      tagLength: HASH_BYTES
    })
  );

/** What is kept of a password: a PHC string of argon2id (RFC 9106). */
export async function hashPassword(
  password: string,
  randomBytes: (size: number) => Uint8Array
): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await argon2id({ password, salt, memory: MEMORY_KIB, passes: PASSES });
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=1$${unpadded(salt)}$${unpadded(hash)}`;
}

/** Nobody's hash: it takes as long to find out that there is no such account. */
const nobody = {
  memory: MEMORY_KIB,
  passes: PASSES,
  salt: new Uint8Array(SALT_BYTES),
  hash: new Uint8Array(HASH_BYTES)
};

function parsePhc(stored: string): typeof nobody | null {
  const [, memory, passes, salt, hash] = PHC.exec(stored) ?? [];
  if (salt === undefined || hash === undefined) return null;
  return {
    memory: Number(memory),
    passes: Number(passes),
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64')
  };
}

/** Is it the password? Without a stored one it answers no, after the same work. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const known = stored === null ? null : parsePhc(stored);
  const { hash, ...how } = known ?? nobody;
  const found = await argon2id({ password, ...how });
  return known !== null && hash.length === found.length && timingSafeEqual(hash, found);
}
