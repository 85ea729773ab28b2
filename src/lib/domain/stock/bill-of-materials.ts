import { MICROS_PER_UNIT } from '../quantity.ts';

/** A line of a bill of materials: how much of a component one unit of the product takes, in micro-units. */
export interface Component {
  productId: string;
  quantityMicros: number;
}

/** What a product is made of; null or no components: it is not made here. */
export type ComponentsOf = (productId: string) => readonly Component[] | null;

/** What is wrong with a bill of materials; the codes are stable. */
export type BillProblem =
  | { code: 'component-unknown'; productId: string }
  | { code: 'component-twice'; productId: string }
  /** `path` leads from the product through its components back to itself. */
  | { code: 'component-circle'; path: string[] };

interface Visit {
  productId: string;
  componentsOf: ComponentsOf;
  /** From the product downwards; the current one last. */
  path: string[];
  /** Explored without meeting the product: not explored twice, however many ways lead there. */
  cleared: Set<string>;
}

/** Does a way through the components lead back to the product? The first one found. */
function circleThrough(components: readonly Component[], visit: Visit): string[] | null {
  const { productId, componentsOf, path, cleared } = visit;
  for (const component of components) {
    const way = [...path, component.productId];
    if (component.productId === productId) return way;
    if (cleared.has(component.productId)) continue;
    cleared.add(component.productId);
    const circle = circleThrough(componentsOf(component.productId) ?? [], { ...visit, path: way });
    if (circle) return circle;
  }
  return null;
}

/**
 * What is wrong with the components that a product is given. A product may not
 * contain itself, however deep: nothing could be made of it.
 *
 * @param input.componentsOf the other products as they are; null for one that does not exist
 */
export function billProblems(input: {
  productId: string;
  components: readonly Component[];
  componentsOf: ComponentsOf;
}): BillProblem[] {
  const { productId, components, componentsOf } = input;
  const problems: BillProblem[] = [];
  const seen = new Set<string>();
  for (const component of components) {
    const unknown = component.productId !== productId && componentsOf(component.productId) === null;
    if (unknown) problems.push({ code: 'component-unknown', productId: component.productId });
    if (seen.has(component.productId))
      problems.push({ code: 'component-twice', productId: component.productId });
    seen.add(component.productId);
  }
  const path = circleThrough(components, { productId, componentsOf, path: [productId], cleared: new Set() });
  if (path) problems.push({ code: 'component-circle', path });
  return problems;
}

/**
 * What the production of some units takes, one level down: components that are
 * made themselves are taken from stock, not made on the way.
 *
 * A millionth that is not whole is rounded up, so that what is noted as taken is
 * never less than what was.
 *
 * @param components of one unit
 * @param producedMicros > 0, in micro-units of the product
 * @returns each component once, in the order of the bill; null when a quantity
 *   is too large to be counted exactly
 */
export function componentsFor(components: readonly Component[], producedMicros: number): Component[] | null {
  const needs = new Map<string, bigint>();
  for (const { productId, quantityMicros } of components) {
    const need = BigInt(quantityMicros) * BigInt(producedMicros);
    needs.set(productId, (needs.get(productId) ?? 0n) + need);
  }
  const unit = BigInt(MICROS_PER_UNIT);
  const listed = [...needs].map(([productId, need]) => ({
    productId,
    quantityMicros: Number((need + unit - 1n) / unit)
  }));
  return listed.every(({ quantityMicros }) => Number.isSafeInteger(quantityMicros)) ? listed : null;
}

/** What is short for a production. */
export interface Shortage extends Component {
  /** What is there, in micro-units; below zero when stock is. */
  availableMicros: number;
}

/** The components of which there is less than needed. */
export function shortages(
  needs: readonly Component[],
  availableMicros: (productId: string) => number
): Shortage[] {
  return needs
    .map((need) => ({ ...need, availableMicros: availableMicros(need.productId) }))
    .filter(({ quantityMicros, availableMicros: available }) => available < quantityMicros);
}

/**
 * How many whole units the components in stock make; null when the product has
 * no components and is not made.
 */
export function producibleUnits(
  components: readonly Component[],
  availableMicros: (productId: string) => number
): number | null {
  const perUnit = componentsFor(components, MICROS_PER_UNIT);
  if (!perUnit || perUnit.length === 0) return null;
  const counts = perUnit.map(({ productId, quantityMicros }) =>
    Math.floor(Math.max(0, availableMicros(productId)) / quantityMicros)
  );
  return Math.min(...counts);
}
