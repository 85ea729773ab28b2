import type { Mark } from './mark.ts';
import type { CopiedRow, CopyAcknowledgement } from './queue-copy.ts';

/**
 * One record of the second copy, as canonical JSON (keys in order, no blanks).
 *
 *   generation  of the file; of two sealed files the higher one counts
 *   row         one movement that waits
 *   acknowledged
 *   mark        how far the device had come; rows behind it raise it
 *   sealed      a compacted file is complete from here on
 */
export type LogRecord =
  | { type: 'generation'; generation: number }
  | { type: 'row'; row: CopiedRow }
  | { type: 'acknowledged'; id: string; seq: number | null }
  | { type: 'mark'; mark: Mark }
  | { type: 'sealed' };

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

function inOrder(value: Json): Json {
  if (Array.isArray(value)) return value.map(inOrder);
  if (value === null || typeof value !== 'object') return value;
  const sorted = Object.keys(value).sort();
  return Object.fromEntries(sorted.map((key) => [key, inOrder(value[key] ?? null)]));
}

/** JSON whose text depends on the content alone. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(inOrder(JSON.parse(JSON.stringify(value)) as Json));
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

export const encodeLogRecord = (record: LogRecord): Uint8Array => encoder.encode(canonicalJson(record));

export const acknowledgedRecord = ({ id, seq }: CopyAcknowledgement): LogRecord => ({
  type: 'acknowledged',
  id,
  seq
});

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Enough to keep, count and hand back a row; whether its movement is valid is asked when it is restored. */
function isRow(value: unknown): boolean {
  if (!isObject(value) || typeof value.id !== 'string' || !isObject(value.movement)) return false;
  const { origin } = value.movement;
  return isObject(origin) && typeof origin.incarnation === 'string' && typeof origin.sequence === 'number';
}

const isKnown: Record<LogRecord['type'], (record: Record<string, unknown>) => boolean> = {
  generation: ({ generation }) => typeof generation === 'number',
  row: ({ row }) => isRow(row),
  acknowledged: ({ id }) => typeof id === 'string',
  mark: ({ mark }) => isObject(mark) && typeof mark.incarnation === 'string' && typeof mark.next === 'number',
  sealed: () => true
};

/** Null when this version of the app cannot read it. */
export function decodeLogRecord(payload: Uint8Array): LogRecord | null {
  try {
    const record: unknown = JSON.parse(decoder.decode(payload));
    if (!isObject(record) || typeof record.type !== 'string') return null;
    if (!Object.hasOwn(isKnown, record.type)) return null;
    return isKnown[record.type as LogRecord['type']](record) ? (record as LogRecord) : null;
  } catch {
    return null;
  }
}
