import { carryOut, type WorkerAnswer, type WorkerRequest } from './copy-request.ts';
import { openLogCopy } from './log-queue-copy.ts';
import { openOpfsFiles } from './opfs-files.ts';
import { shareQueueCopy, type TabMessage } from './shared-queue-copy.ts';

/**
 * Writes the second copy: files with synchronous access exist only in dedicated
 * workers, and a flush must not block the screen.
 */
const channel = new BroadcastChannel('douchette-queue-copy');
const copy = shareQueueCopy({
  tab: crypto.randomUUID(),
  locks: { request: (name, held) => navigator.locks.request(name, held) },
  channel: channel as Omit<BroadcastChannel, 'onmessage'> & {
    onmessage: ((event: MessageEvent<TabMessage>) => void) | null;
  },
  open: () => openLogCopy(openOpfsFiles)
});

self.onmessage = async ({ data: { id, request } }: MessageEvent<WorkerRequest>) => {
  const answer: WorkerAnswer['answer'] =
    request.do === 'close'
      ? await copy.close().then(() => ({ ok: true, value: null }))
      : await carryOut(copy, request);
  self.postMessage({ id, answer } satisfies WorkerAnswer);
};
