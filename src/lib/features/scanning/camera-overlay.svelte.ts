import type { RawCode } from '$lib/components/scanning/scan-hub.svelte';
import { startCameraScan, type CameraScan, type ScanErrorCode } from '$lib/scan/camera-scan';
import { NO_CAPABILITIES, type CameraCapabilities } from '$lib/scan/camera';
import { createWorkerDecoder } from '$lib/scan/decoder';
import type { Detection, Engine } from '$lib/scan/detection';
import { sortStill, type StillReading } from '$lib/scan/still-picture';
import { keepScreenOn } from '$lib/scan/wake-lock';

const codesOf = (detections: readonly Detection[]): RawCode[] =>
  // The AIM identifier says more than the name of the symbology: whether the data is GS1.
  detections.map(({ text, aim, symbology }) => ({ text, symbology: aim || symbology }));

/** Why nothing was taken from a photo. */
export type PhotoProblem = 'nothing' | 'unopened' | 'decoder-failed';

/** The camera while it is open: its picture, its controls, or why there is none. */
export class CameraView {
  ready = $state(false);
  error = $state<ScanErrorCode | null>(null);
  capabilities = $state.raw<CameraCapabilities>(NO_CAPABILITIES);
  torch = $state(false);
  zoom = $state(1);
  readingPhoto = $state(false);
  photoProblem = $state<PhotoProblem | null>(null);
  /** Codes of a photo that a person has to compare with the label before they count. */
  toConfirm = $state.raw<StillReading | null>(null);
  /** What reads here; null until it is known. */
  engine = $state<Engine | null>(null);
  #scan: CameraScan | null = null;
  #letScreenGo: () => void = () => undefined;
  readonly #oncodes: (codes: RawCode[]) => void;

  constructor(oncodes: (codes: RawCode[]) => void) {
    this.#oncodes = oncodes;
  }

  open(video: HTMLVideoElement): void {
    this.close();
    this.error = null;
    this.#letScreenGo = keepScreenOn();
    this.#scan = startCameraScan({
      video,
      onDetections: (detections) => this.#tell(detections),
      onError: (code) => {
        this.error = code;
        this.ready = false;
      },
      onReady: (capabilities) => this.#show(capabilities),
      onEngine: (engine) => (this.engine = engine)
    });
  }

  close(): void {
    this.#scan?.stop();
    this.#scan = null;
    this.#letScreenGo();
    this.ready = false;
    this.torch = false;
  }

  async toggleTorch(): Promise<void> {
    if (await this.#scan?.setTorch(!this.torch)) this.torch = !this.torch;
  }

  async zoomTo(value: number): Promise<void> {
    if (await this.#scan?.setZoom(value)) this.zoom = value;
  }

  /** @param x @param y a place of the picture, 0–1 from its top left */
  focusAt(x: number, y: number): Promise<boolean> {
    return this.#scan?.focusAt(x, y) ?? Promise.resolve(false);
  }

  async switchCamera(): Promise<void> {
    const outcome = await this.#scan?.switchCamera();
    if (outcome && !outcome.ok) this.error = outcome.code;
    this.torch = false;
    if (this.#scan) this.#show(this.#scan.capabilities());
  }

  /** The last resort: a still picture, read with all the time there is. */
  async readPhoto(photo: File): Promise<void> {
    this.readingPhoto = true;
    this.photoProblem = null;
    try {
      const bitmap = await createImageBitmap(photo).catch(() => null);
      if (bitmap) await this.#readStill(bitmap);
      else this.photoProblem = 'unopened';
    } finally {
      this.readingPhoto = false;
    }
  }

  /** The person has compared the codes of the photo with the label; without them, those that prove themselves stay. */
  answerPhoto(right: boolean): void {
    const { sure = [], doubtful = [] } = this.toConfirm ?? {};
    this.toConfirm = null;
    this.#tell(right ? [...sure, ...doubtful] : sure);
  }

  async #readStill(bitmap: ImageBitmap): Promise<void> {
    const decoder = createWorkerDecoder();
    const outcome = await decoder.decode(bitmap, { effort: 'full' });
    decoder.close();
    if (!outcome.ok) {
      this.photoProblem = 'decoder-failed';
      return;
    }
    this.engine = outcome.engine;
    const reading = sortStill(outcome.detections);
    if (outcome.detections.length === 0) this.photoProblem = 'nothing';
    else if (reading.doubtful.length > 0) this.toConfirm = reading;
    else this.#tell(reading.sure);
  }

  #tell(detections: readonly Detection[]): void {
    if (detections.length > 0) this.#oncodes(codesOf(detections));
  }

  #show(capabilities: CameraCapabilities): void {
    this.capabilities = capabilities;
    this.zoom = capabilities.zoom?.value ?? 1;
    this.ready = true;
  }
}
