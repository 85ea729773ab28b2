import type { RawCode } from '$lib/components/scanning/scan-hub.svelte';
import { startCameraScan, type CameraScan, type ScanErrorCode } from '$lib/scan/camera-scan';
import { NO_CAPABILITIES, type CameraCapabilities } from '$lib/scan/camera';
import { createWorkerDecoder } from '$lib/scan/decoder';
import type { Detection } from '$lib/scan/detection';

const codesOf = (detections: readonly Detection[]): RawCode[] =>
  // The AIM identifier says more than the name of the symbology: whether the data is GS1.
  detections.map(({ text, aim, symbology }) => ({ text, symbology: aim || symbology }));

/** The camera while it is open: its picture, its controls, or why there is none. */
export class CameraView {
  ready = $state(false);
  error = $state<ScanErrorCode | null>(null);
  capabilities = $state.raw<CameraCapabilities>(NO_CAPABILITIES);
  torch = $state(false);
  zoom = $state(1);
  readingPhoto = $state(false);
  photoEmpty = $state(false);
  #scan: CameraScan | null = null;
  readonly #oncodes: (codes: RawCode[]) => void;

  constructor(oncodes: (codes: RawCode[]) => void) {
    this.#oncodes = oncodes;
  }

  open(video: HTMLVideoElement): void {
    this.close();
    this.error = null;
    this.#scan = startCameraScan({
      video,
      onDetections: (detections) => this.#oncodes(codesOf(detections)),
      onError: (code) => {
        this.error = code;
        this.ready = false;
      },
      onReady: (capabilities) => this.#show(capabilities)
    });
  }

  close(): void {
    this.#scan?.stop();
    this.#scan = null;
    this.ready = false;
    this.torch = false;
  }

  async toggleTorch(): Promise<void> {
    if (await this.#scan?.setTorch(!this.torch)) this.torch = !this.torch;
  }

  async zoomTo(value: number): Promise<void> {
    if (await this.#scan?.setZoom(value)) this.zoom = value;
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
    this.photoEmpty = false;
    const decoder = createWorkerDecoder();
    try {
      const outcome = await decoder.decode(await createImageBitmap(photo), { effort: 'full' });
      const detections = outcome.ok ? outcome.detections : [];
      this.photoEmpty = detections.length === 0;
      if (detections.length > 0) this.#oncodes(codesOf(detections));
    } catch {
      // Not a picture that this browser can open.
      this.photoEmpty = true;
    } finally {
      decoder.close();
      this.readingPhoto = false;
    }
  }

  #show(capabilities: CameraCapabilities): void {
    this.capabilities = capabilities;
    this.zoom = capabilities.zoom?.value ?? 1;
    this.ready = true;
  }
}
