import type { DeviceReport, Verifier } from '../../src/lib/protocol/access.ts';
import type { Role } from '../../src/lib/protocol/roles.ts';
import type { Written } from './written.ts';

/**
 * Who there is and what they hold: people, sessions, pairings, tokens of devices,
 * and the log of what was done. Part of the store, under the same conformance suite.
 */
export interface AccessStore {
  /** Is there an administrator who can sign in? */
  hasAdministrator(): Promise<boolean>;
  /** By name. */
  listPeople(): Promise<Person[]>;
  personById(id: string): Promise<Person | null>;
  personByLogin(login: string): Promise<Person | null>;
  /** Adds or replaces one, unless that would break a rule of the whole. */
  putPerson(person: Person): Promise<Written<PutPersonVerdict>>;
  /** `putPerson` while nobody is there who can administer; false, and nothing done, afterwards. */
  addFirstAdministrator(person: Person): Promise<Written<boolean>>;

  addSession(session: SessionRecord): Promise<Written<null>>;
  sessionByTokenHash(tokenHash: string): Promise<OpenSession | null>;
  /** Notes that a session was used, in ms since the epoch. */
  touchSession(input: { id: string; at: number }): Promise<Written<null>>;
  /** Of one person or of all, the latest used first. */
  listSessions(input: { personId: string | null }): Promise<OpenSession[]>;
  /** Ends the sessions that match; `except` stays. */
  endSessions(input: { id?: string; personId?: string; except?: string }): Promise<Written<null>>;

  addPairing(pairing: PairingRecord): Promise<Written<null>>;
  /** Takes a pairing that is open and not over, once: of several who ask at once, one gets it. */
  takePairing(input: { codeHash: string; now: number }): Promise<Written<PairingRecord | null>>;

  /** All devices, the latest enrolled first. */
  listDevices(): Promise<DeviceEntry[]>;
  /** Gives a device another token; the ones before hold no more. */
  replaceToken(input: { id: string; name: string; tokenHash: string; at: number }): Promise<Written<null>>;
  /** Offers the next token; the present one holds until the next is used. */
  offerToken(input: { id: string; tokenHash: string }): Promise<Written<null>>;
  /** The offered token is in use: the one before it holds until `previousUntil`. */
  promoteToken(input: { id: string; at: number; previousUntil: number }): Promise<Written<null>>;
  /** Takes every token from a device. */
  dropTokens(id: string): Promise<Written<null>>;
  noteReport(input: { id: string; at: number; report: DeviceReport }): Promise<Written<null>>;

  addAudit(entry: AuditRecord): Promise<Written<null>>;
  /** The latest first. */
  readAudit(input: { before: number | null; limit: number }): Promise<(AuditRecord & { id: number })[]>;
}

export interface Person {
  id: string;
  name: string;
  role: Role;
  /** In lower case, of one person only; null for who never signs in. */
  login: string | null;
  /** PHC string of argon2id. */
  passwordHash: string | null;
  pin: Verifier | null;
  badge: Verifier | null;
  disabled: boolean;
}

export type PutPersonVerdict = 'stored' | 'login-taken' | 'badge-taken' | 'last-administrator';

export interface SessionRecord {
  id: string;
  personId: string;
  tokenHash: string;
  createdAt: number;
  lastSeenAt: number;
  address: string;
  /** What the browser calls itself. */
  agent: string;
}

export interface OpenSession extends Omit<SessionRecord, 'tokenHash'> {
  person: Person;
}

export interface PairingRecord {
  codeHash: string;
  name: string;
  /** The device that keeps its identity; null for a new one. */
  deviceId: string | null;
  expiresAt: number;
}

/** What a token says of who brings it. */
export interface TokenHolder {
  id: string;
  name: string;
  tokenIssuedAt: number;
  /** `next` was offered and not used yet; `previous` holds until `previousUntil`. */
  token: 'present' | 'next' | 'previous';
  previousUntil: number;
}

export interface DeviceEntry {
  id: string;
  name: string;
  enrolledAt: number;
  tokenIssuedAt: number;
  lastSyncAt: number | null;
  report: DeviceReport | null;
}

export interface AuditRecord {
  at: number;
  personName: string | null;
  deviceName: string | null;
  address: string;
  action: string;
  target: string | null;
  outcome: string;
}

/** Entries that the log keeps: the oldest go first. */
export const AUDIT_LIMIT = 100_000;

/** May the people be changed so? Whoever the store is, it asks here. */
export function judgePerson(people: readonly Person[], person: Person): PutPersonVerdict {
  const others = people.filter(({ id }) => id !== person.id);
  if (person.login !== null && others.some(({ login }) => login === person.login)) return 'login-taken';
  const badge = person.badge?.hash;
  if (badge !== undefined && others.some((other) => other.badge?.hash === badge)) return 'badge-taken';
  const isLast = people.some(canAdminister) && ![...others, person].some(canAdminister);
  return isLast ? 'last-administrator' : 'stored';
}

export const canAdminister = ({ role, disabled, login, passwordHash }: Person): boolean =>
  role === 'admin' && !disabled && login !== null && passwordHash !== null;
