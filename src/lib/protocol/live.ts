import { cursorSchema } from './pull.ts';

/**
 * `GET /api/live`, server-sent events: `at` with the cursor where the server
 * stands, at once and after each change, and `beat` now and then. They carry no
 * data: a device that is behind pulls.
 */
export const liveEventSchema = cursorSchema;

/** How often the server gives a sign of life on a stream, ms. */
export const LIVE_BEAT_MS = 20_000;
