import type { DecodeOptions, Detection, Engine, Frame } from './detection.ts';

/** From the window to the decoder's worker. One at a time, so that answers need no number. */
export interface DecodeRequest {
  frame: Frame;
  options: DecodeOptions;
  /** Where the worker finds its WebAssembly. */
  wasmUrl: string;
}

/** From the worker back. */
export type DecodeAnswer =
  { ok: true; detections: Detection[]; engine: Engine; width: number; height: number } | { ok: false };
