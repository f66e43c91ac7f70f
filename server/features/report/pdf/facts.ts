import type { DeliveryFacts } from '../../../../shared/recording/review.ts';
import { type CandidateReport, disagreement } from '../../../../shared/report/candidateReport.ts';
import type { TaggedPages } from '../../../printing/TaggedPages.ts';
import { type Density, stylesOf } from './density.ts';
import { section } from './section.ts';
import { count, day, moment, stretch } from './words.ts';

/** How it was said, beside how it was said before. */
export function writeFacts(pages: TaggedPages, { delivery }: CandidateReport, density: Density): void {
  const facts = delivery.at(-1)?.facts;
  if (!facts) return;
  const before = delivery.at(-2)?.facts;
  const styles = stylesOf(density);
  const value = 62;
  const row = (tag: 'TH' | 'TD', cells: readonly string[]) =>
    pages.element('TR', () =>
      pages.columns(
        cells.map((text, index) => ({
          left: index === 0 ? 0 : pages.width - (cells.length - index) * value,
          width: index === 0 ? pages.width - (cells.length - 1) * value : value,
          write: () =>
            pages.element(
              index === 0 ? 'TH' : tag,
              () => pages.text(text, tag === 'TH' ? styles.label : styles.small),
              index === 0 || tag === 'TH' ? { scope: tag === 'TH' ? 'Column' : 'Row' } : {},
            ),
        })),
      ),
    );
  section(pages, 'How you spoke (never scored)', density, () =>
    pages.element('Table', () => {
      row('TH', ['Fact', 'This attempt', ...(before ? ['Before'] : [])]);
      const earlier = before && rowsOf(before);
      for (const [index, [name, text]] of rowsOf(facts).entries()) {
        pages.gap(1.5 * density.gap);
        row('TD', [name, text, ...(earlier ? [earlier[index]?.[1] ?? '\u2013'] : [])]);
      }
    }),
  );
}

function rowsOf(facts: DeliveryFacts): [name: string, text: string][] {
  const { speakingMs, talkRatio, pauses, longestPauseMs, longestMonologueMs, timeToAnswerMs } = facts;
  return [
    ['You spoke', stretch(speakingMs)],
    ['Your share of all speech', talkRatio === undefined ? '\u2013' : `${Math.round(talkRatio * 100)}%`],
    ['Pauses in answers', String(pauses)],
    ['Longest pause', pauses > 0 ? moment(longestPauseMs) : '\u2013'],
    ['Longest stretch of speech', stretch(longestMonologueMs)],
    ['First word after', timeToAnswerMs === undefined ? '\u2013' : moment(timeToAnswerMs)],
  ];
}

/** By whom and by what, how far they were apart, and what is kept. */
export function writeJudged(pages: TaggedPages, report: CandidateReport, density: Density): void {
  const { evaluators, judged } = report;
  const styles = stylesOf(density);
  section(pages, 'How this was judged', density, () => {
    for (const sentence of [
      `${evaluators.count === 1 ? 'One person' : `${evaluators.count} people`} gave ${count(judged.ratings, 'rating')} in ${count(judged.competencies, 'competency', 'competencies')}, each against the described levels of the kit. ${disagreement(report)}`,
      'Only what you said counts. How you look or sound, your accent, and how long you paused are never part of a rating, and no machine rates you.',
      judged.keptUntil === undefined
        ? 'The recording and its clips are kept until someone deletes them.'
        : `The recording and its clips are deleted on ${day(judged.keptUntil)}.`,
    ]) {
      pages.text(sentence, { ...styles.small, lines: Math.max(3, density.lines) });
      pages.gap(3 * density.gap);
    }
  });
}
