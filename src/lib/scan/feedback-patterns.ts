/** What became of a scan, as it is heard and felt. */
export const signalKinds = [
  'ok',
  'already-scanned',
  'unknown',
  'substitute',
  'wrong-product',
  'already-out',
  'refused'
] as const;

export type SignalKind = (typeof signalKinds)[number];

/** One tone: pitch in Hz, when it begins after the signal in ms, how long it lasts in ms. */
export interface Tone {
  hz: number;
  at: number;
  ms: number;
  wave: 'sine' | 'square' | 'sawtooth' | 'triangle';
}

export interface SignalPattern {
  tones: readonly Tone[];
  /** On, off, on … in ms, as `navigator.vibrate` takes it. */
  vibration: readonly number[];
}

const tone = (hz: number, at: number, ms: number, wave: Tone['wave'] = 'sine'): Tone => ({
  hz,
  at,
  ms,
  wave
});

/**
 * Told apart without looking, in noise and through gloves: by number of tones,
 * by direction (up is good, down is bad) and by timbre. Good news is one short
 * high beep, so that scanning in a row is not a concert.
 */
export const signalPatterns: Record<SignalKind, SignalPattern> = {
  ok: { tones: [tone(1760, 0, 90)], vibration: [40] },
  'already-scanned': { tones: [tone(880, 0, 70), tone(880, 120, 70)], vibration: [40, 60, 40] },
  unknown: {
    tones: [tone(660, 0, 110, 'triangle'), tone(990, 150, 160, 'triangle')],
    vibration: [120, 60, 40]
  },
  substitute: {
    tones: [tone(1320, 0, 45), tone(1320, 80, 45), tone(1320, 160, 45), tone(1320, 240, 45)],
    vibration: [30, 50, 30, 50, 30, 50, 30]
  },
  'wrong-product': {
    tones: [tone(990, 0, 90, 'square'), tone(660, 120, 90, 'square'), tone(990, 240, 90, 'square')],
    vibration: [80, 50, 80, 50, 80]
  },
  'already-out': {
    tones: [tone(740, 0, 140, 'sawtooth'), tone(370, 180, 260, 'sawtooth')],
    vibration: [200, 80, 200]
  },
  refused: { tones: [tone(165, 0, 600, 'square')], vibration: [500] }
};
