import {
  remoteQueueCopy,
  type CopyAnswer,
  type CopyRequest,
  type WorkerAnswer,
  type WorkerRequest
} from './copy-request.ts';
import type { QueueCopy } from './queue-copy.ts';

/** The part of a `Worker` that is used. */
export type CopyWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

const startWorker = (): CopyWorker =>
  new Worker(new URL('./queue-copy.worker.ts', import.meta.url), { type: 'module', name: 'queue-copy' });

const unsupported: CopyAnswer = { ok: false, error: { code: 'unsupported' } };

/** Whether this browser may keep a second copy; only the worker finds out about synchronous access. */
const isPossible = (): boolean =>
  typeof Worker === 'function' &&
  typeof BroadcastChannel === 'function' &&
  typeof navigator.storage?.getDirectory === 'function' &&
  navigator.locks !== undefined;

/** The second copy in the origin's private file system, written by a worker; one for all tabs. */
export function opfsQueueCopy(start: () => CopyWorker = startWorker): QueueCopy {
  if (!isPossible()) {
    return remoteQueueCopy(
      () => Promise.resolve(unsupported),
      () => Promise.resolve()
    );
  }
  return workerQueueCopy(start());
}

export function workerQueueCopy(worker: CopyWorker): QueueCopy {
  const waiting = new Map<number, (answer: CopyAnswer) => void>();
  let count = 0;
  let broken: CopyAnswer | null = null;

  worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => {
    waiting.get(data.id)?.(data.answer);
    waiting.delete(data.id);
  };
  worker.onerror = (event) => {
    broken = { ok: false, error: { code: 'failed', detail: event.message } };
    for (const answered of waiting.values()) answered(broken);
    waiting.clear();
  };

  function ask(request: CopyRequest | { do: 'close' }): Promise<CopyAnswer> {
    if (broken) return Promise.resolve(broken);
    count += 1;
    const id = count;
    return new Promise((answered) => {
      waiting.set(id, answered);
      worker.postMessage({ id, request } satisfies WorkerRequest);
    });
  }

  return remoteQueueCopy(ask, async () => {
    await ask({ do: 'close' });
    worker.terminate();
  });
}
