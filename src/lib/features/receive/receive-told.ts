import type { Outcome } from '$lib/components/feedback/outcome';
import type { Signal } from '$lib/components/scanning/scan-hub.svelte';
import type { DeviceErrorCode } from '$lib/db/result';
import type { ExtraReason, SeenAs } from '$lib/domain/document/tally';
import type { Messages } from '$lib/i18n/messages.fr';
import { agoWords } from '$lib/work/ago-words';
import type { Doubt } from '$lib/work/doubt';
import type { Judgement } from '$lib/work/judge';

/** What the expected document says of a received piece; `free` where none is expected. */
export type Expectation = SeenAs | ExtraReason | 'free';

/** What a scan of a receipt turned out to be. */
export type Told =
  | { kind: 'ready' | 'ended' }
  | { kind: 'place' | 'product' | 'noPlace' | 'refused'; code: string }
  | { kind: 'repeat'; code: string; agoMs: number }
  | { kind: 'stored'; code: string; judgement: Judgement; expectation: Expectation; damaged: boolean }
  | { kind: 'quantity'; code: string; quantity: string; expectation: Expectation }
  | { kind: 'doubtful'; why: Doubt['why']; code: string }
  | { kind: 'takenBack'; count: number }
  | { kind: 'failed'; error: DeviceErrorCode };

type Stored = Extract<Told, { kind: 'stored' }>;

const judgedSignals: Partial<Record<Judgement, Signal>> = {
  'already-in': 'already-scanned',
  'already-out': 'already-out',
  'other-product': 'wrong-product',
  'other-place': 'wrong-product',
  anomaly: 'already-scanned',
  unknown: 'unknown',
  unidentified: 'unknown'
};

const judgedTones: Partial<Record<Judgement, Outcome['tone']>> = {
  'already-in': 'care',
  'already-out': 'out',
  'other-product': 'bad',
  'other-place': 'care',
  anomaly: 'care',
  unknown: 'moving',
  unidentified: 'moving'
};

const expectedSignals: Record<Expectation, Signal> = {
  listed: 'ok',
  unlisted: 'ok',
  unplanned: 'ok',
  free: 'ok',
  substitute: 'substitute',
  'too-many': 'wrong-product',
  'not-ordered': 'wrong-product'
};

const expectedTones: Record<Expectation, Outcome['tone']> = {
  listed: 'ok',
  unlisted: 'ok',
  unplanned: 'ok',
  free: 'ok',
  substitute: 'care',
  'too-many': 'bad',
  'not-ordered': 'bad'
};

/** What is heard; null for what is only seen. A contradiction is graver than what is expected. */
export function signalOf(told: Told): Signal | null {
  switch (told.kind) {
    case 'stored':
      return judgedSignals[told.judgement] ?? expectedSignals[told.expectation];
    case 'quantity':
      return expectedSignals[told.expectation];
    case 'repeat':
      return 'already-scanned';
    case 'doubtful':
      return 'wrong-product';
    case 'noPlace':
    case 'refused':
    case 'ended':
    case 'failed':
      return 'refused';
    case 'ready':
    case 'place':
    case 'product':
    case 'takenBack':
      return null;
  }
}

function storedOutcome(t: Messages, told: Stored): Omit<Outcome, 'turn'> {
  const { judgement, expectation, damaged, code } = told;
  const words = t.floor.receive;
  const tone = judgedTones[judgement];
  if (tone) {
    return { tone, title: t.moves.judged[judgement], hint: words.judgedHint, code };
  }
  const hint = damaged ? words.damagedHint : words.expectationHint[expectation];
  return { tone: expectedTones[expectation], title: words.expectation[expectation], hint, code };
}

/** The same in words and colour. */
export function outcomeOf(t: Messages, told: Told, turn: number): Outcome {
  const words = t.floor.receive.told;
  switch (told.kind) {
    case 'stored':
      return { ...storedOutcome(t, told), turn };
    case 'quantity': {
      const { expectation, code } = told;
      const { [expectation]: hint } = t.floor.receive.expectationHint;
      return { tone: expectedTones[expectation], title: words.quantity(told.quantity), hint, code, turn };
    }
    case 'repeat': {
      const hint = words.repeatHint(agoWords(told.agoMs));
      return { tone: 'care', title: words.repeat, hint, code: told.code, turn };
    }
    case 'doubtful': {
      const hint = told.why === 'format' ? words.doubtfulFormat : words.doubtfulProduct;
      return { tone: 'care', title: words.doubtful, hint, code: told.code, turn };
    }
    case 'takenBack':
      return { tone: 'idle', title: words.takenBack(told.count), hint: words.takenBackHint, turn };
    case 'failed':
      return { tone: 'bad', title: words.failed, hint: t.errors[told.error].what, turn };
    case 'ready':
      return { tone: 'idle', title: words.ready, hint: words.readyHint, turn };
    case 'ended':
      return { tone: 'bad', title: words.ended, hint: words.endedHint, turn };
    case 'place':
    case 'product':
      return {
        tone: 'idle',
        title: words[told.kind],
        hint: words[`${told.kind}Hint`],
        code: told.code,
        turn
      };
    case 'noPlace':
    case 'refused':
      return { tone: 'bad', title: words[told.kind], hint: words[`${told.kind}Hint`], code: told.code, turn };
  }
}
