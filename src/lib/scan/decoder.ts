import type { DecodeOptions, Detection, Engine, Frame } from './detection.ts';
import type { DecodeAnswer, DecodeRequest } from './decoder-messages.ts';
import { packagedWasmUrl } from './wasm-source.ts';

export type { Corners, DecodeOptions, Detection, Effort, Frame, PixelImage } from './detection.ts';
export type { Symbology } from './symbology.ts';

/**
 * - `busy`: a frame is being read; let this one go and bring the next
 * - `closed`: the decoder was closed
 * - `decoder-failed`: the worker could not be started, or broke; the next call starts a new one
 */
export type DecodeFailure = 'busy' | 'closed' | 'decoder-failed';

export type DecodeOutcome =
  | {
      ok: true;
      detections: Detection[];
      /** What read the picture, even when it found nothing. */
      engine: Engine;
      width: number;
      height: number;
      milliseconds: number;
    }
  | { ok: false; code: DecodeFailure };

/** Reads pictures, one at a time. */
export interface Decoder {
  decode(frame: Frame, options?: DecodeOptions): Promise<DecodeOutcome>;
  close(): void;
}

/** The part of `Worker` that is used, so that a test needs no thread. */
export type DecoderWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

export interface WorkerDecoderOptions {
  startWorker?: () => DecoderWorker;
  now?: () => number;
}

const startModuleWorker = (): DecoderWorker =>
  new Worker(new URL('./decoder.worker.ts', import.meta.url), { type: 'module', name: 'decoder' });

/**
 * A decoder that works in one worker of its own, so that scanning never holds
 * up the screen. Pixels and bitmaps are handed over, not copied.
 */
export function createWorkerDecoder(options: WorkerDecoderOptions = {}): Decoder {
  return new WorkerDecoder(
    options.startWorker ?? startModuleWorker,
    options.now ?? (() => performance.now())
  );
}

interface Waiting {
  since: number;
  answer: (outcome: DecodeOutcome) => void;
}

class WorkerDecoder implements Decoder {
  readonly #startWorker: () => DecoderWorker;
  readonly #now: () => number;
  #worker: DecoderWorker | null = null;
  #waiting: Waiting | null = null;
  #closed = false;

  constructor(startWorker: () => DecoderWorker, now: () => number) {
    this.#startWorker = startWorker;
    this.#now = now;
  }

  decode(frame: Frame, options: DecodeOptions = {}): Promise<DecodeOutcome> {
    const refusal = this.#closed ? 'closed' : this.#waiting ? 'busy' : null;
    if (refusal) {
      release(frame);
      return Promise.resolve({ ok: false, code: refusal });
    }
    return new Promise((answer) => {
      this.#waiting = { since: this.#now(), answer };
      this.#send({ frame, options, wasmUrl: packagedWasmUrl() });
    });
  }

  close(): void {
    this.#closed = true;
    this.#settle({ ok: false, code: 'closed' });
    this.#drop();
  }

  #send(request: DecodeRequest): void {
    try {
      this.#worker ??= this.#open();
      this.#worker.postMessage(request, [transferable(request.frame)]);
    } catch {
      this.#fail();
    }
  }

  #open(): DecoderWorker {
    const worker = this.#startWorker();
    worker.onmessage = (event: MessageEvent<DecodeAnswer>) => this.#read(event.data);
    worker.onerror = () => this.#fail();
    return worker;
  }

  #read(answer: DecodeAnswer): void {
    if (!answer.ok) return this.#fail();
    const { detections, engine, width, height } = answer;
    const milliseconds = this.#now() - (this.#waiting?.since ?? this.#now());
    this.#settle({ ok: true, detections, engine, width, height, milliseconds });
  }

  #fail(): void {
    this.#drop();
    this.#settle({ ok: false, code: 'decoder-failed' });
  }

  #settle(outcome: DecodeOutcome): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.answer(outcome);
  }

  #drop(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }
}

const transferable = (frame: Frame): Transferable => ('data' in frame ? frame.data.buffer : frame);

/** A bitmap holds memory of the graphics card until it is closed. */
function release(frame: Frame): void {
  if (!('data' in frame)) frame.close();
}
