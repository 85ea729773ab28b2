import type { Outcome } from '$lib/components/feedback/outcome';
import type { Signal } from '$lib/components/scanning/scan-hub.svelte';
import type { DeviceErrorCode } from '$lib/db/result';
import type { Finding } from '$lib/domain/count/count-serials';
import type { Messages } from '$lib/i18n/messages.fr';

/** What a scan of a count turned out to be. */
export type Told =
  | { kind: 'ready' }
  | { kind: 'place' | 'outside' | 'noPlace' | 'refused'; code: string }
  | { kind: 'serialNeeded'; code: string }
  /** Sighted in this place already. */
  | { kind: 'again'; code: string }
  | { kind: 'sighted'; code: string; finding: Finding }
  | { kind: 'unidentified'; code: string }
  /** The pieces of a pallet or of a sheet; `surprising` of them were expected elsewhere or not at all. */
  | { kind: 'several'; counted: number; surprising: number }
  | { kind: 'quantity'; code: string; quantity: string }
  | { kind: 'takenBack'; code: string }
  | { kind: 'failed'; error: DeviceErrorCode };

const findingSignals: Record<Finding, Signal> = {
  'as-expected': 'ok',
  unexpected: 'unknown',
  misplaced: 'wrong-product',
  'already-out': 'already-out'
};

const findingTones: Record<Finding, Outcome['tone']> = {
  'as-expected': 'ok',
  unexpected: 'moving',
  misplaced: 'care',
  'already-out': 'out'
};

const signals: Record<Exclude<Told['kind'], 'sighted' | 'several'>, Signal | null> = {
  ready: null,
  place: null,
  outside: 'refused',
  noPlace: 'refused',
  refused: 'refused',
  serialNeeded: 'refused',
  again: 'already-scanned',
  unidentified: 'unknown',
  quantity: 'ok',
  takenBack: null,
  failed: 'refused'
};

const tones: Record<Exclude<Told['kind'], 'sighted' | 'several'>, Outcome['tone']> = {
  ready: 'idle',
  place: 'idle',
  outside: 'bad',
  noPlace: 'bad',
  refused: 'bad',
  serialNeeded: 'bad',
  again: 'care',
  unidentified: 'moving',
  quantity: 'ok',
  takenBack: 'idle',
  failed: 'bad'
};

/** What is heard; null for what is only seen. */
export function signalOf(told: Told): Signal | null {
  if (told.kind === 'several') return told.surprising === 0 ? 'ok' : 'wrong-product';
  return told.kind === 'sighted' ? findingSignals[told.finding] : signals[told.kind];
}

/** The same in words and colour. */
export function outcomeOf(t: Messages, told: Told, turn: number): Outcome {
  const words = t.counting.told;
  switch (told.kind) {
    case 'sighted': {
      const { finding, code } = told;
      const { [finding]: title } = t.counting.finding;
      return { tone: findingTones[finding], title, hint: t.counting.findingHint[finding], code, turn };
    }
    case 'several': {
      const { counted, surprising } = told;
      const tone = surprising === 0 ? 'ok' : 'care';
      return { tone, title: t.counting.tally(counted), hint: t.counting.surprising(surprising), turn };
    }
    case 'failed':
      return { tone: 'bad', title: words.failed, hint: t.errors[told.error].what, turn };
    case 'ready':
      return { tone: 'idle', title: words.ready, hint: words.readyHint, turn };
    case 'quantity': {
      const title = words.quantity(told.quantity);
      return { tone: 'ok', title, hint: words.quantityHint, code: told.code, turn };
    }
    default: {
      const { kind, code } = told;
      return { tone: tones[kind], title: words[kind], hint: words[`${kind}Hint`], code, turn };
    }
  }
}
