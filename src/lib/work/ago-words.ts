const MINUTE_S = 60;
const HOUR_S = 3600;

/** How long ago, as a person reads it at a glance: `12 s`, `3 min`, `2 h`; the same in both languages. */
export function agoWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < MINUTE_S) return `${seconds}\u00a0s`;
  return seconds < HOUR_S
    ? `${Math.floor(seconds / MINUTE_S)}\u00a0min`
    : `${Math.floor(seconds / HOUR_S)}\u00a0h`;
}
