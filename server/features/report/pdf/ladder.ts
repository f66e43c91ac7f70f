import type { CandidateReport, LadderRung } from '../../../../shared/report/candidateReport.ts';
import { isolated } from '../../../printing/printFonts.ts';
import type { Column, TaggedPages } from '../../../printing/TaggedPages.ts';
import { type Density, type Styles, stylesOf } from './density.ts';
import { drawRungs } from './rungs.ts';
import { section } from './section.ts';

const LEFT = 130;
const APART = 16;

/** Where the answers stand in each competency, in the words of the kit, and what the next level is. */
export function writeLadder(pages: TaggedPages, report: CandidateReport, density: Density): void {
  const styles = stylesOf(density);
  const shown = report.ladder.slice(0, density.rows);
  if (shown.length < report.ladder.length) pages.shorten();
  const guessed = shown.some(({ guess }) => typeof guess === 'number');
  const spread = shown.some(rung => rung.spread);
  const legend = [
    'Filled: the level that your answers reached, of five.',
    ...(guessed ? ['Triangle: your own guess.'] : []),
    ...(spread ? ['Bracket: the lowest and the highest evaluator.'] : []),
  ];
  section(
    pages,
    'Where your answers stand',
    density,
    () => {
      pages.element('Table', () => {
        writeHeads(pages, styles);
        for (const rung of shown) {
          pages.gap(5 * density.gap);
          pages.element('TR', () => writeRung(pages, report, rung, styles));
        }
      });
      writeChangesOfRaters(pages, report, density);
    },
    legend.join(' '),
  );
}

function writeHeads(pages: TaggedPages, styles: Styles): void {
  const head = (text: string) => () =>
    pages.element('TH', () => pages.text(text, styles.label), { scope: 'Column' });
  pages.element('TR', () =>
    pages.columns(
      cellsOf(pages, head('Competency'), head('What your answers showed'), head('The next level')),
    ),
  );
}

function writeRung(pages: TaggedPages, report: CandidateReport, rung: LadderRung, styles: Styles): void {
  const { name, rung: reached, anchors } = rung;
  const below = reached === undefined ? undefined : anchors[reached - 1];
  const above = reached === undefined ? undefined : anchors[reached];
  pages.columns(
    cellsOf(
      pages,
      () =>
        pages.element(
          'TH',
          () => {
            pages.text(isolated(name), { ...styles.name, tag: 'P' });
            pages.gap(1);
            pages.figure(inWords(rung), { width: LEFT - 14, height: 18 }, (document, box) =>
              drawRungs(document, box, rung),
            );
            pages.text(besides(rung, report), { ...styles.muted, lines: 2 });
          },
          { scope: 'Row' },
        ),
      () =>
        pages.element('TD', () =>
          pages.text(
            below === undefined
              ? 'No evidence: the answers gave nothing to judge this by. That is not a low level.'
              : isolated(below),
            styles.small,
          ),
        ),
      () =>
        pages.element('TD', () =>
          pages.text(
            reached === undefined
              ? '\u2013'
              : above === undefined
                ? 'This is the highest level.'
                : isolated(above),
            styles.muted,
          ),
        ),
    ),
  );
}

/** For those who do not see the bar. */
function inWords({ rung, guess, spread }: LadderRung): string {
  return [
    rung === undefined ? 'No evidence' : `Level ${rung} of 5`,
    ...(typeof guess === 'number' ? [`your guess ${guess}`] : []),
    ...(spread ? [`evaluators from ${spread.low} to ${spread.high}`] : []),
  ].join(', ');
}

function besides({ competencyId, rung, guess }: LadderRung, { attempts }: CandidateReport): string {
  const earlier = attempts
    .slice(0, -1)
    .slice(-2)
    .flatMap(({ number, levels }) => {
      const level = levels[competencyId];
      return level === undefined ? [] : [`attempt ${number}: ${level}`];
    });
  const own = guess === undefined ? [] : [guess === 'N' ? 'you were not sure' : `you said ${guess}`];
  const level = rung === undefined ? 'No evidence' : `Level ${rung}`;
  return [level, ...own, ...earlier].join(' \u00B7 ');
}

function writeChangesOfRaters(pages: TaggedPages, { attempts }: CandidateReport, density: Density): void {
  const others = attempts.slice(1).filter(({ sameRaters }) => !sameRaters);
  if (others.length === 0) return;
  const numbers = new Intl.ListFormat('en-US').format(others.map(({ number }) => String(number)));
  pages.gap(5 * density.gap);
  pages.text(
    `Other people rated attempt ${numbers} than the one before: part of a difference may be theirs.`,
    stylesOf(density).muted,
  );
}

function cellsOf(pages: TaggedPages, first: () => void, second: () => void, third: () => void): Column[] {
  const width = (pages.width - LEFT - APART) / 2;
  return [
    { left: 0, width: LEFT - 14, write: first },
    { left: LEFT, width, write: second },
    { left: LEFT + width + APART, width, write: third },
  ];
}
