import { aiTable } from './gs1-ai-table.ts';
import type { ScanElement, ScanNote, ScanProblem } from './scan.ts';

/** What identifiers say about each other. */
export interface Relations {
  /** Identifiers that came with different values: none of them can be believed. */
  contradicted: Set<string>;
  problems: ScanProblem[];
  notes: ScanNote[];
}

/** Whether an identifier is one that a rule means; `n` is any digit. */
function matches(pattern: string, ai: string): boolean {
  if (pattern.length !== ai.length) return false;
  for (let i = 0; i < ai.length; i++) {
    if (pattern.charAt(i) !== 'n' && pattern.charAt(i) !== ai.charAt(i)) return false;
  }
  return true;
}

function findRepeats(elements: readonly ScanElement[], relations: Relations): void {
  const first = new Map<string, string>();
  for (const { id, value } of elements) {
    const known = first.get(id);
    if (known === undefined) {
      first.set(id, value);
    } else if (known === value) {
      if (!relations.notes.some((note) => note.id === id))
        relations.notes.push({ code: 'repeated-identifier-same', id });
    } else if (!relations.contradicted.has(id)) {
      relations.contradicted.add(id);
      relations.problems.push({ code: 'repeated-identifier', id, value });
    }
  }
}

/**
 * Looks at the identifiers of one symbol together. The same one with different
 * values is an error of the data (GS1 General Specifications §4.14). Exclusive
 * and required identifiers are notes only: the rule is about an item, and the
 * other identifier may be on another symbol of the label.
 */
export function relateElements(elements: readonly ScanElement[]): Relations {
  const relations: Relations = { contradicted: new Set(), problems: [], notes: [] };
  findRepeats(elements, relations);
  const ids = [...new Set(elements.map(({ id }) => id))];
  const isPresent = (pattern: string): boolean => ids.some((id) => matches(pattern, id));
  for (const id of ids) {
    const spec = aiTable().get(id);
    if (!spec) continue;
    const other = ids.find(
      (candidate) => candidate !== id && spec.excludes.some((rule) => matches(rule, candidate))
    );
    if (other !== undefined) relations.notes.push({ code: 'exclusive-identifiers', id, value: other });
    if (spec.requires.length > 0 && !spec.requires.some((all) => all.every(isPresent))) {
      relations.notes.push({
        code: 'required-identifier',
        id,
        value: spec.requires.map((all) => all.join('+')).join(',')
      });
    }
  }
  return relations;
}
