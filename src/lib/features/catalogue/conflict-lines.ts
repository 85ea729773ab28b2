import type { Messages } from '$lib/i18n/messages.fr';

type FieldName = keyof Messages['catalogue']['field'];

/** What the other desk has changed since the row was seen, a line a field. */
export function conflictLines(t: Messages, seen: object | null, present: object): string[] {
  const before: Record<string, unknown> = { ...seen };
  const words = t.catalogue.field;
  const isNamed = (field: string): field is FieldName => field in words;
  return Object.entries(present)
    .filter(([field, value]) => JSON.stringify(before[field]) !== JSON.stringify(value))
    .flatMap(([field, value]) => {
      if (!isNamed(field)) return [];
      if (typeof value === 'string') return [t.catalogue.changed(words[field], value)];
      if (typeof value === 'boolean')
        return [t.catalogue.changed(words[field], value ? t.common.yes : t.common.no)];
      return [words[field]];
    });
}
