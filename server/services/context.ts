import type { AccessMode } from '../../src/lib/protocol/access.ts';
import type { Role } from '../../src/lib/protocol/roles.ts';
import type { OpenSession, TokenHolder } from '../store/access.ts';
import type { KeyEntry } from '../store/integrations.ts';
import type { Device, Store } from '../store/store.ts';
import type { Revocations } from './access/revocations.ts';
import type { SetupCode } from './access/setup-code.ts';
import type { Throttle } from './access/throttle.ts';
import type { ImportSessions } from './catalogue/import-sessions.ts';
import type { Turns } from './keys/turns.ts';
import type { LiveHub } from './live/live-hub.ts';
import type { ExportFolder } from './upkeep/export-folder.ts';
import type { SegmentShelf } from './sync/segment-shelf.ts';
import type { UpkeepJob } from './upkeep/upkeep-job.ts';
import type { WebhookDispatcher } from './webhooks/dispatcher.ts';

/** What every service gets beside its input: who asks, and the world outside, so that tests can set it. */
export interface ServiceContext {
  store: Store;
  /** Server time, ms since the epoch. */
  now: () => number;
  randomBytes: (size: number) => Uint8Array;
  /** The device whose token the request carries, null without one. */
  device: Device | null;
  /** Version of the program. */
  version: string;
  /** For what a person who runs the server should know of. */
  warn: (fields: object, message: string) => void;
}

/** Who asks, beyond the device. */
export interface AccessContext extends ServiceContext {
  device: TokenHolder | null;
  mode: AccessMode;
  /** Who has signed in, null for nobody. */
  session: OpenSession | null;
  /** The program that asks by its key, which then is all that counts of who asks. */
  key: KeyEntry | null;
  /** The most that who asks may do; null when neither person nor device is known. */
  role: Role | null;
  /** Where the request comes from. */
  address: string;
  /** What the browser calls itself. */
  agent: string;
  /** Where a phone reaches this server: `https://stock.example`. */
  publicUrl: string;
  revocations: Revocations;
  throttle: Throttle;
  setup: SetupCode;
  live: LiveHub;
  /** What the log of actions is to name, and whether there is anything to log; the service says so. */
  audit: { target: string | null; nothingDone: boolean };
}

/** What services get beside it whose work outlasts their request. */
export interface ServerContext extends AccessContext {
  /** The upkeep of this server, one at a time. */
  upkeep: UpkeepJob;
  exports: ExportFolder;
  imports: ImportSessions;
  /** Has programs of one key wait for each other. */
  turns: Turns;
  /** The snapshot's segments, as last built. */
  segments: SegmentShelf;
  /** What tells other programs of changes. */
  webhooks: WebhookDispatcher;
  /** For faults of work that no request waits for. */
  logFault: (fault: unknown) => void;
}

/** How every service is called. */
export interface Call<Input = undefined, Context = ServiceContext> {
  ctx: Context;
  input: Input;
}
