import { createMiddleware } from 'hono/factory';
import type { ProtocolError } from '../../src/lib/protocol/errors.ts';
import {
  OLDEST_PROTOCOL_VERSION,
  PROTOCOL_HEADER,
  PROTOCOL_VERSION
} from '../../src/lib/protocol/version.ts';
import { answerError } from './answer.ts';
import { readBearer } from './bearer.ts';
import type { Env } from './env.ts';

function versionError(header: string | undefined, isRequired: boolean): ProtocolError | null {
  // Whoever does not name a version is older than versions are.
  if (header === undefined) return isRequired ? { code: 'protocol-too-old', field: PROTOCOL_HEADER } : null;
  if (!/^\d{1,6}$/.test(header)) return { code: 'malformed-request', field: PROTOCOL_HEADER };
  const version = Number(header);
  if (version < OLDEST_PROTOCOL_VERSION) return { code: 'protocol-too-old', field: PROTOCOL_HEADER };
  return version > PROTOCOL_VERSION ? { code: 'protocol-too-new', field: PROTOCOL_HEADER } : null;
}

/** Checks the version that a request names. Apps must to sync; people may look with curl, and programs be without. */
export function protocolVersion(rule: { required: boolean }) {
  return createMiddleware<Env>(async (c, next) => {
    const isRequired = rule.required && readBearer(c) === null;
    const error = versionError(c.req.header(PROTOCOL_HEADER), isRequired);
    return error ? answerError(c, error) : next();
  });
}
