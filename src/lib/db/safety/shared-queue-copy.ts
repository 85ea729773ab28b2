import { carryOut, remoteQueueCopy, type CopyAnswer, type CopyRequest } from './copy-request.ts';
import type { QueueCopy } from './queue-copy.ts';

/** Held by the one tab whose worker writes the files. */
export const COPY_LOCK = 'douchette-queue-copy';

/** The part of Web Locks that is used. */
export interface CopyLocks {
  request(name: string, held: () => Promise<void>): Promise<void>;
}

/** The part of a broadcast channel that is used; what one posts, the others hear. */
export interface CopyChannel {
  postMessage(message: TabMessage): void;
  onmessage: ((event: MessageEvent<TabMessage>) => void) | null;
  close(): void;
}

/** `tab` is the asking one in both directions; `writer` tells that another one has begun to write. */
export type TabMessage =
  | { writer: string }
  | { tab: string; id: number; request: CopyRequest }
  | { tab: string; id: number; answer: CopyAnswer };

interface Waiting {
  request: CopyRequest;
  answered: (answer: CopyAnswer) => void;
}

/**
 * One copy for all tabs: files of OPFS can be open for writing only once.
 *
 *   tab with the lock ──▶ files
 *   other tabs ──channel──▶ tab with the lock
 *
 * When that tab goes, the lock passes to the next, which carries out whatever it
 * has no answer for: every request may be carried out twice without harm.
 */
export function shareQueueCopy(input: {
  tab: string;
  locks: CopyLocks;
  channel: CopyChannel;
  open: () => QueueCopy;
}): QueueCopy {
  const { tab, locks, channel, open } = input;
  const waiting = new Map<number, Waiting>();
  let writer: QueueCopy | null = null;
  let count = 0;
  let letGo: () => void = () => undefined;
  let isClosed = false;

  async function serve(id: number, by: QueueCopy): Promise<void> {
    const asked = waiting.get(id);
    if (asked) settle(id, await carryOut(by, asked.request));
  }

  function settle(id: number, answer: CopyAnswer): void {
    waiting.get(id)?.answered(answer);
    waiting.delete(id);
  }

  async function hold(): Promise<void> {
    if (isClosed) return;
    const copy = open();
    writer = copy;
    for (const id of [...waiting.keys()]) void serve(id, copy);
    channel.postMessage({ writer: tab });
    await new Promise<void>((release) => (letGo = release));
    writer = null;
    await copy.close();
  }

  channel.onmessage = ({ data }) => {
    if ('writer' in data) {
      for (const [id, { request }] of waiting) channel.postMessage({ tab, id, request });
      return;
    }
    if ('answer' in data) {
      if (data.tab === tab) settle(data.id, data.answer);
      return;
    }
    if (!writer) return;
    void carryOut(writer, data.request).then((answer) => {
      if (!isClosed) channel.postMessage({ tab: data.tab, id: data.id, answer });
    });
  };
  const held = locks.request(COPY_LOCK, hold).catch(() => undefined);

  function ask(request: CopyRequest): Promise<CopyAnswer> {
    count += 1;
    const id = count;
    return new Promise((answered) => {
      waiting.set(id, { request, answered });
      if (writer) void serve(id, writer);
      else channel.postMessage({ tab, id, request });
    });
  }

  return remoteQueueCopy(ask, async () => {
    isClosed = true;
    const wasWriter = writer !== null;
    letGo();
    if (wasWriter) await held;
    channel.close();
  });
}
