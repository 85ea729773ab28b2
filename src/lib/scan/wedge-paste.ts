/**
 * A scanner in clipboard mode pastes. So do people: in a field only a paste
 * whose Ctrl and V are closer than fingers manage is a scanner's.
 */
export interface PasteContext {
  text: string;
  inField: boolean;
  /** Milliseconds between Ctrl going down and V; null when no key came before the paste. */
  ctrlToV: number | null;
}

const FINGERS_MS = 15;

/** @returns the scan, without the line end that such scanners append; null when it is a person's paste */
export function scanOfPaste({ text, inField, ctrlToV }: PasteContext): string | null {
  if (inField && (ctrlToV === null || ctrlToV > FINGERS_MS)) return null;
  return text.replace(/[\r\n\t]+$/, '') || null;
}
