import type { TestBurst } from './scanner-diagnosis.ts';
import {
  DEFAULT_WEDGE,
  endOfInput,
  stepWedge,
  WEDGE_IDLE,
  type WedgeOptions,
  type WedgeState
} from './wedge.ts';
import { insertionsOf, isTold, keyDownOf, targetOf } from './wedge-events.ts';
import { fieldOf } from './wedge-field.ts';
import type { WedgeInput } from './wedge-input.ts';

/** Pauses that still count as within one scan here, where a slow scanner is what is looked for. */
const RECORDED_GAP_MS = 500;

/** Quiet after which a scan without a terminator is over. */
const QUIET_MS = 1200;

/** Fewer keys than this are a person's. */
const FEWEST = 5;

const OPTIONS: WedgeOptions = { ...DEFAULT_WEDGE, pace: { maxGapMs: RECORDED_GAP_MS } };

/**
 * Takes down whatever a scanner sends, be it right or wrong, for the set-up page. It hears keys
 * before the scanner listener of the app does, which hears none of a recorded scan. Keys into
 * fields stay there, but for the fields that are marked with `data-scanner-test`.
 * @returns a function that stops it
 */
export function recordScanner(onBurst: (burst: TestBurst) => void): () => void {
  const recorder = new ScannerRecorder(onBurst);
  const handlers: [string, EventListener][] = [
    ['keydown', (event) => recorder.keyDown(event as KeyboardEvent)],
    ['keyup', (event) => recorder.keyUp(event as KeyboardEvent)],
    ['beforeinput', (event) => recorder.beforeInput(event as InputEvent)]
  ];
  for (const [name, handler] of handlers) window.addEventListener(name, handler, { capture: true });
  return () => {
    for (const [name, handler] of handlers) window.removeEventListener(name, handler, { capture: true });
    recorder.stop();
  };
}

const isOtherField = (event: Event): boolean => {
  const field = fieldOf(targetOf(event));
  return field !== null && field.dataset.scannerTest === undefined;
};

class ScannerRecorder {
  readonly #onBurst: (burst: TestBurst) => void;
  #state: WedgeState = WEDGE_IDLE;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #keyTold = false;

  constructor(onBurst: (burst: TestBurst) => void) {
    this.#onBurst = onBurst;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  keyDown(event: KeyboardEvent): void {
    this.#keyTold = isTold(event);
    if (this.#keyTold && !isOtherField(event)) this.#take(event, keyDownOf(event));
  }

  keyUp(event: KeyboardEvent): void {
    this.#keyTold = false;
    const { key, code, timeStamp: at } = event;
    if (!isOtherField(event)) this.#take(event, { type: 'up', key, code, at, inField: false });
  }

  beforeInput(event: InputEvent): void {
    if (this.#keyTold || event.isComposing || isOtherField(event)) return;
    for (const input of insertionsOf(event)) this.#take(event, input);
  }

  #take(event: Event, input: WedgeInput): void {
    const before = this.#state;
    const end = before.units.length > 0 ? endOfInput(input, before, OPTIONS) : undefined;
    const step = stepWedge(before, { ...input, inField: false }, OPTIONS);
    this.#state = end ? WEDGE_IDLE : step.state;
    clearTimeout(this.#timer);
    if (this.#state.units.length > 0) this.#timer = setTimeout(this.#onQuiet, QUIET_MS);
    if (before.units.length > 0 || this.#state.units.length > 0) event.stopImmediatePropagation();
    if (step.capture || step.quiet || (end && before.units.length >= FEWEST)) event.preventDefault();
    if (end) this.#tell(before, end, [input.at - before.lastAt]);
  }

  #onQuiet = (): void => {
    const state = this.#state;
    this.#state = WEDGE_IDLE;
    this.#tell(state, 'none', []);
  };

  #tell({ units, gaps }: WedgeState, end: TestBurst['end'], lastGap: readonly number[]): void {
    if (units.length >= FEWEST) this.#onBurst({ units, gaps: [...gaps, ...lastGap], end });
  }
}
