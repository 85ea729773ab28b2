import type { z } from 'zod';
import type { ErrorCode, ProtocolError } from '../../src/lib/protocol/errors.ts';

export type Result<T> = { ok: true; value: T } | { ok: false; error: ProtocolError };

export function succeed<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function fail(
  code: ErrorCode,
  more: Omit<ProtocolError, 'code'> = {}
): { ok: false; error: ProtocolError } {
  return { ok: false, error: { code, ...more } };
}

const DETAIL_LIMIT = 200;

/** Where and what the first fault is, in the words of the schema. */
export function firstIssue(error: z.ZodError): { field: string; detail: string } {
  const [issue] = error.issues;
  return { field: issue?.path.join('.') ?? '', detail: (issue?.message ?? '').slice(0, DETAIL_LIMIT) };
}

/** Parses what a request brought; the error names the first field that is wrong. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown
): Result<z.output<Schema>> {
  const parsed = schema.safeParse(input);
  return parsed.success ? succeed(parsed.data) : fail('malformed-request', firstIssue(parsed.error));
}

/** The answer of a request that only does something. */
export type Done = { done: true };

export const done: { ok: true; value: Done } = { ok: true, value: { done: true } };
