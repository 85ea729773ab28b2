import { errorTable } from '../../protocol/errors.ts';
import type { Cursor } from '../../protocol/pull.ts';
import type { AcceptedAnswer, PushAnswer, PushResponse, RefusedAnswer } from '../../protocol/push.ts';
import type { DouchetteDatabase } from '../database.ts';
import { isOutdated, noteMoment } from '../moments.ts';
import { done, failed, type Result } from '../result.ts';
import type { OutboxRow, Refusal } from '../schema.ts';
import { storageError } from '../storage-error.ts';
import { reofferMissing } from './reoffer.ts';

export interface AcknowledgeInput {
  /** Where the server stands after the push. */
  at: Cursor;
  /** The latest moment known when the push left. */
  asked?: Cursor | undefined;
  /** The ids pushed, in the order of the request. */
  sentIds: readonly string[];
  answers: readonly PushAnswer[];
  /** Numbers that the server misses though later ones have arrived. */
  missing?: PushResponse['missing'];
  /** Wall clock here, raw ms. */
  now: number;
}

/** How many rows the answers moved out of `waiting`, and how many wait for the rest of their envelope. */
export interface Acknowledged {
  accepted: number;
  parked: number;
  held: number;
}

function accepted(row: OutboxRow, answer: AcceptedAnswer, input: AcknowledgeInput): OutboxRow {
  const { seq, arrivedAt, correctedAt, sequenceReused, lateForClosedPeriod, unidentified } = answer;
  return {
    ...row,
    ...(unidentified && { nameless: 1 }),
    state: 'acknowledged',
    acknowledgement: {
      epoch: input.at.epoch,
      seq,
      arrivedAt,
      correctedAt,
      sequenceReused,
      lateForClosedPeriod,
      unidentified
    },
    refusal: null,
    answeredAt: input.now
  };
}

const refusalOf = ({ code, field, detail }: RefusedAnswer): Refusal => ({ code, field, detail });

const isFinal = (answer: RefusedAnswer): boolean => errorTable[answer.code].action !== 'retry';

/**
 * Which answer is for which movement. An answer counts by the id it names; a
 * refusal that could read no id counts by its place, when there is one answer
 * for each movement sent.
 */
function answersById(input: AcknowledgeInput): Map<string, PushAnswer> {
  const { answers, sentIds } = input;
  const complete = answers.length === sentIds.length;
  const byId = new Map<string, PushAnswer>();
  answers.forEach((answer, place) => {
    const id = answer.id ?? (complete ? sentIds[place] : undefined);
    if (id !== undefined && sentIds.includes(id)) byId.set(id, answer);
  });
  return byId;
}

const isHeld = (answer: PushAnswer | undefined): boolean => answer?.verdict === 'held';

function settle(row: OutboxRow, answer: PushAnswer, input: AcknowledgeInput): OutboxRow | null {
  // The first verdict stands: a late answer to a repeated push changes nothing.
  if (row.state === 'acknowledged') return null;
  if (answer.verdict === 'held') return null;
  if (answer.verdict !== 'refused') return accepted(row, answer, input);
  if (row.state === 'parked' || !isFinal(answer)) return null;
  return { ...row, state: 'parked', refusal: refusalOf(answer), answeredAt: input.now };
}

/**
 * Notes the answers of a push, all in one transaction. A row leaves `waiting`
 * only when an answer names it: accepted and duplicate rows become
 * `acknowledged`, refused ones are parked with their code. A refusal that may
 * pass later (`busy`) leaves the row waiting, and so does `held`: the server has
 * it, and it counts once its envelope is whole. Answers of a server that was put back
 * since count for nothing: what they name is sent again.
 */
export async function acknowledge(
  db: DouchetteDatabase,
  input: AcknowledgeInput
): Promise<Result<Acknowledged>> {
  const byId = answersById(input);
  try {
    return await db.transaction('rw', db.outbox, db.feed, async () => {
      const { asked, at } = input;
      if (await isOutdated(db, { asked, at })) return done({ accepted: 0, parked: 0, held: 0 });
      const rows = await db.outbox.bulkGet([...byId.keys()]);
      const settled = rows.flatMap((row) => {
        const answer = row && byId.get(row.id);
        const next = row && answer ? settle(row, answer, input) : null;
        return next ? [next] : [];
      });
      await db.outbox.bulkPut(settled);
      await reofferMissing(db, input.missing ?? []);
      await noteMoment(db, at);
      const parked = settled.filter(({ state }) => state === 'parked').length;
      const held = rows.filter((row) => row?.state === 'waiting' && isHeld(byId.get(row.id))).length;
      return done({ accepted: settled.length - parked, parked, held });
    });
  } catch (error) {
    return failed(storageError(error));
  }
}
