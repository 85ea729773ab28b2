/**
 * The version of the wire. Raise it when a message changes so that an older
 * peer would misread it; the fingerprint test (`fingerprint.test.ts`) fails
 * until that has been considered.
 */
export const PROTOCOL_VERSION = 1;

/** The oldest version the server still understands: always the previous one. */
export const OLDEST_PROTOCOL_VERSION = 1;

/** Header in which a client names its version on every request under `/api`. */
export const PROTOCOL_HEADER = 'douchette-protocol';

/** Most movements in one push. */
export const PUSH_LIMIT = 500;

/** Most bytes of a request body, before and after decompression. */
export const BODY_LIMIT_BYTES = 4 * 1024 * 1024;

/** Most changes in one pull. */
export const PULL_LIMIT = 1000;
