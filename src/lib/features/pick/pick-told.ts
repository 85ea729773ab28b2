import type { Outcome } from '$lib/components/feedback/outcome';
import type { Signal } from '$lib/components/scanning/scan-hub.svelte';
import type { DeviceErrorCode } from '$lib/db/result';
import type { PickFinding } from '$lib/domain/picking/judge-pick';
import type { Messages } from '$lib/i18n/messages.fr';
import type { PickingWords } from '$lib/i18n/picking-words';

/** What a scan of a pick turned out to be. */
export type Told =
  | { kind: 'ready' | 'ended' }
  | {
      kind:
        | 'place'
        | 'again'
        | 'refused'
        | 'serialNeeded'
        | 'unidentified'
        | 'takenBack'
        | 'putBack'
        | 'unanswered'
        | 'parcel'
        | 'packed';
      code: string;
    }
  /** Stored, or asked about first (see `needsReason`). */
  | { kind: 'found'; code: string; finding: PickFinding }
  | { kind: 'reasoned'; code: string; reason: string }
  /** The pieces of a pallet or of a sheet; `left` of them are to be looked at one by one. */
  | { kind: 'several'; taken: number; left: number }
  | { kind: 'quantity'; code: string; quantity: string }
  | { kind: 'failed'; error: DeviceErrorCode };

const findingSignals: Record<PickFinding, Signal> = {
  'as-ordered': 'ok',
  elsewhere: 'ok',
  substitute: 'substitute',
  'wrong-product': 'wrong-product',
  'wrong-lot': 'wrong-product',
  'too-many': 'already-scanned',
  'not-there': 'unknown',
  'already-out': 'already-out',
  quarantined: 'refused',
  unknown: 'unknown'
};

const findingTones: Record<PickFinding, Outcome['tone']> = {
  'as-ordered': 'ok',
  elsewhere: 'care',
  substitute: 'care',
  'wrong-product': 'bad',
  'wrong-lot': 'bad',
  'too-many': 'care',
  'not-there': 'care',
  'already-out': 'out',
  quarantined: 'bad',
  unknown: 'moving'
};

type Plain = Exclude<Told['kind'], 'found' | 'reasoned' | 'several' | 'quantity' | 'failed'>;

const plain: Record<Plain, { signal: Signal | null; tone: Outcome['tone'] }> = {
  ready: { signal: null, tone: 'idle' },
  ended: { signal: 'refused', tone: 'bad' },
  place: { signal: null, tone: 'idle' },
  again: { signal: 'already-scanned', tone: 'care' },
  refused: { signal: 'refused', tone: 'bad' },
  serialNeeded: { signal: 'refused', tone: 'bad' },
  unidentified: { signal: 'unknown', tone: 'moving' },
  takenBack: { signal: null, tone: 'idle' },
  putBack: { signal: null, tone: 'idle' },
  unanswered: { signal: 'refused', tone: 'bad' },
  parcel: { signal: null, tone: 'idle' },
  packed: { signal: null, tone: 'idle' }
};

/** What is heard; null for what is only seen. */
export function signalOf(told: Told): Signal | null {
  if (told.kind === 'found') return findingSignals[told.finding];
  if (told.kind === 'failed') return 'refused';
  if (told.kind === 'several') return told.left === 0 ? 'ok' : 'already-scanned';
  if (told.kind === 'reasoned' || told.kind === 'quantity') return 'ok';
  return plain[told.kind].signal;
}

/** The same in words and colour. */
export function outcomeOf(
  { t, words }: { t: Pick<Messages, 'errors'>; words: PickingWords },
  told: Told,
  turn: number
): Outcome {
  switch (told.kind) {
    case 'found': {
      const { finding, code } = told;
      const { [finding]: title } = words.finding;
      return { tone: findingTones[finding], title, hint: words.findingHint[finding], code, turn };
    }
    case 'reasoned':
      return {
        tone: 'care',
        title: words.stored,
        hint: words.storedHint(told.reason),
        code: told.code,
        turn
      };
    case 'quantity': {
      const title = words.quantityTaken(told.quantity);
      return { tone: 'ok', title, hint: words.quantityTakenHint, code: told.code, turn };
    }
    case 'several': {
      const tone = told.left === 0 ? 'ok' : 'care';
      return { tone, title: words.tally(told.taken), hint: words.left(told.left), turn };
    }
    case 'failed':
      return { tone: 'bad', title: words.told.failed, hint: t.errors[told.error].what, turn };
    default: {
      const code = 'code' in told ? told.code : undefined;
      const { kind } = told;
      return { tone: plain[kind].tone, title: words.told[kind], hint: words.told[`${kind}Hint`], code, turn };
    }
  }
}
