import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { detected } from '../../../tests/factories/detections.ts';
import { startCameraScan, type CameraScanOptions } from './camera-scan.ts';
import { NO_CAPABILITIES, type Camera } from './camera.ts';
import type { Decoder, DecodeOutcome } from './decoder.ts';
import type { Detection, Engine } from './detection.ts';

const settled = () => new Promise<void>((done) => setImmediate(done));

/** A video whose frames come when the test says so. */
class FakeVideo {
  readonly videoWidth = 1280;
  readonly videoHeight = 720;
  readonly readyState = 2;
  readonly HAVE_CURRENT_DATA = 2;
  #next: (() => void) | null = null;
  requestVideoFrameCallback = (callback: () => void) => void (this.#next = callback);

  get awaited(): boolean {
    return this.#next !== null;
  }

  async show(frames = 1): Promise<void> {
    for (let count = 0; count < frames; count++) {
      const next = this.#next;
      this.#next = null;
      next?.();
      await settled();
    }
  }
}

/** Sees the same on every frame. */
class FixedDecoder implements Decoder {
  detections: Detection[] = [];
  asked = 0;
  fails = false;
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  decode(): Promise<DecodeOutcome> {
    this.asked += 1;
    if (this.fails) return Promise.resolve({ ok: false, code: 'decoder-failed' });
    const { detections } = this;
    const size = { width: 1280, height: 720 };
    return Promise.resolve({ ok: true, detections, engine: this.#engine, ...size, milliseconds: 1 });
  }

  close = () => undefined;
}

let page: EventTarget & { visibilityState: string };

beforeEach(() => {
  page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  vi.stubGlobal('document', page);
  vi.stubGlobal('OffscreenCanvas', class {});
  vi.stubGlobal('createImageBitmap', async () => ({ width: 1280, height: 720, close: () => undefined }));
});

afterEach(() => vi.unstubAllGlobals());

async function open(engine: Engine = 'zxing-wasm', startsLate = false) {
  const video = new FakeVideo();
  const decoder = new FixedDecoder(engine);
  decoder.fails = startsLate;
  const seen = { labels: [] as string[][], errors: [] as string[], engines: [] as Engine[], sharpened: 0 };
  const camera: Camera = {
    onLost: null,
    start: async () => ({ ok: true }),
    stop: () => undefined,
    capabilities: () => NO_CAPABILITIES,
    setTorch: async () => false,
    setZoom: async () => false,
    focusAt: async () => false,
    sharpen: async () => (seen.sharpened += 1) > 0,
    switchCamera: async () => ({ ok: true })
  };
  const options: CameraScanOptions = {
    video: video as unknown as HTMLVideoElement,
    decoder,
    camera,
    onDetections: (label) => seen.labels.push(label.map(({ text }) => text)),
    onError: (code) => seen.errors.push(code),
    onEngine: (told) => seen.engines.push(told)
  };
  const scan = startCameraScan(options);
  await settled();
  decoder.fails = false;
  return { scan, video, decoder, camera, seen };
}

test('a label in view is told once', async () => {
  const { video, decoder, seen } = await open();
  decoder.detections = [detected({ text: 'SN-1' })];
  await video.show(8);
  expect(seen.labels).toEqual([['SN-1']]);
});

test('a picture without any code for long is made sharper, once', async () => {
  const { video, seen } = await open();
  await video.show(59);
  expect(seen.sharpened).toBe(0);
  await video.show(60);
  expect(seen.sharpened).toBe(1);
});

test('nothing is read while the page is hidden, and reading goes on after it', async () => {
  const { video, decoder } = await open();
  await video.show(2);
  page.visibilityState = 'hidden';
  await video.show();
  const asked = decoder.asked;
  expect(video.awaited).toBe(false);
  page.visibilityState = 'visible';
  page.dispatchEvent(new Event('visibilitychange'));
  await video.show();
  expect(decoder.asked).toBe(asked + 1);
});

test('the reader is told, before a code is seen', async () => {
  expect((await open('zxing-js')).seen.engines).toEqual(['zxing-js']);
});

test('a reader that starts only at the second try is told then', async () => {
  const { video, seen } = await open('zxing-js', true);
  expect(seen.engines).toEqual([]);
  await video.show(2);
  expect(seen.engines).toEqual(['zxing-js']);
});

test('a reader that fails time and again is told, after it was tried again', async () => {
  const { video, decoder, seen } = await open();
  decoder.fails = true;
  await video.show(2);
  expect(seen.errors).toEqual([]);
  await video.show();
  expect(seen.errors).toEqual(['decoder-failed']);
});

test('a camera that the system takes away ends the scan and says so', async () => {
  const { video, camera, seen } = await open();
  camera.onLost?.();
  expect(seen.errors).toEqual(['camera-lost']);
  await video.show();
  expect(video.awaited).toBe(false);
});
