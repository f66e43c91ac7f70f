import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { PracticeLink } from '../../../client/site/PracticeLink.tsx';
import { site } from '../../../client/texts/site.ts';
import { QuestionId } from '../../../shared/kit/kitIds.ts';
import type { GuidePractice } from '../../../shared/practice/practiceEdition.ts';

const { practiceQuestion, practiceShort } = site.rolePage;

it('a link to practice of a guide question says when the question asked is only a related one', () => {
  const questionId = QuestionId.parse('caching');
  const linkFor = (question: GuidePractice, of?: string) =>
    renderToStaticMarkup(
      createElement(PracticeLink, { slug: 'backend', practice: 'open', size: 'md', question, of }),
    );
  for (const [question, words, short] of [
    [{ questionId }, practiceQuestion(), practiceShort()],
    [{ questionId, related: true }, practiceQuestion(true), practiceShort(true)],
  ] as const) {
    expect(linkFor(question)).toContain(`>${words}</a>`);
    expect(linkFor(question, 'Caching')).toContain(`${short}<span`);
    expect(linkFor(question)).toContain('href="/practice?role=backend&amp;question=caching&amp;now=1"');
  }
});
