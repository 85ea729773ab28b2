import {
  accessResponseSchema,
  auditResponseSchema,
  devicesResponseSchema,
  doneResponseSchema,
  operatorsResponseSchema,
  pairingResponseSchema,
  peopleResponseSchema,
  putPersonResponseSchema,
  sessionsResponseSchema,
  type AccessResponse,
  type AuditEntry,
  type DeviceReport,
  type ListedDevice,
  type ListedPerson,
  type ListedSession,
  type OperatorsResponse,
  type PairingRequest,
  type PairingResponse,
  type PutPersonRequest,
  type SetupRequest
} from '../protocol/access.ts';
import type { HttpClient } from './http-client.ts';
import type { Answer } from './transport.ts';

type DoneAnswer = Promise<Answer<{ done: true }>>;

/** Who may do what, asked of the server: signing in, people, devices. No method rejects (see `Transport`). */
export interface AccessApi {
  /** Who asks, and what they may do. */
  access(): Promise<Answer<AccessResponse>>;
  /** Makes the first administrator and signs them in. */
  setUp(request: SetupRequest): Promise<Answer<AccessResponse>>;
  signIn(request: { login: string; password: string }): Promise<Answer<AccessResponse>>;
  sessions(): Promise<Answer<{ sessions: ListedSession[] }>>;
  /** Ends the session named, or one's own. */
  endSession(id?: string): DoneAnswer;
  changePassword(request: { current: string; next: string }): DoneAnswer;

  people(): Promise<Answer<{ people: ListedPerson[] }>>;
  putPerson(request: PutPersonRequest): Promise<Answer<{ person: ListedPerson }>>;
  /** Who may hold this phone. */
  operators(): Promise<Answer<OperatorsResponse>>;

  devices(): Promise<Answer<{ devices: ListedDevice[] }>>;
  /** A code for one phone. */
  pair(request: PairingRequest): Promise<Answer<PairingResponse>>;
  renameDevice(request: { id: string; name: string }): DoneAnswer;
  revokeDevice(id: string): DoneAnswer;
  /** Tells how this device is. */
  report(report: DeviceReport): DoneAnswer;

  /** What was done, the latest first; `before` is the id to go on from. */
  audit(before?: number): Promise<Answer<{ entries: AuditEntry[] }>>;
}

/** Each request with the schema of its answer. */
export function createAccessApi({ get, post }: HttpClient): AccessApi {
  return {
    access: () => get('/access', accessResponseSchema),
    setUp: (request) => post('/setup', accessResponseSchema, request),
    signIn: (request) => post('/sessions', accessResponseSchema, request),
    sessions: () => get('/sessions', sessionsResponseSchema),
    endSession: (id) => post('/sessions/end', doneResponseSchema, id === undefined ? {} : { id }),
    changePassword: (request) => post('/password', doneResponseSchema, request),
    people: () => get('/people', peopleResponseSchema),
    putPerson: (request) => post('/people', putPersonResponseSchema, request),
    operators: () => get('/operators', operatorsResponseSchema),
    devices: () => get('/devices', devicesResponseSchema),
    pair: (request) => post('/devices/pairings', pairingResponseSchema, request),
    renameDevice: (request) => post('/devices/rename', doneResponseSchema, request),
    revokeDevice: (id) => post('/devices/revoke', doneResponseSchema, { id }),
    report: (report) => post('/devices/report', doneResponseSchema, report),
    audit: (before) => get('/audit', auditResponseSchema, { before })
  };
}
