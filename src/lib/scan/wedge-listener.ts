import type { ScannerLayout } from './keyboard-layouts.ts';
import {
  DEFAULT_WEDGE,
  settleWedge,
  stepWedge,
  WEDGE_IDLE,
  wedgeBeginning,
  type WedgeOptions,
  type WedgeState,
  type WedgeStep
} from './wedge.ts';
import { fieldOf, isTypedInto, restore, snapshotOf, type FieldSnapshot } from './wedge-field.ts';
import { scanOfPaste } from './wedge-paste.ts';
import { silenceMs } from './wedge-timing.ts';

export type { ScannerLayout } from './keyboard-layouts.ts';

/** A scan that a hardware scanner typed. */
export interface WedgeScanEvent {
  /** As printed: GS and other control characters kept, terminator and prefix taken off. */
  raw: string;
  via: 'keys' | 'paste';
}

/**
 * A scan that must not be used.
 * - `layout-doubt`: scanner and setting disagree on the layout; `likely` is the one that fits
 * - `unreadable`: a key could not be told
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
 * focus. What a person types is left alone.
 * @param target the document or window
 * @returns a function that stops it
 */
export function listenWedge(
  target: Document | Window,
  onScan: (scan: WedgeScanEvent) => void,
  options: WedgeListenerOptions = {}
): () => void {
  const listener = new WedgeListener(onScan, options);
  listener.attach(target);
  return () => listener.detach(target);
}

// The most that the code says of a key that Android's keyboard hides.
const HIDDEN_KEYS = new Set(['Unidentified', 'Process']);

class WedgeListener {
  readonly #onScan: (scan: WedgeScanEvent) => void;
  readonly #onProblem: ((problem: WedgeProblem) => void) | undefined;
  readonly #options: WedgeOptions;
  #state: WedgeState = WEDGE_IDLE;
  #before: FieldSnapshot | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Keys whose press was captured: the page is not to see their release either. */
  readonly #captured = new Set<string>();
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

  attach(target: Document | Window): void {
    this.#state = wedgeBeginning(performance.now());
    for (const [name, handler] of this.#handlers()) target.addEventListener(name, handler, { capture: true });
  }

  detach(target: Document | Window): void {
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
    this.#keyTold = !HIDDEN_KEYS.has(event.key) && !event.isComposing;
    if (!this.#keyTold) return;
    const { key, code, shiftKey: shift, ctrlKey: ctrl, altKey: alt, metaKey: meta, repeat } = event;
    const altGraph = event.getModifierState('AltGraph');
    const capsLock = event.getModifierState('CapsLock');
    const place = { at: event.timeStamp, inField: isTypedInto(event.target) };
    const modifiers = { shift, ctrl, alt, altGraph, meta, capsLock };
    this.#step(event, { type: 'down', key, code, repeat, ...modifiers, ...place });
    if (event.defaultPrevented) this.#captured.add(code);
  };

  #onKeyUp = (event: KeyboardEvent): void => {
    this.#keyTold = false;
    if (this.#captured.delete(event.code)) swallow(event);
    const place = { at: event.timeStamp, inField: isTypedInto(event.target) };
    this.#step(event, { type: 'up', key: event.key, ...place });
  };

  #onBeforeInput = (event: InputEvent): void => {
    if (this.#keyTold || event.isComposing) return;
    const line = event.inputType === 'insertLineBreak' || event.inputType === 'insertParagraph';
    const text = line ? '\n' : event.inputType === 'insertText' ? event.data : null;
    if (!text) return;
    this.#step(event, { type: 'text', text, at: event.timeStamp, inField: isTypedInto(event.target) });
  };

  #onPaste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData('text') ?? '';
    const raw = scanOfPaste({ text, inField: isTypedInto(event.target), ctrlToV: this.#ctrlToV });
    this.#ctrlToV = null;
    if (raw === null) return;
    swallow(event);
    this.#onScan({ raw, via: 'paste' });
  };

  #noteControl(event: KeyboardEvent): void {
    if (event.key === 'Control') this.#ctrlAt = event.timeStamp;
    const pastes = event.ctrlKey && event.key.toLowerCase() === 'v';
    this.#ctrlToV = pastes ? event.timeStamp - this.#ctrlAt : null;
  }

  #step(event: Event, input: Parameters<typeof stepWedge>[1]): void {
    const step = stepWedge(this.#state, input, this.#options);
    if (step.began) this.#before = snapshotAt(event.target);
    this.#take(step, event);
  }

  #take(step: WedgeStep, event: Event | null): void {
    this.#state = step.state;
    if (step.capture && event) swallow(event);
    clearTimeout(this.#timer);
    if (step.state.units.length > 0) this.#timer = setTimeout(this.#onSilence, silenceMs(this.#options.pace));
    if (step.scan) this.#tell(step.scan.reading);
  }

  #onSilence = (): void => this.#take(settleWedge(this.#state, performance.now(), this.#options), null);

  #tell(reading: NonNullable<WedgeStep['scan']>['reading']): void {
    if (this.#before) restore(this.#before);
    this.#before = null;
    if (reading.ok) this.#onScan({ raw: reading.raw, via: 'keys' });
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
