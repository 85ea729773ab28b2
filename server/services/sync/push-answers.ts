import type { AcceptedAnswer, PushAnswer } from '../../../src/lib/protocol/push.ts';
import { PUSH_LIMIT } from '../../../src/lib/protocol/version.ts';
import type { Verdict } from '../../store/store.ts';
import type { ParsedArrival } from './parse-arrival.ts';

/** Does a push bring more than one may? Told before it is parsed. */
export function isTooLarge(input: unknown): boolean {
  const movements = typeof input === 'object' && input !== null && 'movements' in input && input.movements;
  return Array.isArray(movements) && movements.length > PUSH_LIMIT;
}

/** The store answers what was parsed, in order; the refused ones stand between, where they were. */
export function toAnswers(parsed: readonly ParsedArrival[], verdicts: readonly Verdict[]): PushAnswer[] {
  const remaining = verdicts.values();
  return parsed.map((one) => {
    if ('refused' in one) return one.refused;
    const { value: verdict } = remaining.next();
    if (!verdict) throw new Error('the store answered fewer movements than it was given');
    return toAnswer(verdict);
  });
}

function toAnswer(verdict: Verdict): PushAnswer {
  if (verdict.verdict === 'held') return { verdict: 'held', id: verdict.id };
  if ('recorded' in verdict) return toAccepted(verdict);
  const field = verdict.verdict === 'id-conflict' ? 'id' : 'group';
  return { verdict: 'refused', id: verdict.id, code: verdict.verdict, field };
}

function toAccepted({ verdict, id, recorded }: Extract<Verdict, { recorded: unknown }>): AcceptedAnswer {
  const { seq, arrivedAt, correctedAt } = recorded.stamp;
  const answer: AcceptedAnswer = { verdict, id, seq, arrivedAt };
  if (correctedAt !== undefined) answer.correctedAt = correctedAt;
  if (recorded.stamp.lateForClosedPeriod) answer.lateForClosedPeriod = true;
  if (recorded.stamp.sequenceReused) answer.sequenceReused = true;
  if (recorded.unidentified) answer.unidentified = true;
  return answer;
}
