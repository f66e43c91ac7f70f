import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { ReportDocument } from '../../../client/components/report/ReportDocument.tsx';
import { readReport } from '../../../client/texts/readReport.ts';
import type { CandidateReport } from '../../../shared/report/candidateReport.ts';
import { strongReport, weakReport } from '../../support/madeUpReport.ts';

const decoded = (html: string) =>
  html.replaceAll('&#x27;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&');
const markupOf = (report: CandidateReport) =>
  decoded(renderToStaticMarkup(createElement(ReportDocument, { report, own: true })));
const times = (html: string, text: string) => html.split(text).length - 1;

describe('a report on screen', () => {
  it.each([
    ['strong', strongReport()],
    ['weak', weakReport()],
  ])('of %s answers says the description of each level once', (_name, report) => {
    const html = markupOf(report);
    for (const { anchors, name } of report.ladder)
      for (const anchor of anchors) expect([name, times(html, anchor)]).toEqual([name, 1]);
  });

  it('names the level that each point reached', () => {
    const html = markupOf(weakReport());
    expect(times(html, `${readReport.points.reached}: `)).toBe(4);
  });

  it('doesn’t name the version of the questions', () => {
    expect(markupOf(strongReport({ kitVersion: 97 }))).not.toMatch(/97|question set/i);
  });

  it('says that an answer was spoken and also written', () => {
    const [spoken] = strongReport().questions;
    if (!spoken) throw new Error('The report has a question.');
    const wordsOf = (questions: CandidateReport['questions']) => markupOf(strongReport({ questions }));
    const both = wordsOf([{ ...spoken, written: { text: 'On one host.' } }]);
    expect(both).toContain(readReport.questions.alsoWritten);
    expect(both).not.toContain(readReport.questions.written);
    const { answerMs: _none, ...unspoken } = spoken;
    expect(wordsOf([{ ...unspoken, written: {} }])).toContain(readReport.questions.written);
  });
});
