import type { DecodeOutcome, Decoder } from './decoder.ts';
import type { DecodeOptions, Detection, Frame } from './detection.ts';

/** A decoder for tests: answers each frame with the next of the prepared lists, then with nothing. */
export class FakeDecoder implements Decoder {
  /** What it was asked, in order. */
  readonly asked: { frame: Frame; options: DecodeOptions }[] = [];
  readonly #answers: Detection[][];
  #closed = false;

  constructor(answers: readonly Detection[][]) {
    this.#answers = [...answers];
  }

  decode(frame: Frame, options: DecodeOptions = {}): Promise<DecodeOutcome> {
    if (this.#closed) return Promise.resolve({ ok: false, code: 'closed' });
    this.asked.push({ frame, options });
    const detections = this.#answers.shift() ?? [];
    return Promise.resolve({
      ok: true,
      detections,
      engine: 'zxing-wasm',
      width: frame.width,
      height: frame.height,
      milliseconds: 0
    });
  }

  close(): void {
    this.#closed = true;
  }
}
