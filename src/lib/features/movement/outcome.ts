import type { Outcome } from '$lib/components/feedback/outcome';
import type { DeviceErrorCode } from '$lib/db/result';
import type { Signal } from '$lib/components/scanning/scan-hub.svelte';
import type { Messages } from '$lib/i18n/messages.fr';
import type { Direction } from './draft';
import type { Judgement } from './judge';

/** What the strip and the ear are told. */
export type Told =
  | { kind: 'ready' }
  | { kind: 'filled'; note: string | null }
  | { kind: 'wrong-product'; product: string }
  | { kind: 'stored'; judgement: Judgement; direction: Direction; code: string; otherProduct: string | null }
  | { kind: 'repeat'; code: string }
  | { kind: 'invalid'; count: number }
  | { kind: 'failed'; code: DeviceErrorCode };

const sounds: Record<Judgement, Signal> = {
  fine: 'ok',
  'already-in': 'already-scanned',
  'already-out': 'already-out',
  unknown: 'unknown',
  'other-place': 'wrong-product',
  'other-product': 'wrong-product',
  anomaly: 'already-scanned',
  'server-decides': 'ok',
  unidentified: 'unknown'
};

/** What is heard; null for what is only seen. */
export function signalOf(told: Told): Signal | null {
  switch (told.kind) {
    case 'stored':
      return sounds[told.judgement];
    case 'repeat':
      return 'already-scanned';
    case 'wrong-product':
      return 'wrong-product';
    case 'invalid':
    case 'failed':
      return 'refused';
    case 'ready':
    case 'filled':
      return null;
  }
}

const tones: Record<Judgement, Outcome['tone']> = {
  fine: 'ok',
  'already-in': 'care',
  'already-out': 'out',
  unknown: 'moving',
  'other-place': 'care',
  'other-product': 'bad',
  anomaly: 'care',
  'server-decides': 'moving',
  unidentified: 'moving'
};

function storedWords(t: Messages, told: Extract<Told, { kind: 'stored' }>): { title: string; hint: string } {
  const { result, doneProvisional } = t.movement;
  const { judgement, direction, otherProduct } = told;
  switch (judgement) {
    case 'fine':
      return { title: direction === 'entry' ? result.entered : result.left, hint: doneProvisional };
    case 'other-product':
      return { title: result['other-product'], hint: result['other-product-hint'](otherProduct ?? '') };
    case 'anomaly':
      return { title: result.anomaly, hint: doneProvisional };
    default:
      return { title: result[judgement], hint: result[`${judgement}-hint`] };
  }
}

/** The same in words and colour. */
export function outcomeOf(t: Messages, told: Told, turn: number): Outcome {
  const { movement: words } = t;
  switch (told.kind) {
    case 'ready':
      return { tone: 'idle', title: words.ready, hint: words.readyHint, turn };
    case 'filled':
      return { tone: 'idle', title: words.filled, hint: told.note ?? words.filledHint, turn };
    case 'wrong-product':
      return { tone: 'bad', title: words.wrongProduct, hint: words.wrongProductHint(told.product), turn };
    case 'stored':
      return { tone: tones[told.judgement], ...storedWords(t, told), code: told.code, turn };
    case 'repeat':
      return {
        tone: 'care',
        title: words.result.repeat,
        hint: words.result['repeat-hint'],
        code: told.code,
        turn
      };
    case 'invalid':
      return { tone: 'bad', title: words.result.failed, hint: words.reviewProblems(told.count), turn };
    case 'failed':
      return {
        tone: 'bad',
        title: words.result.failed,
        hint: t.errors[told.code].what,
        turn
      };
  }
}
