import { describe, expect, test } from 'vitest';
import { detected } from '../../../tests/factories/detections.ts';
import type { DecodeAnswer, DecodeRequest } from './decoder-messages.ts';
import { createWorkerDecoder, type Decoder, type DecoderWorker } from './decoder.ts';
import { FakeDecoder } from './fake-decoder.ts';

/** A worker that answers when it is told to. */
class FakeWorker implements DecoderWorker {
  onmessage: DecoderWorker['onmessage'] = null;
  onerror: DecoderWorker['onerror'] = null;
  readonly requests: DecodeRequest[] = [];
  readonly transferred: Transferable[] = [];
  terminated = false;

  postMessage(request: DecodeRequest, transfer?: Transferable[] | StructuredSerializeOptions): void {
    this.requests.push(request);
    this.transferred.push(...(Array.isArray(transfer) ? transfer : []));
  }

  terminate(): void {
    this.terminated = true;
  }

  answer(data: DecodeAnswer): void {
    this.onmessage?.call(this as unknown as Worker, new MessageEvent('message', { data }));
  }

  crash(): void {
    this.onerror?.call(this as unknown as Worker, new Event('error') as ErrorEvent);
  }
}

const picture = () => ({ data: new Uint8Array(4), engine: 'zxing-wasm', width: 2, height: 2 });
const FOUND = [detected({ text: 'SN-0001' })];

function open() {
  const workers: FakeWorker[] = [];
  const startWorker = () => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  };
  let clock = 0;
  return { decoder: createWorkerDecoder({ startWorker, now: () => (clock += 10) }), workers };
}

describe('the decoder', () => {
  test('hands the picture over to its worker and brings the codes back', async () => {
    const { decoder, workers } = open();
    const frame = picture();
    const outcome = decoder.decode(frame, { effort: 'fast' });
    expect(workers[0]?.transferred).toEqual([frame.data.buffer]);
    workers[0]?.answer({ ok: true, detections: FOUND, engine: 'zxing-wasm', width: 2, height: 2 });
    expect(await outcome).toMatchObject({ ok: true, detections: FOUND, milliseconds: 10 });
  });

  test('reads one frame at a time: the others are let go', async () => {
    const { decoder, workers } = open();
    const first = decoder.decode(picture());
    let closed = false;
    const bitmap = { width: 2, height: 2, close: () => (closed = true) };
    expect(await decoder.decode(bitmap as unknown as ImageBitmap)).toEqual({ ok: false, code: 'busy' });
    expect(closed).toBe(true);
    workers[0]?.answer({ ok: true, detections: [], engine: 'zxing-wasm', width: 2, height: 2 });
    expect(await first).toMatchObject({ ok: true });
    expect(workers[0]?.requests).toHaveLength(1);
  });

  test('tells when the worker breaks, and starts another for the next frame', async () => {
    const { decoder, workers } = open();
    const lost = decoder.decode(picture());
    workers[0]?.crash();
    expect(await lost).toEqual({ ok: false, code: 'decoder-failed' });
    expect(workers[0]?.terminated).toBe(true);
    const next = decoder.decode(picture());
    workers[1]?.answer({ ok: true, detections: FOUND, engine: 'zxing-wasm', width: 2, height: 2 });
    expect(await next).toMatchObject({ ok: true });
  });

  test('tells when a worker cannot be started at all', async () => {
    const decoder = createWorkerDecoder({
      startWorker: () => {
        throw new Error('blocked');
      }
    });
    expect(await decoder.decode(picture())).toEqual({ ok: false, code: 'decoder-failed' });
  });

  test('settles the frame in flight when it is closed, and takes no more', async () => {
    const { decoder, workers } = open();
    const inFlight = decoder.decode(picture());
    decoder.close();
    expect(await inFlight).toEqual({ ok: false, code: 'closed' });
    expect(workers[0]?.terminated).toBe(true);
    expect(await decoder.decode(picture())).toEqual({ ok: false, code: 'closed' });
  });
});

test('the fake decoder answers as a real one does', async () => {
  const decoder: Decoder = new FakeDecoder([FOUND]);
  expect(await decoder.decode(picture())).toMatchObject({ ok: true, detections: FOUND, width: 2, height: 2 });
  expect(await decoder.decode(picture())).toMatchObject({ ok: true, detections: [] });
  decoder.close();
  expect(await decoder.decode(picture())).toEqual({ ok: false, code: 'closed' });
});
