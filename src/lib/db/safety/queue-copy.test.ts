import { describe, expect, test } from 'vitest';
import { queueCopyCases } from '../../../../tests/conformance/queue-copy.conformance.ts';
import { idFactory, movementFactory } from '../../../../tests/factories/movements.ts';
import type { WorkerAnswer, WorkerRequest } from './copy-request.ts';
import { carryOut } from './copy-request.ts';
import { MemoryLogFile } from './log-file.ts';
import { memoryQueueCopy } from './log-queue-copy.ts';
import type { CopiedRow, QueueCopy } from './queue-copy.ts';
import { shareQueueCopy, type CopyChannel, type CopyLocks, type TabMessage } from './shared-queue-copy.ts';
import { opfsQueueCopy, workerQueueCopy, type CopyWorker } from './worker-queue-copy.ts';

const next = movementFactory(3);
const rows: CopiedRow[] = Array.from({ length: 300 }, () => {
  const movement = next();
  return { id: movement.id, movement };
});
const mark = {
  deviceId: idFactory(4)(),
  deviceName: 'Quai 2',
  incarnation: next.incarnation,
  next: 1,
  operator: null
};

type Slots = readonly [MemoryLogFile, MemoryLogFile];
const newSlots = (): Slots => [new MemoryLogFile(), new MemoryLogFile()];

/** Tabs of one browser, without a browser. */
class Tabs {
  readonly slots = newSlots();
  readonly #channels = new Set<CopyChannel>();
  #last: Promise<void>;
  #count = 0;

  /** @param granted when the browser begins to give the lock */
  constructor(granted: Promise<void> = Promise.resolve()) {
    this.#last = granted;
  }

  readonly locks: CopyLocks = {
    request: (_name, held) => {
      const turn = this.#last.then(held);
      this.#last = turn.catch(() => undefined);
      return turn;
    }
  };

  #channel(): CopyChannel {
    const channel: CopyChannel = {
      onmessage: null,
      postMessage: (message) => {
        const copied = structuredClone(message);
        for (const other of this.#channels) {
          if (other !== channel) {
            queueMicrotask(() => other.onmessage?.({ data: copied } as MessageEvent<TabMessage>));
          }
        }
      },
      close: () => this.#channels.delete(channel)
    };
    this.#channels.add(channel);
    return channel;
  }

  open(): QueueCopy {
    this.#count += 1;
    const open = () => memoryQueueCopy(this.slots);
    return shareQueueCopy({ tab: `tab ${this.#count}`, locks: this.locks, channel: this.#channel(), open });
  }
}

/** A worker that runs here. */
function workerOf(copy: QueueCopy): CopyWorker {
  const worker: CopyWorker = {
    onmessage: null,
    onerror: null,
    terminate: () => undefined,
    postMessage: async ({ id, request }: WorkerRequest) => {
      const answer: WorkerAnswer['answer'] =
        request.do === 'close'
          ? await copy.close().then(() => ({ ok: true, value: null }))
          : await carryOut(copy, structuredClone(request));
      const event = new MessageEvent('message', { data: { id, answer } });
      worker.onmessage?.call(worker as Worker, event);
    }
  };
  return worker;
}

/** Each opens the copy of its own world, as often as a case wants. */
const kinds: Record<string, () => () => QueueCopy> = {
  'in memory': () => {
    const slots = newSlots();
    return () => memoryQueueCopy(slots);
  },
  'shared by tabs, of which this is the only one': () => {
    const tabs = new Tabs();
    return () => tabs.open();
  },
  'shared by tabs, and another one writes': () => {
    const tabs = new Tabs();
    tabs.open();
    return () => tabs.open();
  },
  'behind a worker': () => {
    const slots = newSlots();
    return () => workerQueueCopy(workerOf(memoryQueueCopy(slots)));
  }
};

describe.each(Object.entries(kinds))('a second copy %s', (_name, world) => {
  test.each(queueCopyCases.map((one) => [one.name, one] as const))('%s', async (_case, { run }) => {
    await run({ open: world(), rows, mark });
  });
});

test('when the tab that writes goes, the next one takes over what had no answer', async () => {
  const tabs = new Tabs();
  const first = tabs.open();
  const second = tabs.open();
  await first.append(rows.slice(0, 1));
  await second.append(rows.slice(1, 2));
  const closing = first.close();
  const late = second.append(rows.slice(2, 3));
  await closing;
  expect(await late).toEqual({ ok: true, value: null });
  const contents = await second.read();
  expect(contents.ok && contents.value.unsent.map(({ id }) => id)).toEqual(
    rows.slice(0, 3).map(({ id }) => id)
  );
});

test('what a tab asks before any tab writes is asked again once one does', async () => {
  const { promise: granted, resolve: grant } = Promise.withResolvers<void>();
  const tabs = new Tabs(granted);
  const first = tabs.open();
  const second = tabs.open();
  const asked = second.append(rows.slice(0, 1));
  await Promise.resolve();
  grant();
  expect(await asked).toEqual({ ok: true, value: null });
  expect(await first.read()).toMatchObject({ value: { unsent: rows.slice(0, 1) } });
});

test('a full disk and a worker that fails are told as such', async () => {
  const slots = newSlots();
  const copy = memoryQueueCopy(slots);
  await copy.append(rows.slice(0, 1));
  for (const file of slots) file.space = 0;
  expect(await copy.append(rows.slice(1, 2))).toMatchObject({ ok: false, error: { code: 'full' } });

  const worker = { ...workerOf(copy), postMessage: () => undefined } as CopyWorker;
  const remote = workerQueueCopy(worker);
  const asked = remote.read();
  worker.onerror?.call(worker as Worker, { message: 'no module' } as ErrorEvent);
  const failed = { ok: false, error: { code: 'failed', detail: 'no module' } };
  expect(await asked).toEqual(failed);
  expect(await remote.append(rows.slice(0, 1))).toEqual(failed);
});

test('a browser without OPFS says that it has no second copy', async () => {
  const start = (): CopyWorker => {
    throw new Error('not to be started');
  };
  const unsupported = { ok: false, error: { code: 'unsupported' } };
  expect(await opfsQueueCopy(start).read()).toEqual(unsupported);
  expect(await opfsQueueCopy(start).append(rows.slice(0, 1))).toEqual(unsupported);
});
