import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPatch, diff } from '../../../shared/protocol/mergePatch.ts';

/**
 * JSON without null, as views consist of. `__proto__` is not used as a key, and patches with it are
 * rejected. Keys that JSON escapes are not used either, and are omitted because `JSON.parse` in Node 24.21
 * can misread them: after objects with certain keys, `{"/":null,"\\"":null}` is parsed with a backslash as a
 * key.
 */
const key = fc
  .string({ maxLength: 3 })
  .filter(name => name !== '__proto__' && JSON.stringify(name) === `"${name}"`);
const { tree } = fc.letrec<{ tree: Record<string, unknown>; value: unknown }>(tie => ({
  tree: fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  value: fc.oneof(
    { depthSize: 'small' },
    fc.integer(),
    fc.string({ maxLength: 3 }),
    fc.boolean(),
    fc.array(fc.integer(), { maxLength: 3 }),
    tie('tree'),
  ),
}));

const throughTheWire = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe('merge patches', () => {
  it('turn the old value into the new one, even after encoding and decoding', () => {
    fc.assert(
      fc.property(tree, tree, (before, after) => {
        const patch = diff(before, after);
        const result = patch ? applyPatch(before, throughTheWire(patch)) : before;
        expect(throughTheWire(result)).toEqual(throughTheWire(after));
      }),
      { numRuns: 500 },
    );
  });

  it('are undefined when nothing changed', () => {
    fc.assert(
      fc.property(tree, value => {
        expect(diff(value, structuredClone(value))).toBeUndefined();
      }),
    );
  });

  it('compose: a chain of patches ends at the last value', () => {
    fc.assert(
      fc.property(fc.array(tree, { minLength: 2, maxLength: 6 }), values => {
        const [first = {}, ...rest] = values;
        let held = first;
        let previous = first;
        for (const next of rest) {
          const patch = diff(previous, next);
          if (patch) held = applyPatch(held, throughTheWire(patch));
          previous = next;
        }
        expect(throughTheWire(held)).toEqual(throughTheWire(rest.at(-1)));
      }),
    );
  });

  it('contain only what changed', () => {
    const before = {
      title: 'a',
      seats: { x: { media: 'on', name: 'Ada' }, y: { media: 'off', name: 'Alan' } },
    };
    const after = {
      title: 'a',
      seats: { x: { media: 'off', name: 'Ada' }, y: { media: 'off', name: 'Alan' } },
    };
    expect(diff(before, after)).toEqual({ seats: { x: { media: 'off' } } });
  });

  it('delete missing and undefined fields', () => {
    expect(diff({ a: 1, b: 2, c: 3 }, { a: 1, b: undefined })).toEqual({ b: null, c: null });
    expect(applyPatch({ a: 1, b: 2 }, { b: null })).toEqual({ a: 1 });
  });

  it('replace arrays completely', () => {
    expect(diff({ list: [1, 2] }, { list: [1, 2, 3] })).toEqual({ list: [1, 2, 3] });
  });

  it('do not change the value they are applied to, and share untouched parts', () => {
    const before = { kept: { deep: 1 }, changed: { deep: 1 } };
    const after = applyPatch(before, { changed: { deep: 2 } });
    expect(before).toEqual({ kept: { deep: 1 }, changed: { deep: 1 } });
    expect(after.kept).toBe(before.kept);
  });

  it("can't reach a prototype", () => {
    const hostile = JSON.parse('{"__proto__": {"admin": true}, "a": {"__proto__": {"admin": true}}}');
    const result = applyPatch({ a: {} as Record<string, unknown> }, hostile);
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
    expect((result as Record<string, unknown>).admin).toBeUndefined();
    expect(result.a.admin).toBeUndefined();
  });
});
