import { cameraErrorCode, type CameraErrorCode } from './camera-errors.ts';

export type { CameraErrorCode } from './camera-errors.ts';

export interface CameraChoice {
  id: string;
  /** As the system names it; empty until the person has allowed the camera. */
  label: string;
}

/** What the camera in use can do; the controls for the rest are not to be shown. */
export interface CameraCapabilities {
  torch: boolean;
  zoom: { min: number; max: number; step: number; value: number } | null;
  focusPoint: boolean;
  cameras: CameraChoice[];
  cameraId: string | null;
}

export const NO_CAPABILITIES: CameraCapabilities = {
  torch: false,
  zoom: null,
  focusPoint: false,
  cameras: [],
  cameraId: null
};

export type CameraOutcome = { ok: true } | { ok: false; code: CameraErrorCode };

/** What the camera needs from the browser, so that a test needs no camera. */
export interface CameraSurroundings {
  devices: Pick<MediaDevices, 'getUserMedia' | 'enumerateDevices'> | undefined;
  storage: Pick<Storage, 'getItem' | 'setItem'> | undefined;
}

/** Where the choice of camera is kept: it belongs to the device, not to the person. */
const CHOICE_KEY = 'douchette.camera';

/** 720p is what the decoder is tuned for: more costs time on every frame. */
const RESOLUTION: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 }
};

/** For codes too small or too far away at 720p. */
const SHARP = { width: 1920, height: 1080 };

// Constraints of Image Capture that the standard typings lack.
interface ImageTrackCapabilities extends MediaTrackCapabilities {
  torch?: boolean;
  zoom?: { min: number; max: number; step: number };
  focusMode?: string[];
  pointsOfInterest?: unknown;
}

interface ImageTrackSettings extends MediaTrackSettings {
  zoom?: number;
}

interface ImageConstraints {
  torch?: boolean;
  zoom?: number;
  focusMode?: string;
  pointsOfInterest?: { x: number; y: number }[];
}

export interface Camera {
  /** Shows the camera in the element. Asks the person only the first time. */
  start(video: HTMLVideoElement): Promise<CameraOutcome>;
  stop(): void;
  capabilities(): CameraCapabilities;
  /** These answer false where the camera cannot. */
  setTorch(on: boolean): Promise<boolean>;
  setZoom(value: number): Promise<boolean>;
  /** Focuses on a place of the picture, 0–1 from its top left. */
  focusAt(x: number, y: number): Promise<boolean>;
  /** Goes from 720p to 1080p for the rest of the session, without asking the person again. */
  sharpen(): Promise<boolean>;
  /** Takes another camera (the next one when not named) and remembers it. */
  switchCamera(id?: string): Promise<CameraOutcome>;
  /** Called when the system takes the camera away. */
  onLost: (() => void) | null;
}

function browserSurroundings(): CameraSurroundings {
  // Absent in an insecure context.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  return { devices, storage: localStorageIfAllowed() };
}

function localStorageIfAllowed(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    // Blocked together with cookies: the choice is then not remembered.
    return undefined;
  }
}

/** The camera of a scan session: one `getUserMedia` from `start` to `stop`, whatever happens in between. */
export function createCamera(surroundings: CameraSurroundings = browserSurroundings()): Camera {
  return new StreamCamera(surroundings);
}

class StreamCamera implements Camera {
  onLost: (() => void) | null = null;
  readonly #devices: CameraSurroundings['devices'];
  readonly #storage: CameraSurroundings['storage'];
  #video: HTMLVideoElement | null = null;
  #stream: MediaStream | null = null;
  #cameras: CameraChoice[] = [];
  /** Counts starts and stops: what an earlier one brings late is put away. */
  #session = 0;

  constructor({ devices, storage }: CameraSurroundings) {
    this.#devices = devices;
    this.#storage = storage;
  }

  async start(video: HTMLVideoElement): Promise<CameraOutcome> {
    this.stop();
    this.#video = video;
    return this.#open(this.#remembered());
  }

