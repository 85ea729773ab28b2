/**
 * The field that keys go into while it is not yet known whether they are a
 * scan. They are let through, so that no key of a person is ever lost; when the
 * burst turns out to be a scan, the field is put back as it was.
 */

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const NOT_TYPED_INTO = new Set([
  'button',
  'checkbox',
  'color',
  'file',
  'image',
  'radio',
  'range',
  'reset',
  'submit'
]);

/** The field that a key at this target changes; null when it changes none. */
export function fieldOf(target: EventTarget | null): Field | null {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return target;
  return target instanceof HTMLInputElement && !NOT_TYPED_INTO.has(target.type) ? target : null;
}

/** Whether keys at this target may be a person's text: a field, or a part of the page that is edited in place. */
export function isTypedInto(target: EventTarget | null): boolean {
  return fieldOf(target) !== null || (target instanceof HTMLElement && target.isContentEditable);
}

/** What stood in a field, and where the caret was. */
export interface FieldSnapshot {
  field: Field;
  value: string;
  caret: readonly [number, number] | null;
}

export function snapshotOf(field: Field): FieldSnapshot {
  return { field, value: field.value, caret: caretOf(field) };
}

/** Puts the field back and tells those who listen to it. */
export function restore({ field, value, caret }: FieldSnapshot): void {
  if (field.value === value) return;
  field.value = value;
  if (caret && !(field instanceof HTMLSelectElement)) field.setSelectionRange(...caret);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/**
 * Whether this field takes scans as text (`data-scan="field"`, on it or around it), as if a person had
 * typed what is printed.
 */
export const takesScansAsText = (field: Element): boolean => field.closest('[data-scan="field"]') !== null;

/** Types into a field, in place of what is selected. */
export function typeInto(field: Field, text: string): void {
  const caret = caretOf(field);
  if (caret && !(field instanceof HTMLSelectElement)) field.setRangeText(text, ...caret, 'end');
  else field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Number and e-mail fields have a caret but do not tell where. */
function caretOf(field: Field): FieldSnapshot['caret'] {
  if (field instanceof HTMLSelectElement) return null;
  const { selectionStart, selectionEnd } = field;
  return selectionStart === null || selectionEnd === null ? null : [selectionStart, selectionEnd];
}
