import type { Movement } from './movement.ts';

/**
 * A movement as a screen makes it. Where it is recorded it gets its identity and
 * clocks, and the envelope when it is one of several that stand or fall together.
 */
export type MovementDraft = Omit<Movement, 'id' | 'recordedAt' | 'clock' | 'origin' | 'group'>;
