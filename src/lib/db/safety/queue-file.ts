import { z } from 'zod';
import type { Movement } from '../../domain/movement/movement.ts';
import { movementSchema } from '../../domain/movement/movement-schemas.ts';
import { done, failed, type Result } from '../result.ts';
import type { OutboxRow } from '../schema.ts';
import { canonicalJson } from './log-record.ts';

/**
 * Unsent movements as a file, to be handed in by another device when this one
 * cannot: lines of JSON, the first of which says what follows.
 *
 *   {"count":2,"deviceName":…,"format":"douchette-queue",…,"sha256":…,"version":1}
 *   {"movement":{…},"state":"waiting"}
 *   {"movement":{…},"state":"parked","relayedFrom":"Quai 2"}
 */
const FORMAT = 'douchette-queue';
const VERSION = 1;

const headerSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  deviceId: z.string(),
  deviceName: z.string().max(200),
  incarnation: z.string(),
  /** Wall clock of the device, raw ms. */
  exportedAt: z.number(),
  count: z.number().int().min(0),
  /**
   * Of this line without its sum, as canonical JSON, and the lines behind it, each
   * ended by a line feed; in lower-case hexadecimal.
   */
  sha256: z.string()
});

const lineSchema = z.object({
  movement: movementSchema,
  state: z.enum(['waiting', 'parked']),
  /** Of a movement that came to the exporting device from yet another one. */
  relayedFrom: z.string().max(200).optional()
});

export type QueueFileHeader = z.infer<typeof headerSchema>;

export interface ReadQueueFile {
  header: QueueFileHeader;
  entries: { movement: Movement; state: 'waiting' | 'parked'; relayedFrom?: string | undefined }[];
}

/**
 *   foreign  not such a file
 *   newer    written by a later version of the app
 *   damaged  the sum does not agree: not one line of it is trusted
 *   invalid  whole, but a line is no movement that this version knows
 */
export interface QueueFileProblem {
  code: 'foreign' | 'newer' | 'damaged' | 'invalid';
  /** Of the first invalid line, counted from 1. */
  line?: number | undefined;
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

type Unsummed = Omit<QueueFileHeader, 'sha256'>;

const sumOf = (header: Unsummed, lines: readonly string[]): Promise<string> =>
  sha256([canonicalJson(header), ...lines].map((line) => `${line}\n`).join(''));

/** The file of these rows; what only this device knows of them (answers, refusals) stays here. */
export async function writeQueueFile(
  rows: readonly OutboxRow[],
  from: Pick<QueueFileHeader, 'deviceId' | 'deviceName' | 'incarnation' | 'exportedAt'>
): Promise<string> {
  const lines = rows.map(({ movement, state, relayedFrom }) =>
    canonicalJson({ movement, state, ...(relayedFrom !== undefined && { relayedFrom }) })
  );
  const header: Unsummed = { format: FORMAT, version: VERSION, ...from, count: rows.length };
  const first = canonicalJson({ ...header, sha256: await sumOf(header, lines) });
  return [first, ...lines].map((line) => `${line}\n`).join('');
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function readHeader(line: string): Result<QueueFileHeader, QueueFileProblem> {
  const raw = parseJson(line);
  const named = z.object({ format: z.literal(FORMAT), version: z.number() }).safeParse(raw);
  if (!named.success) return failed({ code: 'foreign' });
  if (named.data.version > VERSION) return failed({ code: 'newer' });
  const header = headerSchema.safeParse(raw);
  return header.success ? done(header.data) : failed({ code: 'damaged' });
}

/** Reads a whole file or nothing of it. Line ends that a mail program has changed do no harm. */
export async function readQueueFile(text: string): Promise<Result<ReadQueueFile, QueueFileProblem>> {
  const [first = '', ...rest] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const header = readHeader(first);
  if (!header.ok) return header;
  const lines = rest.at(-1) === '' ? rest.slice(0, -1) : rest;
  const { sha256: sum, ...unsummed } = header.value;
  if ((await sumOf(unsummed, lines)) !== sum) return failed({ code: 'damaged' });
  const entries: ReadQueueFile['entries'] = [];
  for (const [place, line] of lines.entries()) {
    const entry = lineSchema.safeParse(parseJson(line));
    if (!entry.success) return failed({ code: 'invalid', line: place + 2 });
    entries.push(entry.data);
  }
  return done({ header: header.value, entries });
}
