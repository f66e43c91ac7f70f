import { expect, it } from 'vitest';
import { common } from '../../../client/texts/common.ts';
import { fallbackTexts } from '../../../client/texts/errors.ts';
import { practicePage } from '../../../client/texts/practicePage.ts';

const { compare, deleting, questions, receipt } = practicePage;
const wordsOf = (...texts: string[]) =>
  texts.flatMap(text => text.split(/\s+/).filter(word => /[\p{L}\p{N}]/u.test(word))).length;

/** People read these states in passing, or under stress. */
it.each<[string, number, string[]]>([
  ['a deleted attempt', 12, [receipt.attemptGoing, receipt.attemptDone]],
  ['deleting an attempt', 16, [deleting.attempt, deleting.attemptBody(''), deleting.attemptConfirm]],
  ['deleting the page', 29, [deleting.page, deleting.pageBody(3), deleting.pageKnown, deleting.pageConfirm]],
  ['an open question', 12, [questions.watch, questions.compare, questions.model, questions.signs]],
  ['a page that is out of reach', 9, [practicePage.failed, fallbackTexts.unavailable]],
  ['a lost connection', 11, [common.unreachable]],
  ['then and now', 18, [compare.title, compare.both, compare.keys]],
])('%s takes at most %i words', (_state, most, texts) => {
  expect(wordsOf(...texts)).toBeLessThanOrEqual(most);
});
