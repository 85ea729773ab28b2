/** The outcome of the last scan, readable at arm's length. */
export interface Outcome {
  tone: 'ok' | 'care' | 'out' | 'bad' | 'moving' | 'idle';
  title: string;
  /** The serial or code it is about. */
  code?: string | undefined;
  hint?: string | undefined;
  /** Changes with every scan, so that the same words are said again. */
  turn: number;
}
