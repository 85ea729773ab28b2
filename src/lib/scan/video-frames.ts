import type { Frame } from './detection.ts';

/**
 * The frames of a video, as fast as they are taken away and no faster: while one
 * is being worked on the others go by. Nothing runs while the page is hidden.
 */
export interface FrameLoop {
  stop(): void;
}

/** Takes a frame; the loop brings the next one when this has settled. */
export type FrameTaker = (frame: Frame) => Promise<void>;

/** Where the browser has no `requestVideoFrameCallback`. */
const TIMER_MS = 50;

export function loopOverFrames(video: HTMLVideoElement, take: FrameTaker): FrameLoop {
  const loop = new VisibleFrameLoop(video, take);
  loop.start();
  return loop;
}

class VisibleFrameLoop implements FrameLoop {
  readonly #video: HTMLVideoElement;
  readonly #take: FrameTaker;
  #stopped = false;
  #waiting = false;

  constructor(video: HTMLVideoElement, take: FrameTaker) {
    this.#video = video;
    this.#take = take;
  }

  start(): void {
    document.addEventListener('visibilitychange', this.#onVisibility);
    this.#awaitFrame();
  }

  stop(): void {
    this.#stopped = true;
    document.removeEventListener('visibilitychange', this.#onVisibility);
  }

  // Frame callbacks cease in a hidden page; a timer would go on.
  #onVisibility = (): void => {
    if (document.visibilityState === 'visible') this.#awaitFrame();
  };

  #awaitFrame(): void {
    if (this.#stopped || this.#waiting || document.visibilityState === 'hidden') return;
    this.#waiting = true;
    const video = this.#video;
    if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(this.#onFrame);
    else setTimeout(this.#onFrame, TIMER_MS);
  }

  #onFrame = async (): Promise<void> => {
    try {
      const frame = this.#stopped ? null : await grab(this.#video);
      if (frame && !this.#stopped) await this.#take(frame);
    } finally {
      this.#waiting = false;
      this.#awaitFrame();
    }
  };
}

let canvas: HTMLCanvasElement | undefined;

/** The picture that the video shows; null before there is one. */
async function grab(video: HTMLVideoElement): Promise<Frame | null> {
  const { videoWidth: width, videoHeight: height } = video;
  if (width === 0 || height === 0 || video.readyState < video.HAVE_CURRENT_DATA) return null;
  // A bitmap costs this thread nothing: the worker draws and reads it.
  // One taken while the camera changes is no picture; the next frame is.
  if (typeof OffscreenCanvas !== 'undefined') return createImageBitmap(video).catch(() => null);
  canvas ??= document.createElement('canvas');
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  context.drawImage(video, 0, 0);
  return context.getImageData(0, 0, width, height);
}
