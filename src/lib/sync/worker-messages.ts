/** The page tells a waiting worker that the person agrees to the new version. */
export const SKIP_WAITING_MESSAGE = 'skip-waiting';

/** The worker tells its pages that it has flushed the queue. */
export const WAKE_MESSAGE = 'douchette-wake';
