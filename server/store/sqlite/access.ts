import { and, desc, eq, lt, lte, ne } from 'drizzle-orm';
import { AUDIT_LIMIT, canAdminister, judgePerson, type AccessStore, type Person } from '../access.ts';
import type { Query, SqliteDatabase } from './open-database.ts';
import { createTokens } from './device-tokens.ts';
import { audit, pairing, person, session } from './schema.ts';
import { unlessBusy } from './unless-busy.ts';

/** People, sessions, pairings, tokens and the audit log on SQLite. */
export function createAccess(client: SqliteDatabase, query: Query): AccessStore {
  return {
    ...createPeople(client, query),
    ...createSessions(query),
    ...createPairings(client, query),
    ...createTokens(query),
    ...createAudit(query)
  };
}

function createPeople(client: SqliteDatabase, query: Query) {
  // As `canAdminister` says it; asked with every request of a server that has none.
  const administrator = client.prepare(
    `SELECT 1 FROM person WHERE role = 'admin' AND NOT disabled AND login IS NOT NULL AND password_hash IS NOT NULL`
  );
  const all = (): Person[] => query.select().from(person).orderBy(person.name, person.id).all();
  const write = (row: Person): void => {
    query.insert(person).values(row).onConflictDoUpdate({ target: person.id, set: row }).run();
  };
  const put = client.transaction((row: Person) => {
    const verdict = judgePerson(all(), row);
    if (verdict === 'stored') write(row);
    return verdict;
  });
  const addFirst = client.transaction((row: Person): boolean => {
    const isFirst = !all().some(canAdminister);
    if (isFirst) write(row);
    return isFirst;
  });
  return {
    hasAdministrator: async () => administrator.get() !== undefined,
    listPeople: async () => all(),
    personById: async (id) => query.select().from(person).where(eq(person.id, id)).get() ?? null,
    personByLogin: async (login) => query.select().from(person).where(eq(person.login, login)).get() ?? null,
    putPerson: async (row) => unlessBusy(() => put.immediate(row)),
    addFirstAdministrator: async (row) => unlessBusy(() => addFirst.immediate(row))
  } satisfies Partial<AccessStore>;
}

function createSessions(query: Query) {
  const select = () => query.select().from(session).innerJoin(person, eq(person.id, session.personId));
  const toOpen = ({
    session: { tokenHash: _, ...open },
    person: who
  }: ReturnType<ReturnType<typeof select>['all']>[number]) => ({ ...open, person: who });
  return {
    addSession: async (row) => unlessBusy(() => (query.insert(session).values(row).run(), null)),
    sessionByTokenHash: async (tokenHash) => {
      const found = select().where(eq(session.tokenHash, tokenHash)).get();
      return found ? toOpen(found) : null;
    },
    touchSession: async ({ id, at }) =>
      unlessBusy(() => (query.update(session).set({ lastSeenAt: at }).where(eq(session.id, id)).run(), null)),
    listSessions: async ({ personId }) =>
      select()
        .where(personId === null ? undefined : eq(session.personId, personId))
        .orderBy(desc(session.lastSeenAt), desc(session.id))
        .all()
        .map(toOpen),
    endSessions: async ({ id, personId, except }) =>
      unlessBusy(() => {
        const matches = and(
          id === undefined ? undefined : eq(session.id, id),
          personId === undefined ? undefined : eq(session.personId, personId),
          except === undefined ? undefined : ne(session.id, except)
        );
        query.delete(session).where(matches).run();
        return null;
      })
  } satisfies Partial<AccessStore>;
}

function createPairings(client: SqliteDatabase, query: Query) {
  const take = client.transaction((codeHash: string, now: number) => {
    query.delete(pairing).where(lte(pairing.expiresAt, now)).run();
    return query.delete(pairing).where(eq(pairing.codeHash, codeHash)).returning().get() ?? null;
  });
  return {
    addPairing: async (row) => unlessBusy(() => (query.insert(pairing).values(row).run(), null)),
    takePairing: async ({ codeHash, now }) => unlessBusy(() => take.immediate(codeHash, now))
  } satisfies Partial<AccessStore>;
}

function createAudit(query: Query) {
  return {
    addAudit: async (entry) =>
      unlessBusy(() => {
        const { id } = query.insert(audit).values(entry).returning({ id: audit.id }).get();
        query
          .delete(audit)
          .where(lte(audit.id, id - AUDIT_LIMIT))
          .run();
        return null;
      }),
    readAudit: async ({ before, limit }) =>
      query
        .select()
        .from(audit)
        .where(before === null ? undefined : lt(audit.id, before))
        .orderBy(desc(audit.id))
        .limit(limit)
        .all()
  } satisfies Partial<AccessStore>;
}
