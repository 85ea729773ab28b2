import type { Verifier } from '$lib/protocol/access';

const fromHex = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

const toHex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** What a secret derives to by PBKDF2-HMAC-SHA-256: the same as the server made of it. */
async function derive(secret: string, { salt, iterations }: Verifier): Promise<string> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), 'PBKDF2', false, [
    'deriveBits'
  ]);
  const parameters = { name: 'PBKDF2', hash: 'SHA-256', salt: fromHex(salt), iterations };
  return toHex(await crypto.subtle.deriveBits(parameters, key, 256));
}

/** Is it this person's PIN? Needs no network. */
export async function isPin(pin: string, verifier: Verifier): Promise<boolean> {
  return (await derive(pin, verifier)) === verifier.hash;
}

/** Whose badge is it? Each salt is derived once: all badges of a server share one. */
export async function whoseBadge<Who extends { badge: Verifier | null }>(
  badge: string,
  people: readonly Who[]
): Promise<Who | null> {
  const derived = new Map<string, Promise<string>>();
  for (const person of people) {
    if (!person.badge) continue;
    const key = `${person.badge.salt} ${person.badge.iterations}`;
    const hash = derived.get(key) ?? derive(badge, person.badge);
    derived.set(key, hash);
    if ((await hash) === person.badge.hash) return person;
  }
  return null;
}
