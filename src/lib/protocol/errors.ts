/**
 * Every error that crosses the wire, decided in one table: how bad it is, what
 * the device does with the movement or request, and the HTTP status when it
 * concerns a whole request. The words for people are keyed by the same codes in
 * `i18n`.
 *
 *   retry  the same request may succeed later, unchanged
 *   park   the movement stays on the device, shown, until a person deals with it
 *   resync the device's cursor or epoch is not the server's: start from a snapshot
 *   enrol  the device is not known: ask for a token again, the queue stays
 *   pair   the device must be paired at the desk, the queue stays
 *   stop   nothing more is sent until the app is renewed; the queue stays
 */
export const errorTable = {
  'malformed-json': { severity: 'error', action: 'park', status: 400 },
  'malformed-request': { severity: 'error', action: 'park', status: 400 },
  'malformed-movement': { severity: 'error', action: 'park', status: 422 },
  'serial-empty': { severity: 'error', action: 'park', status: 422 },
  'serial-too-long': { severity: 'error', action: 'park', status: 422 },
  'serial-not-text': { severity: 'error', action: 'park', status: 422 },
  'foreign-origin': { severity: 'error', action: 'park', status: 422 },
  'unknown-location': { severity: 'error', action: 'park', status: 422 },
  'id-conflict': { severity: 'error', action: 'park', status: 409 },
  'group-mismatch': { severity: 'error', action: 'park', status: 409 },
  'body-too-large': { severity: 'error', action: 'park', status: 413 },
  'unsupported-encoding': { severity: 'error', action: 'park', status: 415 },
  'batch-too-large': { severity: 'error', action: 'park', status: 413 },
  'protocol-too-old': { severity: 'error', action: 'stop', status: 426 },
  'protocol-too-new': { severity: 'warning', action: 'retry', status: 426 },
  'not-enrolled': { severity: 'warning', action: 'enrol', status: 401 },
  'pairing-needed': { severity: 'error', action: 'pair', status: 401 },
  'pairing-invalid': { severity: 'error', action: 'pair', status: 403 },
  'device-known': { severity: 'error', action: 'pair', status: 409 },
  'sign-in-needed': { severity: 'warning', action: 'park', status: 401 },
  'wrong-credentials': { severity: 'warning', action: 'park', status: 401 },
  forbidden: { severity: 'error', action: 'park', status: 403 },
  /** The bearer key is not known, over or revoked. */
  'key-invalid': { severity: 'error', action: 'park', status: 401 },
  /** The key holds, and may not do this. */
  'key-scope': { severity: 'error', action: 'park', status: 403 },
  'setup-invalid': { severity: 'error', action: 'park', status: 403 },
  'weak-password': { severity: 'warning', action: 'park', status: 422 },
  /** No webhook is ever sent there. */
  'address-refused': { severity: 'warning', action: 'park', status: 422 },
  'login-taken': { severity: 'warning', action: 'park', status: 409 },
  'badge-taken': { severity: 'warning', action: 'park', status: 409 },
  'last-administrator': { severity: 'warning', action: 'park', status: 409 },
  'too-many-attempts': { severity: 'warning', action: 'retry', status: 429 },
  'too-many-requests': { severity: 'warning', action: 'retry', status: 429 },
  'cross-origin': { severity: 'error', action: 'park', status: 403 },
  'not-loopback': { severity: 'error', action: 'park', status: 403 },
  'not-found': { severity: 'warning', action: 'park', status: 404 },
  'cursor-unknown': { severity: 'warning', action: 'resync', status: 409 },
  'not-empty': { severity: 'warning', action: 'park', status: 409 },
  'upkeep-running': { severity: 'warning', action: 'park', status: 409 },
  'purge-in-open-period': { severity: 'warning', action: 'park', status: 422 },
  'import-lost': { severity: 'warning', action: 'park', status: 409 },
  busy: { severity: 'warning', action: 'retry', status: 503 },
  'server-fault': { severity: 'error', action: 'retry', status: 500 },
  unreachable: { severity: 'info', action: 'retry', status: 503 },
  'unreadable-answer': { severity: 'error', action: 'retry', status: 502 }
} as const satisfies Record<
  string,
  {
    severity: 'info' | 'warning' | 'error';
    action: 'retry' | 'park' | 'resync' | 'enrol' | 'pair' | 'stop';
    status: number;
  }
>;

export type ErrorCode = keyof typeof errorTable;

export const errorCodes = Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]];

/** What went wrong; `field` is a path such as `movements.3.serial`. */
export interface ProtocolError {
  code: ErrorCode;
  field?: string | undefined;
  detail?: string | undefined;
}

/** The body of every answer that is not a success. */
export interface ErrorBody {
  error: ProtocolError;
}
