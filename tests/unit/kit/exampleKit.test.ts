import { expect, test } from 'vitest';
import { ChosenKit, InterviewKit, Kit } from '../../../shared/kit/kit.ts';
import { lintKit } from '../../../shared/kit/lintKit.ts';
import { chosenKit, exampleInterviewKit, exampleKit } from '../../support/exampleKit.ts';

test('the example kit fits its schema, and the linter finds nothing in it', () => {
  expect(Kit.parse(exampleKit())).toEqual(exampleKit());
  expect(lintKit(exampleKit())).toEqual([]);
  expect(InterviewKit.parse(exampleInterviewKit())).toEqual(exampleInterviewKit());
  expect(ChosenKit.parse(chosenKit())).toEqual(chosenKit());
});