  stop(): void {
    this.#session += 1;
    this.#release();
    if (this.#video) this.#video.srcObject = null;
    this.#video = null;
  }

  capabilities(): CameraCapabilities {
    const track = this.#track();
    if (!track) return NO_CAPABILITIES;
    const can = capabilitiesOf(track);
    const settings = track.getSettings() as ImageTrackSettings;
    return {
      torch: can.torch === true,
      zoom: can.zoom ? { ...can.zoom, value: settings.zoom ?? can.zoom.min } : null,
      focusPoint: 'pointsOfInterest' in can && (can.focusMode?.includes('single-shot') ?? false),
      cameras: this.#cameras,
      cameraId: settings.deviceId ?? null
    };
  }

  setTorch(on: boolean): Promise<boolean> {
    return this.#apply({ torch: on });
  }

  setZoom(value: number): Promise<boolean> {
    return this.#apply({ zoom: value });
  }

  focusAt(x: number, y: number): Promise<boolean> {
    return this.#apply({ pointsOfInterest: [{ x, y }], focusMode: 'single-shot' });
  }

  async sharpen(): Promise<boolean> {
    const track = this.#track();
    if (!track || (capabilitiesOf(track).width?.max ?? 0) < SHARP.width) return false;
    const constraints = { width: { ideal: SHARP.width }, height: { ideal: SHARP.height } };
    return track.applyConstraints(constraints).then(
      () => true,
      () => false
    );
  }

  async switchCamera(id?: string): Promise<CameraOutcome> {
    if (!this.#video) return { ok: false, code: 'camera-lost' };
    const next = id ?? this.#next();
    this.#session += 1;
    this.#release();
    const outcome = await this.#open(next);
    if (outcome.ok && next !== null) this.#storage?.setItem(CHOICE_KEY, next);
    return outcome;
  }

  async #open(id: string | null): Promise<CameraOutcome> {
    const session = this.#session;
    if (!this.#devices?.getUserMedia) return { ok: false, code: 'camera-insecure' };
    try {
      const stream = await this.#ask(this.#devices, id);
      if (session !== this.#session || !this.#video) {
        stopTracks(stream);
        return { ok: false, code: 'camera-lost' };
      }
      await this.#show(stream, this.#video);
      this.#cameras = await camerasOf(this.#devices);
      return { ok: true };
    } catch (cause) {
      return { ok: false, code: cameraErrorCode(cause) };
    }
  }

  /** The remembered camera may be unplugged: then any that looks away from the person. */
  async #ask(devices: NonNullable<CameraSurroundings['devices']>, id: string | null): Promise<MediaStream> {
    const any = { ...RESOLUTION, facingMode: { ideal: 'environment' } };
    if (id === null) return devices.getUserMedia({ video: any, audio: false });
    try {
      const chosen = { ...RESOLUTION, deviceId: { exact: id } };
      return await devices.getUserMedia({ video: chosen, audio: false });
    } catch (cause) {
      if (cameraErrorCode(cause) !== 'camera-missing') throw cause;
      return devices.getUserMedia({ video: any, audio: false });
    }
  }

  async #show(stream: MediaStream, video: HTMLVideoElement): Promise<void> {
    this.#stream = stream;
    this.#track()?.addEventListener('ended', () => this.onLost?.());
    // iOS plays only what is muted and inline.
    Object.assign(video, { muted: true, playsInline: true, srcObject: stream });
    await video.play();
  }

  async #apply(constraints: ImageConstraints): Promise<boolean> {
    const track = this.#track();
    const can: object = track ? capabilitiesOf(track) : {};
    if (!track || !Object.keys(constraints).every((name) => name in can)) return false;
    try {
      await track.applyConstraints({ advanced: [constraints as MediaTrackConstraintSet] });
      return true;
    } catch {
      // Some cameras name an ability that their driver then refuses.
      return false;
    }
  }

  #next(): string | null {
    const current = this.#track()?.getSettings().deviceId;
    const at = this.#cameras.findIndex(({ id }) => id === current);
    return this.#cameras[(at + 1) % this.#cameras.length]?.id ?? null;
  }

  #remembered(): string | null {
    return this.#storage?.getItem(CHOICE_KEY) ?? null;
  }

  #track(): MediaStreamTrack | undefined {
    return this.#stream?.getVideoTracks()[0];
  }

  #release(): void {
    if (this.#stream) stopTracks(this.#stream);
    this.#stream = null;
  }
}

const capabilitiesOf = (track: MediaStreamTrack): ImageTrackCapabilities =>
  // Firefox lacked the method for long.
  typeof track.getCapabilities === 'function' ? track.getCapabilities() : {};

const stopTracks = (stream: MediaStream): void => stream.getTracks().forEach((track) => track.stop());

async function camerasOf(devices: Pick<MediaDevices, 'enumerateDevices'>): Promise<CameraChoice[]> {
  const found = await devices.enumerateDevices();
  return found
    .filter(({ kind }) => kind === 'videoinput')
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
}
