import type { KeyPosition } from './keyboard-layouts.ts';

/** A key pressed or let go, or text that came without keys (Android, `insertText`). */
export type WedgeInput =
  | ({ type: 'down' } & KeyPress)
  | ({ type: 'up'; key: string; code: string } & Place)
  | ({ type: 'text'; text: string } & Place);

/** A key going down; the fields of `KeyboardEvent`, by shorter names. */
export interface KeyPress extends KeyPosition, Place {
  key: string;
  ctrl: boolean;
  alt: boolean;
  meta: boolean;
  capsLock: boolean;
  repeat: boolean;
}

interface Place {
  /** Milliseconds, as `Event.timeStamp`. */
  at: number;
  /** Whether the key goes into a field, where a person may be typing. */
  inField: boolean;
}

/** AltGr, which Windows shows as Ctrl and Alt together. */
export const isAltGraph = ({ altGraph, ctrl, alt }: KeyPress): boolean => altGraph || (ctrl && alt);

/** Ctrl and a key: a scanner's way to send a control character. */
export const isControl = (input: KeyPress): boolean => input.ctrl && !isAltGraph(input);
