import { expect, it } from 'vitest';
import { changedFields } from '../../../shared/changedFields.ts';

it('changedFields returns only what a person has changed', () => {
  const before = {
    hours: 48,
    names: { practice: true, interviews: false },
    byKit: { a: 2 },
    note: undefined,
  };
  expect(changedFields(before, { ...before })).toEqual({});
  expect(changedFields(before, { ...before, hours: 24, byKit: {} })).toEqual({ hours: 24, byKit: {} });
  expect(changedFields(before, { ...before, names: { practice: true, interviews: true } })).toEqual({
    names: { practice: true, interviews: true },
  });
});
