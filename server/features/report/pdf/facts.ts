import type { DeliveryFacts } from '../../../../shared/recording/review.ts';
import type { CandidateReport } from '../../../../shared/report/candidateReport.ts';
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
  section(pages, 'Delivery, never scored', density, () =>
    pages.element('Table', () => {
      row('TH', ['Fact', 'This time', ...(before ? ['Before'] : [])]);
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
    ['Longest pause', moment(longestPauseMs)],
    ['Longest stretch of speech', stretch(longestMonologueMs)],
    ['First word after', timeToAnswerMs === undefined ? '\u2013' : moment(timeToAnswerMs)],
  ];
}

/** By whom and by what, how far they were apart, and what is kept. */
export function writeJudged(pages: TaggedPages, report: CandidateReport, density: Density): void {
  const { evaluators, judged } = report;
  const styles = stylesOf(density);
  section(pages, 'How it was judged', density, () => {
    for (const sentence of [
      `${count(evaluators.count, 'person', 'people')} watched your answers and rated them against described levels: ${count(judged.ratings, 'rating')} in ${count(judged.competencies, 'competency', 'competencies')}. No software scored you.`,
      ...(evaluators.count > 1 ? [apart(judged)] : []),
      judged.keptUntil === undefined
        ? 'The recording and its clips are kept until they are deleted.'
        : `The recording and its clips are kept until ${day(judged.keptUntil)}.`,
    ]) {
      pages.text(sentence, styles.small);
      pages.gap(3 * density.gap);
    }
  });
}

function apart({ near, far }: CandidateReport['judged']): string {
  if (near + far === 0) return 'They rated alone first, and agreed in every competency.';
  const parts = [
    ...(near > 0 ? [`one level apart in ${count(near, 'competency', 'competencies')}`] : []),
    ...(far > 0 ? [`two or more apart in ${count(far, 'competency', 'competencies')}`] : []),
  ];
  return `They rated alone first, and were ${parts.join(' and ')}.`;
}
