import type { KeyPress, WedgeInput } from './wedge-input.ts';
import { isTypedInto } from './wedge-field.ts';

/** Browser events as the wedge takes them. */

// The most that the code says of a key that Android's keyboard hides.
const HIDDEN_KEYS = new Set(['Unidentified', 'Process']);

/**
 * Whether the event tells its key. A position is enough: an input method or a dead key may
 * have taken the rest.
 */
export const isTold = ({ key, code, isComposing }: KeyboardEvent): boolean =>
  (code !== '' && code !== 'Unidentified') || (!HIDDEN_KEYS.has(key) && !isComposing);

/** Where the event really goes, custom elements looked into. */
export const targetOf = (event: Event): EventTarget | null => event.composedPath()[0] ?? event.target;

export const placeOf = (event: Event): { at: number; inField: boolean } => ({
  at: event.timeStamp,
  inField: isTypedInto(targetOf(event))
});

export function keyDownOf(event: KeyboardEvent): { type: 'down' } & KeyPress {
  const { key, code, shiftKey: shift, ctrlKey: ctrl, altKey: alt, metaKey: meta, repeat } = event;
  const altGraph = event.getModifierState('AltGraph');
  const capsLock = event.getModifierState('CapsLock');
  return {
    type: 'down',
    key,
    code,
    repeat,
    shift,
    ctrl,
    alt,
    altGraph,
    meta,
    capsLock,
    ...placeOf(event)
  };
}

/** The text that an input method inserts, and the line end or tab after it apart. */
export function insertionsOf(event: InputEvent): Extract<WedgeInput, { type: 'text' }>[] {
  const line = event.inputType === 'insertLineBreak' || event.inputType === 'insertParagraph';
  const inserted = line ? '\n' : event.inputType === 'insertText' ? event.data : null;
  if (!inserted) return [];
  const { text = '', end } = /^(?<text>.*?)(?<end>[\r\n\t]+)?$/s.exec(inserted)?.groups ?? {};
  const parts = [text, end?.[0] ?? ''].filter((part) => part !== '');
  return parts.map((part) => ({ type: 'text', text: part, ...placeOf(event) }));
}
