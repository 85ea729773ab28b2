/** What a webhook can be told of: what the feed of changes can say for certain. */
export const eventTypes = [
  'movement.accepted',
  'serial.status-changed',
  'anomaly.opened',
  'anomaly.settled',
  'document.closed'
] as const;

export type EventType = (typeof eventTypes)[number];
