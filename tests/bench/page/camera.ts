import { BrowserMultiFormatReader } from '@zxing/browser';
import { createWorkerDecoder, type Decoder } from '../../../src/lib/scan/decoder.ts';
import { startCameraScan } from '../../../src/lib/scan/camera-scan.ts';

/**
 * The page side of the camera benchmark: the same fake camera, read once by the
 * app's own scan and once by `@zxing/browser` with its own defaults of pace.
 */
type Reads = { at: number; texts: string[] }[];

export interface CameraRun {
  /** What was handed on, in order: a label once for ours, every reading for the other. `at`: ms since the camera was asked for. */
  told: Reads;
  /** What the decoder saw, look by look; looks that saw nothing are left out. */
  seen: Reads;
  /** Durations of tasks over 50 ms on the main thread, ms. */
  longTasks: number[];
  error: string | null;
}

declare global {
  interface Window {
    cameraBench: (reader: 'ours' | 'zxing-browser', milliseconds: number) => Promise<CameraRun>;
  }
}

type Tell = (texts: string[]) => void;

interface Listener {
  tell: Tell;
  see: Tell;
  fail: (error: string) => void;
}

const textsOf = (found: readonly { text: string }[]): string[] => found.map(({ text }) => text);

/** The app's own decoder, overheard. */
function overheard(see: Tell): Decoder {
  const decoder = createWorkerDecoder();
  return {
    close: () => decoder.close(),
    async decode(frame, options) {
      const outcome = await decoder.decode(frame, options);
      if (outcome.ok && outcome.detections.length > 0) see(textsOf(outcome.detections));
      return outcome;
    }
  };
}

function startOurs(video: HTMLVideoElement, { tell, see, fail }: Listener): () => void {
  const decoder = overheard(see);
  const scan = startCameraScan({
    video,
    decoder,
    onDetections: (found) => tell(textsOf(found)),
    onError: fail
  });
  return () => {
    scan.stop();
    decoder.close();
  };
}

const GS = '\u001d';

function startTheirs(video: HTMLVideoElement, { tell, see, fail }: Listener): () => void {
  // Its pace is half a second between reads unless told; asked here for all it can do.
  const options = { delayBetweenScanAttempts: 0, delayBetweenScanSuccess: 0 };
  const constraints = { video: { width: { ideal: 1280 }, height: { ideal: 720 } }, audio: false };
  const reader = new BrowserMultiFormatReader(undefined, options);
  const controls = reader.decodeFromConstraints(constraints, video, (result) => {
    if (!result) return;
    const text = result.getText();
    // A separator in front is its way of saying GS1: not an error.
    const texts = [text.startsWith(GS) ? text.slice(1) : text];
    see(texts);
    tell(texts);
  });
  controls.catch((cause: unknown) => fail(String(cause)));
  return () => void controls.then((running) => running.stop());
}

window.cameraBench = async (reader, milliseconds) => {
  const run: CameraRun = { told: [], seen: [], longTasks: [], error: null };
  const video = document.createElement('video');
  document.body.append(video);
  const observer = new PerformanceObserver((list) =>
    run.longTasks.push(...list.getEntries().map(({ duration }) => duration))
  );
  observer.observe({ entryTypes: ['longtask'] });
  const startedAt = performance.now();
  const noteIn = (reads: Reads) => (texts: string[]) =>
    void reads.push({ at: performance.now() - startedAt, texts });
  const start = reader === 'ours' ? startOurs : startTheirs;
  const stop = start(video, {
    tell: noteIn(run.told),
    see: noteIn(run.seen),
    fail: (error) => (run.error = error)
  });
  await new Promise((done) => setTimeout(done, milliseconds));
  observer.disconnect();
  stop();
  video.remove();
  return run;
};
