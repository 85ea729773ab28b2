import type { ScannerLayout } from './keyboard-layouts.ts';
import {
  DEFAULT_WEDGE,
  settleWedge,
  stepWedge,
  WEDGE_IDLE,
  wedgeBeginning,
  type WedgeOptions,
  type WedgeScan,
  type WedgeState,
  type WedgeStep
} from './wedge.ts';
import { insertionsOf, isTold, keyDownOf, placeOf, targetOf } from './wedge-events.ts';
import {
  fieldOf,
  restore,
  snapshotOf,
  takesScansAsText,
  typeInto,
  type FieldSnapshot
} from './wedge-field.ts';
import type { WedgeInput } from './wedge-input.ts';
import { scanOfPaste } from './wedge-paste.ts';
import { silenceMs } from './wedge-timing.ts';

export type { ScannerLayout } from './keyboard-layouts.ts';

/** A scan that a hardware scanner typed. */
export interface WedgeScanEvent {
  /** As printed: GS and other control characters kept, terminator and prefix taken off. */
  raw: string;
  /** `insert-text`: an input method put it in (Android); `paste`: a scanner in clipboard mode. */
  via: 'keys' | 'insert-text' | 'paste';
  /** Of its first and its last key, as `Event.timeStamp`. */
  startedAt: number;
  endedAt: number;
}

/**
 * A scan that must not be used.
 * - `layout-doubt`: scanner and setting, or scanner and host, disagree on the layout; `likely` is the
 *   setting that fits, if one does
 * - `unreadable`: a key could not be told, or the scan may not be whole
 */
export interface WedgeProblem {
  code: 'layout-doubt' | 'unreadable';
  raw: string;
  likely?: ScannerLayout;
}

export interface WedgeListenerOptions extends Partial<WedgeOptions> {
  onProblem?: (problem: WedgeProblem) => void;
}

/**
 * Listens for a hardware scanner anywhere in the page, no field needing the
 * focus. What a person types is left alone: it goes through to its field, and when
 * a burst of keys turns out to be a scan, the field is put back as it was and the
 * Enter or Tab after it does nothing. A field with `data-scan="field"`, or inside
 * one, takes scans as text instead. A paste is a scan where no field has the focus.
 * @param target the document, the window, or the part of the page to listen in
 * @returns a function that stops it
 */
export function listenWedge(
  target: Document | Window | HTMLElement,
  onScan: (scan: WedgeScanEvent) => void,
  options: WedgeListenerOptions = {}
): () => void {
  const listener = new WedgeListener(onScan, options);
  listener.attach(target);
  return () => listener.detach(target);
}

class WedgeListener {
  readonly #onScan: (scan: WedgeScanEvent) => void;
  readonly #onProblem: ((problem: WedgeProblem) => void) | undefined;
  readonly #options: WedgeOptions;
  #state: WedgeState = WEDGE_IDLE;
  #before: FieldSnapshot | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Keys whose press was held back: their release is too. */
  readonly #heldBack = new Map<string, (event: Event) => void>();
  /** The key that is down told what it is, so that the text it inserts is not news. */
  #keyTold = false;
  #ctrlAt = -Infinity;
  #ctrlToV: number | null = null;

  constructor(onScan: (scan: WedgeScanEvent) => void, options: WedgeListenerOptions) {
    const { onProblem, ...rest } = options;
    this.#onScan = onScan;
    this.#onProblem = onProblem;
    this.#options = { ...DEFAULT_WEDGE, ...rest };
  }

  attach(target: EventTarget): void {
    this.#state = wedgeBeginning(performance.now());
    for (const [name, handler] of this.#handlers()) target.addEventListener(name, handler, { capture: true });
  }

  detach(target: EventTarget): void {
    for (const [name, handler] of this.#handlers())
      target.removeEventListener(name, handler, { capture: true });
    clearTimeout(this.#timer);
  }

  #handlers(): [string, EventListener][] {
    return [
      ['keydown', this.#onKeyDown as EventListener],
      ['keyup', this.#onKeyUp as EventListener],
      ['beforeinput', this.#onBeforeInput as EventListener],
      ['paste', this.#onPaste as EventListener]
    ];
  }

  #onKeyDown = (event: KeyboardEvent): void => {
    this.#noteControl(event);
    this.#keyTold = isTold(event);
    if (!this.#keyTold) return;
    const hold = this.#step(event, keyDownOf(event));
    if (hold) this.#heldBack.set(event.code, hold);
  };

  #onKeyUp = (event: KeyboardEvent): void => {
    this.#keyTold = false;
    const { key, code } = event;
    this.#heldBack.get(code)?.(event);
    this.#heldBack.delete(code);
    this.#step(event, { type: 'up', key, code, ...placeOf(event) });
  };

  #onBeforeInput = (event: InputEvent): void => {
    if (this.#keyTold || event.isComposing) return;
    for (const input of insertionsOf(event)) this.#step(event, input);
  };

  #onPaste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData('text') ?? '';
    const raw = scanOfPaste({ text, inField: placeOf(event).inField, ctrlToV: this.#ctrlToV });
    this.#ctrlToV = null;
    if (raw === null) return;
    swallow(event);
    this.#onScan({ raw, via: 'paste', startedAt: event.timeStamp, endedAt: event.timeStamp });
  };

  #noteControl(event: KeyboardEvent): void {
    if (event.key === 'Control') this.#ctrlAt = event.timeStamp;
    const pastes = event.ctrlKey && event.key.toLowerCase() === 'v';
    this.#ctrlToV = pastes ? event.timeStamp - this.#ctrlAt : null;
  }

  /** @returns how the event was held back, if it was */
  #step(event: Event, input: WedgeInput): ((event: Event) => void) | null {
    const step = stepWedge(this.#state, input, this.#options);
    if (step.began) this.#before = snapshotAt(targetOf(event));
    return this.#take(step, event);
  }

  #take(step: WedgeStep, event: Event | null): ((event: Event) => void) | null {
    this.#state = step.state;
    clearTimeout(this.#timer);
    if (step.state.units.length > 0) this.#timer = setTimeout(this.#onSilence, silenceMs(this.#options.pace));
    // A field that asked for the text gets the Enter or Tab after it too.
    if (step.scan && this.#typedIn(step.scan)) return null;
    const hold = step.capture ? swallow : step.quiet ? quieten : null;
    if (event) hold?.(event);
    if (step.scan) this.#tell(step.scan);
    return hold;
  }

  #onSilence = (): void => {
    this.#take(settleWedge(this.#state, performance.now(), this.#options), null);
  };

  #typedIn({ reading }: WedgeScan): boolean {
    const before = this.#before;
    if (!before || !reading.ok || !takesScansAsText(before.field)) return false;
    this.#before = null;
    restore(before);
    typeInto(before.field, reading.raw);
    return true;
  }

  #tell({ reading, via, startedAt, endedAt }: WedgeScan): void {
    if (this.#before) restore(this.#before);
    this.#before = null;
    if (reading.ok) this.#onScan({ raw: reading.raw, via, startedAt, endedAt });
    else {
      const { ok: _, ...problem } = reading;
      this.#onProblem?.(problem);
    }
  }
}

function snapshotAt(target: EventTarget | null): FieldSnapshot | null {
  const field = fieldOf(target);
  return field && snapshotOf(field);
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

const quieten = (event: Event): void => event.preventDefault();
