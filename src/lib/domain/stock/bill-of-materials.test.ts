import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MICROS_PER_UNIT } from '../quantity.ts';
import {
  billProblems,
  componentsFor,
  producibleUnits,
  shortages,
  type Component,
  type ComponentsOf
} from './bill-of-materials.ts';

const units = (count: number): number => count * MICROS_PER_UNIT;
const part = (productId: string, count = 1): Component => ({ productId, quantityMicros: units(count) });

const bills: Record<string, Component[]> = {
  pc: [part('board'), part('screw', 12)],
  board: [part('chip', 2)],
  chip: [],
  screw: []
};
const componentsOf: ComponentsOf = (productId) => bills[productId] ?? null;
const problemsOf = (productId: string, components: Component[]) =>
  billProblems({ productId, components, componentsOf });

describe('a bill of materials', () => {
  test('of known components, each once, is sound', () => {
    expect(problemsOf('rack', [part('pc', 4), part('screw', 8)])).toEqual([]);
    expect(problemsOf('rack', [])).toEqual([]);
  });

  test('names what does not exist and what stands there twice', () => {
    expect(problemsOf('rack', [part('ghost'), part('screw'), part('screw', 2)])).toEqual([
      { code: 'component-unknown', productId: 'ghost' },
      { code: 'component-twice', productId: 'screw' }
    ]);
  });

  test('may not contain the product itself, however deep, and says by which way', () => {
    expect(problemsOf('pc', [part('pc')])).toEqual([{ code: 'component-circle', path: ['pc', 'pc'] }]);
    expect(problemsOf('new', [part('new')])).toEqual([{ code: 'component-circle', path: ['new', 'new'] }]);
    expect(problemsOf('chip', [part('screw'), part('pc')])).toEqual([
      { code: 'component-circle', path: ['chip', 'pc', 'board', 'chip'] }
    ]);
  });

  test('may use one component by several ways', () => {
    expect(problemsOf('rack', [part('pc'), part('board')])).toEqual([]);
  });

  test('ends although the bills of others are already a circle', () => {
    const circular: ComponentsOf = (id) => ({ a: [part('b')], b: [part('a')] })[id] ?? null;
    expect(billProblems({ productId: 'c', components: [part('a')], componentsOf: circular })).toEqual([]);
  });

  test('is checked without walking every way: many levels with two ways each', () => {
    const ladder: ComponentsOf = (id) => [
      part(`l${Number(id.slice(1)) + 1}`),
      part(`r${Number(id.slice(1)) + 1}`)
    ];
    const bounded: ComponentsOf = (id) => (Number(id.slice(1)) < 60 ? ladder(id) : []);
    expect(billProblems({ productId: 'top', components: [part('l0')], componentsOf: bounded })).toEqual([]);
  });

  test('has a circle when and only when the product can be reached from its components, for any bills', () => {
    const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const graphs = fc.dictionary(ids, fc.uniqueArray(ids, { maxLength: 3 }));
    fc.assert(
      fc.property(graphs, fc.uniqueArray(ids, { maxLength: 3 }), (graph, components) => {
        const reached = new Set(components);
        for (let size = -1; size !== reached.size;) {
          size = reached.size;
          for (const id of reached) if (id !== 'a') (graph[id] ?? []).forEach((next) => reached.add(next));
        }
        const found = billProblems({
          productId: 'a',
          components: components.map((id) => part(id)),
          componentsOf: (id) => (graph[id] ?? []).map((next) => part(next))
        });
        expect(found.some(({ code }) => code === 'component-circle')).toBe(reached.has('a'));
      })
    );
  });
});

describe('what a production takes', () => {
  test('is one level of the bill, times the units', () => {
    expect(componentsFor(bills['pc'] ?? [], units(3))).toEqual([part('board', 3), part('screw', 36)]);
  });

  test('rounds up what is no whole millionth', () => {
    expect(componentsFor([{ productId: 'glue', quantityMicros: 1 }], 1_500_000)).toEqual([
      { productId: 'glue', quantityMicros: 2 }
    ]);
  });

  test('adds up a component that is listed twice', () => {
    expect(componentsFor([part('screw', 2), part('screw', 3)], units(2))).toEqual([part('screw', 10)]);
  });

  test('is exact for large quantities, and says when it cannot be', () => {
    const tons: Component = { productId: 'x', quantityMicros: 1_234_567_890_123 };
    expect(componentsFor([tons], units(1000))).toEqual([{ ...tons, quantityMicros: 1_234_567_890_123_000 }]);
    expect(componentsFor([tons], units(10_000_000))).toBeNull();
  });

  test('names what is short', () => {
    const stock: Record<string, number> = { board: units(2), screw: units(100) };
    const available = (productId: string): number => stock[productId] ?? 0;
    const needs = componentsFor(bills['pc'] ?? [], units(3)) ?? [];
    expect(shortages(needs, available)).toEqual([{ ...part('board', 3), availableMicros: units(2) }]);
    expect(producibleUnits(bills['pc'] ?? [], available)).toBe(2);
  });

  test('nothing can be made of stock below zero, and what has no components is not made', () => {
    expect(producibleUnits([part('screw')], () => -units(5))).toBe(0);
    expect(producibleUnits([], () => units(5))).toBeNull();
  });

  test('as many units as are said to be producible leave no shortage, one more does, for any stock', () => {
    const anyBill = fc.array(
      fc.record({
        productId: fc.constantFrom('a', 'b', 'c'),
        quantityMicros: fc.integer({ min: 1, max: units(3) })
      }),
      { minLength: 1, maxLength: 5 }
    );
    fc.assert(
      fc.property(anyBill, fc.array(fc.nat(units(20)), { minLength: 3, maxLength: 3 }), (bill, [a, b, c]) => {
        const available = (id: string): number => ({ a, b, c })[id] ?? 0;
        const count = producibleUnits(bill, available) ?? 0;
        const short = (made: number) => shortages(componentsFor(bill, units(made)) ?? [], available);
        expect(short(count)).toEqual([]);
        expect(short(count + 1)).not.toEqual([]);
      })
    );
  });
});
