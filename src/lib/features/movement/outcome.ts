import type { Outcome } from '$lib/components/feedback/outcome';
import type { Signal } from '$lib/components/scanning/scan-hub.svelte';
import type { DeviceErrorCode } from '$lib/db/result';
import type { MovementKind } from '$lib/domain/movement/kind';
import type { Messages } from '$lib/i18n/messages.fr';
import type { Direction } from './direction';
import { agoWords } from '$lib/work/ago-words';
import type { Doubt } from '$lib/work/doubt';
import type { Foreseen, Judgement } from '$lib/work/judge';

/** What the strip and the ear are told. */
export type Told =
  | { kind: 'ready' }
  | { kind: 'filled'; note: string | null }
  | { kind: 'wrong-product'; product: string }
  /** Of another product than what waits in the form: it was left out. */
  | { kind: 'not-taken'; product: string }
  /** Everything is there, but is this its product? A person looks first. */
  | { kind: 'doubtful'; why: Doubt['why']; code: string; product: string }
  | {
      kind: 'stored';
      judgement: Judgement;
      direction: Direction;
      movementKind?: MovementKind;
      code: string;
      otherProduct: string | null;
    }
  /** Many at once; `skipped` were stored before. */
  | {
      kind: 'stored-many';
      count: number;
      skipped: number;
      judged: readonly [Judgement, number][];
      direction: Direction;
    }
  /** Taken into the list; `code` and `judgement` are those of a single scan. */
  | {
      kind: 'listed';
      added: number;
      repeated: number;
      problems: number;
      total: number;
      code: string | null;
      judgement: Foreseen | null;
      /** How long ago the same was scanned; null when it was not. */
      agoMs: number | null;
    }
  /** Scans that follow are recorded on this pallet. */
  | { kind: 'pallet-begun'; sscc: string }
  /** Nothing is recorded under this pallet here. */
  | { kind: 'pallet-unknown'; sscc: string }
  | { kind: 'repeat'; code: string; agoMs: number }
  /** The last scan does not count any more; `code` is null for those of a list. */
  | { kind: 'taken-back'; code: string | null; count: number; wasStored: boolean }
  /** Nothing was taken of it, or not its serial; `why` is the reader's code. */
  | { kind: 'refused'; why: string; code: string }
  | { kind: 'invalid'; count: number }
  | { kind: 'failed'; code: DeviceErrorCode };

type Stored = Extract<Told, { kind: 'stored' }>;
type StoredMany = Extract<Told, { kind: 'stored-many' }>;
type Listed = Extract<Told, { kind: 'listed' }>;

const sounds: Record<Foreseen, Signal> = {
  fine: 'ok',
  'already-in': 'already-scanned',
  'already-out': 'already-out',
  unknown: 'unknown',
  'other-place': 'wrong-product',
  'other-product': 'wrong-product',
  anomaly: 'already-scanned',
  'server-decides': 'ok',
  unidentified: 'unknown',
  repeat: 'already-scanned'
};

/** The good beep is for what is stored: a line of the list is only heard when something is the matter. */
function listedSignal({ added, repeated, problems, judgement }: Listed): Signal | null {
  if (problems > 0) return 'refused';
  if (added === 0 && repeated > 0) return 'already-scanned';
  return judgement === null || sounds[judgement] === 'ok' ? null : sounds[judgement];
}

/** What is heard; null for what is only seen. */
export function signalOf(told: Told): Signal | null {
  switch (told.kind) {
    case 'stored':
      return sounds[told.judgement];
    case 'stored-many':
      return told.count === 0 ? 'already-scanned' : sounds[told.judged[0]?.[0] ?? 'fine'];
    case 'listed':
      return listedSignal(told);
    case 'repeat':
      return 'already-scanned';
    case 'pallet-unknown':
      return 'unknown';
    case 'wrong-product':
    case 'doubtful':
      return 'wrong-product';
    case 'not-taken':
    case 'refused':
    case 'invalid':
    case 'failed':
      return 'refused';
    case 'ready':
    case 'filled':
    case 'pallet-begun':
    case 'taken-back':
      return null;
  }
}

/** The colour of a judgement. */
export const judgementTones: Record<Foreseen, Outcome['tone']> = {
  fine: 'ok',
  'already-in': 'care',
  'already-out': 'out',
  unknown: 'moving',
  'other-place': 'care',
  'other-product': 'bad',
  anomaly: 'care',
  'server-decides': 'moving',
  unidentified: 'moving',
  repeat: 'care'
};

function fineTitle({ movement, moves }: Messages, { direction, movementKind }: Stored): string {
  if (direction === 'entry') return movement.result.entered;
  if (direction === 'exit') return movement.result.left;
  if (direction === 'transfer') return moves.moved;
  return movementKind === 'release' ? moves.released : moves.setApart;
}

