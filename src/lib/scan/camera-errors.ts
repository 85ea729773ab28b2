/**
 * Why there is no picture. Stable: words and actions hang on them.
 *
 * - `camera-insecure`: the page is not in a secure context, the browser has no camera for it
 * - `camera-refused`: the person, the browser or a policy said no
 * - `camera-missing`: there is none (or not the one asked for)
 * - `camera-busy`: another app holds it
 * - `camera-lost`: it was there and went away: unplugged, or taken by the system
 * - `camera-failed`: anything else
 */
export type CameraErrorCode =
  'camera-insecure' | 'camera-refused' | 'camera-missing' | 'camera-busy' | 'camera-lost' | 'camera-failed';

/** Names of `DOMException` that `getUserMedia` rejects with (Media Capture and Streams, §10.2). */
const BY_NAME: Record<string, CameraErrorCode> = {
  NotAllowedError: 'camera-refused',
  SecurityError: 'camera-refused',
  NotFoundError: 'camera-missing',
  OverconstrainedError: 'camera-missing',
  NotReadableError: 'camera-busy',
  AbortError: 'camera-busy'
};

/** The code for what `getUserMedia` rejected with. */
export function cameraErrorCode(cause: unknown): CameraErrorCode {
  const name = typeof cause === 'object' && cause !== null && 'name' in cause ? String(cause.name) : '';
  return BY_NAME[name] ?? 'camera-failed';
}
