import type { Result } from '../result.ts';
import type { Mark } from './mark.ts';
import type { CopiedRow, CopyAcknowledgement, CopyContents, CopyFailure, QueueCopy } from './queue-copy.ts';

/** What crosses from a page to the worker that writes the copy, and from one tab's worker to another's. */
export type CopyRequest =
  | { do: 'read' }
  | { do: 'append'; rows: readonly CopiedRow[] }
  | { do: 'acknowledge'; acknowledgements: readonly CopyAcknowledgement[] }
  | { do: 'note'; mark: Mark };

export type CopyAnswer = Result<CopyContents | null, CopyFailure>;

/** Messages between a page and its worker. */
export interface WorkerRequest {
  id: number;
  request: CopyRequest | { do: 'close' };
}

export interface WorkerAnswer {
  id: number;
  answer: CopyAnswer;
}

export function carryOut(copy: QueueCopy, request: CopyRequest): Promise<CopyAnswer> {
  switch (request.do) {
    case 'read':
      return copy.read();
    case 'append':
      return copy.append(request.rows);
    case 'acknowledge':
      return copy.acknowledge(request.acknowledgements);
    case 'note':
      return copy.note(request.mark);
  }
}

/** A copy that lives elsewhere and is asked by messages. */
export function remoteQueueCopy(
  ask: (request: CopyRequest) => Promise<CopyAnswer>,
  close: () => Promise<void>
): QueueCopy {
  const send = async (request: CopyRequest): Promise<Result<null, CopyFailure>> => {
    const answer = await ask(request);
    return answer.ok ? { ok: true, value: null } : answer;
  };
  return {
    async read() {
      const answer = await ask({ do: 'read' });
      if (!answer.ok) return answer;
      if (answer.value) return { ok: true, value: answer.value };
      return { ok: false, error: { code: 'failed', detail: 'no contents' } };
    },
    append: (rows) => send({ do: 'append', rows }),
    acknowledge: (acknowledgements) => send({ do: 'acknowledge', acknowledgements }),
    note: (mark) => send({ do: 'note', mark }),
    close
  };
}
