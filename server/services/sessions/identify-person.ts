import type { OpenSession } from '../../store/access.ts';
import type { Store } from '../../store/store.ts';
import { isSecretShaped, secretHash } from '../access/secrets.ts';
import type { Revocations } from '../access/revocations.ts';

/** A session ends after a working day without use, and after a week whatever happens. */
const IDLE_MS = 12 * 3_600_000;
const LIFE_MS = 7 * 24 * 3_600_000;
/** How often its last use is written down. */
const TOUCH_MS = 60_000;

/** The session that a token belongs to; null when it is not known, over, or its person is shut out. */
export async function identifyPerson(input: {
  store: Store;
  revocations: Revocations;
  token: string | undefined;
  now: number;
}): Promise<OpenSession | null> {
  const { store, revocations, token, now } = input;
  if (token === undefined || !isSecretShaped(token)) return null;
  const session = await store.access.sessionByTokenHash(secretHash(token));
  if (!session) return null;
  const { id, person, createdAt, lastSeenAt } = session;
  if (person.disabled || revocations.isPersonDisabled(person.id)) return null;
  if (now - lastSeenAt >= IDLE_MS || now - createdAt >= LIFE_MS) {
    await store.access.endSessions({ id });
    return null;
  }
  if (now - lastSeenAt >= TOUCH_MS) await store.access.touchSession({ id, at: now });
  return session;
}
