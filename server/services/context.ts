import type { Device, Store } from '../store/store.ts';
import type { ImportSessions } from './catalogue/import-sessions.ts';
import type { ExportFolder } from './upkeep/export-folder.ts';
import type { SegmentShelf } from './sync/segment-shelf.ts';
import type { UpkeepJob } from './upkeep/upkeep-job.ts';

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

/** What services get beside it whose work outlasts their request. */
export interface ServerContext extends ServiceContext {
  /** The upkeep of this server, one at a time. */
  upkeep: UpkeepJob;
  exports: ExportFolder;
  imports: ImportSessions;
  /** The snapshot's segments, as last built. */
  segments: SegmentShelf;
  /** For faults of work that no request waits for. */
  logFault: (fault: unknown) => void;
}

/** How every service is called. */
export interface Call<Input = undefined, Context = ServiceContext> {
  ctx: Context;
  input: Input;
}
