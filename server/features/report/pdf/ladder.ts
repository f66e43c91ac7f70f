import type { CandidateReport, LadderRung } from '../../../../shared/report/candidateReport.ts';
import { isolated } from '../../../printing/printFonts.ts';
import type { Column, TaggedPages } from '../../../printing/TaggedPages.ts';
import { type Density, type Styles, stylesOf } from './density.ts';
import { drawRungs } from './rungs.ts';
import { section, writeRest } from './section.ts';

const LEFT = 130;
const APART = 16;

/** Where the answers stand in each competency, in the words of the kit, and what the next level is. */
export function writeLadder(pages: TaggedPages, report: CandidateReport, density: Density): void {
  const styles = stylesOf(density);
  const shown = report.ladder.slice(0, density.rows);
  const guessed = shown.some(({ guess }) => typeof guess === 'number');
  const spread = shown.some(rung => rung.spread);
  const legend = [
    'Filled: the level reached, of five.',
    ...(guessed ? ['Triangle: your guess.'] : []),
    ...(spread ? ['Bracket: the widest range of ratings for one answer.'] : []),
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
      writeRest(pages, report.ladder.length - shown.length, density);
      writeChangesOfRaters(pages, report, density);
    },
    legend.join(' '),
  );
}

function writeHeads(pages: TaggedPages, styles: Styles): void {
  const head = (text: string) => () =>
    pages.element('TH', () => pages.text(text, styles.label), { scope: 'Column' });
  pages.element('TR', () =>
    pages.columns(cellsOf(pages, head('Competency'), head('Reached'), head('Next level'))),
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
              ? 'None of the answers gave anything to rate here, so there is no level. That is not a low rating.'
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
    ...(spread ? [`rated ${spread.low} to ${spread.high} for the same answer`] : []),
  ].join(', ');
}

function besides({ competencyId, rung, guess }: LadderRung, { attempts }: CandidateReport): string {
  const earlier = attempts
    .slice(0, -1)
    .slice(-2)
    .flatMap(({ levels }) => levels[competencyId] ?? []);
  const own = guess === undefined ? [] : [guess === 'N' ? 'guess: could not tell' : `guess ${guess}`];
  const level = rung === undefined ? 'No evidence' : `Level ${rung}`;
  const before = earlier.length > 0 ? [`before ${earlier.join(', ')}`] : [];
  return [level, ...own, ...before].join(' \u00B7 ');
}

function writeChangesOfRaters(pages: TaggedPages, { attempts }: CandidateReport, density: Density): void {
  const others = attempts.slice(1).filter(({ sameRaters }) => !sameRaters);
  if (others.length === 0) return;
  const numbers = new Intl.ListFormat('en-US').format(others.map(({ number }) => String(number)));
  pages.gap(5 * density.gap);
  pages.text(
    `Other people rated attempt ${numbers} than the one before it, so part of a difference may come from that.`,
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
