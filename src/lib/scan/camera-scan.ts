import {
  createCamera,
  type Camera,
  type CameraCapabilities,
  type CameraErrorCode,
  type CameraOutcome
} from './camera.ts';
import { createWorkerDecoder, type Decoder } from './decoder.ts';
import type { Detection, Engine, Frame } from './detection.ts';
import { LABEL_VIEW_START, viewFrame, type LabelViewState } from './label-view.ts';
import { afterFrame, effortFor, LADDER_START, type LadderState } from './scan-ladder.ts';
import type { Symbology } from './symbology.ts';
import { loopOverFrames, type FrameLoop } from './video-frames.ts';

export type ScanErrorCode = CameraErrorCode | 'decoder-failed';

export interface CameraScanOptions {
  /** The element to show the camera in. */
  video: HTMLVideoElement;
  /**
   * All codes of one label, once each time it comes into view. Codes without a
   * check digit are here only after two frames agreed on them.
   */
  onDetections: (detections: Detection[]) => void;
  onError: (code: ScanErrorCode) => void;
  /** The picture is there and `capabilities()` tells what the camera can do. */
  onReady?: (capabilities: CameraCapabilities) => void;
  /** Told once: what reads here. The JavaScript port has to be marked as such. */
  onEngine?: (engine: Engine) => void;
  /** What to look for; without it, what a warehouse label holds. */
  formats?: readonly Symbology[];
  /** A decoder to share: it is then left open at the end. */
  decoder?: Decoder;
  camera?: Camera;
}

export interface CameraScan {
  stop(): void;
  setTorch(on: boolean): Promise<boolean>;
  setZoom(value: number): Promise<boolean>;
  /** Focuses on a place of the picture, 0–1 from its top left. */
  focusAt(x: number, y: number): Promise<boolean>;
  switchCamera(id?: string): Promise<CameraOutcome>;
  capabilities(): CameraCapabilities;
}

/** The decoder may break on one picture; when it breaks on so many in a row it is not there. */
const FAILURES_IN_A_ROW = 3;

/** Frames without any code, about four seconds, after which a sharper picture is worth its time. */
const BLANK_FRAMES = 60;

/** Opens the camera and tells what it sees until it is stopped. */
export function startCameraScan(options: CameraScanOptions): CameraScan {
  const scan = new RunningScan(options);
  void scan.start();
  return scan;
}

class RunningScan implements CameraScan {
  readonly #options: CameraScanOptions;
  readonly #camera: Camera;
  readonly #decoder: Decoder;
  #loop: FrameLoop | null = null;
  #ladder: LadderState = LADDER_START;
  #view: LabelViewState = LABEL_VIEW_START;
  #failures = 0;
  #blank = 0;
  #engine: Engine | null = null;
  #stopped = false;

  constructor(options: CameraScanOptions) {
    this.#options = options;
    this.#camera = options.camera ?? createCamera();
    this.#decoder = options.decoder ?? createWorkerDecoder();
  }

  async start(): Promise<void> {
    const { video, onReady, onError } = this.#options;
    this.#camera.onLost = () => this.#fail('camera-lost');
    this.#warmUp();
    const outcome = await this.#camera.start(video);
    if (this.#stopped) return;
    if (!outcome.ok) return onError(outcome.code);
    this.#loop = loopOverFrames(video, (frame) => this.#take(frame));
    onReady?.(this.#camera.capabilities());
  }

  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#loop?.stop();
    this.#camera.stop();
    if (!this.#options.decoder) this.#decoder.close();
  }

  setTorch(on: boolean): Promise<boolean> {
    return this.#camera.setTorch(on);
  }

  setZoom(value: number): Promise<boolean> {
    return this.#camera.setZoom(value);
  }

  focusAt(x: number, y: number): Promise<boolean> {
    return this.#camera.focusAt(x, y);
  }

  switchCamera(id?: string): Promise<CameraOutcome> {
    return this.#camera.switchCamera(id);
  }

  capabilities(): CameraCapabilities {
    return this.#camera.capabilities();
  }

  /** Worker and WebAssembly load while the person is still asked for the camera. */
  #warmUp(): void {
    const dot = { data: new Uint8Array([255]), width: 1, height: 1 };
    void this.#decoder.decode(dot, { effort: 'fast' }).then((outcome) => {
      if (outcome.ok) this.#tellEngine(outcome.engine);
    });
  }

  #tellEngine(engine: Engine): void {
    if (this.#stopped || this.#engine === engine) return;
    this.#engine = engine;
    this.#options.onEngine?.(engine);
  }

  async #take(frame: Frame): Promise<void> {
    const { formats } = this.#options;
    const effort = effortFor(this.#ladder);
    const outcome = await this.#decoder.decode(frame, { effort, ...(formats ? { formats } : {}) });
    if (this.#stopped) return;
    if (!outcome.ok) return this.#countFailure(outcome.code === 'decoder-failed');
    this.#failures = 0;
    this.#tellEngine(outcome.engine);
    const { detections } = outcome;
    this.#sharpenAfterBlanks(detections.length);
    const viewed = viewFrame(this.#view, { detections, effort, at: performance.now() });
    this.#view = viewed.state;
    this.#ladder = afterFrame(this.#ladder, { effort, unsettled: viewed.unsettled });
    if (viewed.label) this.#options.onDetections(viewed.label);
  }

  #sharpenAfterBlanks(found: number): void {
    this.#blank = found > 0 ? 0 : this.#blank + 1;
    if (this.#blank === BLANK_FRAMES) void this.#camera.sharpen();
  }

  #countFailure(failed: boolean): void {
    this.#failures += failed ? 1 : 0;
    if (this.#failures >= FAILURES_IN_A_ROW) this.#fail('decoder-failed');
  }

  #fail(code: ScanErrorCode): void {
    if (this.#stopped) return;
    this.stop();
    this.#options.onError(code);
  }
}