function storedWords(t: Messages, told: Stored): { title: string; hint: string } {
  const { result, doneProvisional } = t.movement;
  const { judgement, direction, otherProduct } = told;
  const within = direction === 'transfer' || direction === 'condition';
  switch (judgement) {
    case 'fine':
      return { title: fineTitle(t, told), hint: doneProvisional };
    case 'other-product':
      return { title: result['other-product'], hint: result['other-product-hint'](otherProduct ?? '') };
    case 'anomaly':
      return { title: result.anomaly, hint: doneProvisional };
    case 'already-out':
    case 'unknown':
      return {
        title: result[judgement],
        hint: within ? t.moves.withinHint[judgement] : result[`${judgement}-hint`]
      };
    default:
      return { title: result[judgement], hint: result[`${judgement}-hint`] };
  }
}

function storedManyOutcome({ moves, movement }: Messages, told: StoredMany): Omit<Outcome, 'turn'> {
  const { count, skipped, judged, direction } = told;
  if (count === 0) return { tone: 'care', title: moves.storedNone, hint: movement.repeatAll };
  const flagged = judged.filter(([judgement]) => judgement !== 'fine' && judgement !== 'server-decides');
  const parts = flagged.map(([judgement, many]) =>
    moves.storedPart(many, moves.judged[judgement].toLowerCase())
  );
  const words = [
    parts.length > 0 ? moves.storedFlagged(parts.join(', ')) : movement.doneProvisional,
    skipped > 0 ? moves.storedSkipped(skipped) : ''
  ];
  return {
    tone: judgementTones[judged[0]?.[0] ?? 'fine'],
    title: moves.storedMany[direction](count),
    hint: words.filter((part) => part !== '').join(' — ')
  };
}

const repeatHint = (moves: Messages['moves'], agoMs: number | null): string =>
  agoMs === null ? moves.listedRepeatHint : moves.listedRepeatAgo(agoWords(agoMs));

function listedOutcome({ moves, movement }: Messages, told: Listed): Omit<Outcome, 'turn'> {
  const { added, repeated, problems, total, judgement, agoMs } = told;
  const code = told.code ?? undefined;
  const hint = moves.listedHint(total);
  if (problems > 0)
    return { tone: 'bad', title: moves.listedProblems, hint: moves.listedProblemsHint(total) };
  if (added === 0 && repeated > 0)
    return { tone: 'care', title: moves.listedRepeat, code, hint: repeatHint(moves, agoMs) };
  if (judgement === 'repeat')
    return {
      tone: 'care',
      title: moves.judged.repeat,
      code,
      hint: movement.repeatHint(agoWords(agoMs ?? 0))
    };
  if (judgement && judgement !== 'fine')
    return { tone: judgementTones[judgement], title: moves.judged[judgement], code, hint };
  return { tone: 'idle', title: code ? moves.listed : moves.listedMany(added), code, hint };
}

type RefusalGroup = keyof Messages['movement']['refused']['why'];

/** By the codes of what can be wrong with a scan (`barcode/codes.ts`). */
const refusalGroups: Partial<Record<string, RefusalGroup>> = {
  nothing: 'nothing',
  empty: 'nothing',
  'too-long': 'tooLong',
  'not-text': 'invisible',
  'unprintable-character': 'invisible',
  'check-digit': 'checkDigit',
  'vin-check-digit': 'checkDigit',
  date: 'date',
  'separators-lost': 'separators',
  'separator-lost': 'separators'
};

/** More of a code than this is not read on a strip. */
const SHOWN_CHARACTERS = 200;

const shortCode = (code: string): string =>
  code.length <= SHOWN_CHARACTERS ? code : `${code.slice(0, SHOWN_CHARACTERS)}…`;

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
    case 'not-taken':
      return { tone: 'bad', title: words.notTaken, hint: words.notTakenHint(told.product), turn };
    case 'doubtful': {
      const hint = told.why === 'format' ? words.doubtfulFormat : words.doubtfulProduct(told.product);
      return { tone: 'care', title: words.doubtful, hint, code: told.code, turn };
    }
    case 'stored':
      return { tone: judgementTones[told.judgement], ...storedWords(t, told), code: told.code, turn };
    case 'stored-many':
      return { ...storedManyOutcome(t, told), turn };
    case 'listed':
      return { ...listedOutcome(t, told), turn };
    case 'pallet-begun':
      return { tone: 'idle', title: words.pallet.begun, hint: words.pallet.begunHint(told.sscc), turn };
    case 'pallet-unknown':
      return { tone: 'moving', title: words.pallet.unknown, hint: words.pallet.unknownHint(told.sscc), turn };
    case 'repeat': {
      const hint = words.repeatHint(agoWords(told.agoMs));
      return { tone: 'care', title: words.result.repeat, hint, code: told.code, turn };
    }
    case 'taken-back': {
      const { title, stored, unstored } = words.takenBack;
      const hint = told.wasStored ? stored : unstored;
      return { tone: 'idle', title: title(told.count), hint, code: told.code ?? undefined, turn };
    }
    case 'refused': {
      const { title, why } = words.refused;
      return {
        tone: 'bad',
        title,
        hint: why[refusalGroups[told.why] ?? 'other'],
        code: shortCode(told.code),
        turn
      };
    }
    case 'invalid':
      return { tone: 'bad', title: words.result.failed, hint: words.reviewProblems(told.count), turn };
    case 'failed':
      return { tone: 'bad', title: words.result.failed, hint: t.errors[told.code].what, turn };
  }
}
