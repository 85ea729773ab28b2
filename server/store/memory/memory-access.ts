import {
  AUDIT_LIMIT,
  canAdminister,
  judgePerson,
  type AccessStore,
  type AuditRecord,
  type DeviceEntry,
  type OpenSession,
  type PairingRecord,
  type Person,
  type SessionRecord,
  type TokenHolder
} from '../access.ts';
import { compareCodePoints } from '../key-order.ts';
import type { Device, DeviceRecord } from '../store.ts';
import type { Written } from '../written.ts';

const written = <T>(value: T): Written<T> => ({ ok: true, value });

interface Tokens {
  present: string;
  next: string | null;
  previous: string | null;
  issuedAt: number;
  previousUntil: number;
}

interface KnownDevice extends Omit<DeviceEntry, 'tokenIssuedAt'> {
  tokens: Tokens;
}

/** People, sessions, pairings, devices and the audit log on plain maps. */
export class MemoryAccess implements AccessStore {
  readonly #people = new Map<string, Person>();
  readonly #sessions = new Map<string, SessionRecord>();
  readonly #pairings = new Map<string, PairingRecord>();
  readonly #devices = new Map<string, KnownDevice>();
  #audit: (AuditRecord & { id: number })[] = [];

  hasAdministrator: AccessStore['hasAdministrator'] = async () =>
    [...this.#people.values()].some(canAdminister);

  listPeople: AccessStore['listPeople'] = async () =>
    structuredClone([...this.#people.values()]).sort(
      (a, b) => compareCodePoints(a.name, b.name) || compareCodePoints(a.id, b.id)
    );

  personById: AccessStore['personById'] = async (id) => structuredClone(this.#people.get(id) ?? null);

  personByLogin: AccessStore['personByLogin'] = async (login) =>
    structuredClone([...this.#people.values()].find((one) => one.login === login) ?? null);

  putPerson: AccessStore['putPerson'] = async (person) => {
    const verdict = judgePerson([...this.#people.values()], person);
    if (verdict === 'stored') this.#people.set(person.id, structuredClone(person));
    return written(verdict);
  };

  addFirstAdministrator: AccessStore['addFirstAdministrator'] = async (person) => {
    if ([...this.#people.values()].some(canAdminister)) return written(false);
    this.#people.set(person.id, structuredClone(person));
    return written(true);
  };

  addSession: AccessStore['addSession'] = async (session) => {
    this.#sessions.set(session.id, { ...session });
    return written(null);
  };

  #open({ tokenHash: _, ...session }: SessionRecord): OpenSession[] {
    const person = this.#people.get(session.personId);
    return person ? [structuredClone({ ...session, person })] : [];
  }

  sessionByTokenHash: AccessStore['sessionByTokenHash'] = async (tokenHash) => {
    const found = [...this.#sessions.values()].filter((one) => one.tokenHash === tokenHash);
    return found.flatMap((one) => this.#open(one))[0] ?? null;
  };

  touchSession: AccessStore['touchSession'] = async ({ id, at }) => {
    const session = this.#sessions.get(id);
    if (session) session.lastSeenAt = at;
    return written(null);
  };

  listSessions: AccessStore['listSessions'] = async ({ personId }) =>
    [...this.#sessions.values()]
      .filter((one) => personId === null || one.personId === personId)
      .sort((a, b) => b.lastSeenAt - a.lastSeenAt || compareCodePoints(b.id, a.id))
      .flatMap((one) => this.#open(one));

  endSessions: AccessStore['endSessions'] = async ({ id, personId, except }) => {
    for (const one of [...this.#sessions.values()]) {
      const matches = (id ?? one.id) === one.id && (personId ?? one.personId) === one.personId;
      if (matches && one.id !== except) this.#sessions.delete(one.id);
    }
    return written(null);
  };

  addPairing: AccessStore['addPairing'] = async (pairing) => {
    this.#pairings.set(pairing.codeHash, { ...pairing });
    return written(null);
  };

  takePairing: AccessStore['takePairing'] = async ({ codeHash, now }) => {
    const found = this.#pairings.get(codeHash) ?? null;
    this.#pairings.delete(codeHash);
    return written(found && found.expiresAt > now ? found : null);
  };

  addDevice(device: DeviceRecord): void {
    const { id, name, enrolledAt, tokenHash } = device;
    const tokens = { present: tokenHash, next: null, previous: null, issuedAt: enrolledAt, previousUntil: 0 };
    this.#devices.set(id, { id, name, enrolledAt, lastSyncAt: null, report: null, tokens });
  }

  renameDevice({ id, name }: Device): void {
    const device = this.#devices.get(id);
    if (device) device.name = name;
  }

  device(id: string): Device | null {
    const device = this.#devices.get(id);
    return device ? { id, name: device.name } : null;
  }

  deviceByToken(hash: string): TokenHolder | null {
    for (const { id, name, tokens } of this.#devices.values()) {
      const token = (['present', 'next', 'previous'] as const).find((which) => tokens[which] === hash);
      const { issuedAt: tokenIssuedAt, previousUntil } = tokens;
      if (token) return { id, name, tokenIssuedAt, token, previousUntil };
    }
    return null;
  }

  listDevices: AccessStore['listDevices'] = async () =>
    [...this.#devices.values()]
      .map(({ tokens, ...device }) => structuredClone({ ...device, tokenIssuedAt: tokens.issuedAt }))
      .sort((a, b) => b.enrolledAt - a.enrolledAt || compareCodePoints(a.id, b.id));

  #setTokens(id: string, fields: Partial<Tokens>): Written<null> {
    const device = this.#devices.get(id);
    if (device) device.tokens = { ...device.tokens, ...fields };
    return written(null);
  }

  replaceToken: AccessStore['replaceToken'] = async ({ id, name, tokenHash, at }) => {
    this.renameDevice({ id, name });
    return this.#setTokens(id, { present: tokenHash, next: null, previous: null, issuedAt: at });
  };

  offerToken: AccessStore['offerToken'] = async ({ id, tokenHash }) =>
    this.#setTokens(id, { next: tokenHash });

  promoteToken: AccessStore['promoteToken'] = async ({ id, at, previousUntil }) => {
    const tokens = this.#devices.get(id)?.tokens;
    if (!tokens?.next) return written(null);
    const { next: present, present: previous } = tokens;
    return this.#setTokens(id, { present, previous, next: null, issuedAt: at, previousUntil });
  };

  dropTokens: AccessStore['dropTokens'] = async (id) =>
    this.#setTokens(id, { present: `none:${id}`, next: null, previous: null });

  noteReport: AccessStore['noteReport'] = async ({ id, at, report }) => {
    const device = this.#devices.get(id);
    if (device) Object.assign(device, { lastSyncAt: at, report: structuredClone(report) });
    return written(null);
  };

  addAudit: AccessStore['addAudit'] = async (entry) => {
    const id = (this.#audit.at(-1)?.id ?? 0) + 1;
    this.#audit = [...this.#audit, { ...entry, id }].slice(-AUDIT_LIMIT);
    return written(null);
  };

  readAudit: AccessStore['readAudit'] = async ({ before, limit }) =>
    this.#audit
      .filter(({ id }) => before === null || id < before)
      .reverse()
      .slice(0, limit);
}
