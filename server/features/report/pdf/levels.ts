import type { CandidateReport, LadderRung } from '../../../../shared/report/candidateReport.ts';
import { isolated } from '../../../printing/printFonts.ts';
import type { Box, Column, TaggedPages } from '../../../printing/TaggedPages.ts';
import { INK } from '../../../printing/Typesetter.ts';
import { printedReport as texts } from '../../../texts/printedReport.ts';
import { type Density, type Styles, section, stylesOf, writeRest } from './reportLayout.ts';

const STEPS = [1, 2, 3, 4, 5] as const;
const BAR = 6;
const GAP = 3;
const LEFT = 130;
const COLUMN_GAP = 16;

export function writeLevels(pages: TaggedPages, report: CandidateReport, density: Density): void {
  const styles = stylesOf(density);
  const shown = report.ladder.slice(0, density.rows);
  const guessed = shown.some(({ guess }) => typeof guess === 'number');
  const spread = shown.some(rung => rung.spread);
  const legend = [
    texts.levels.legend,
    ...(guessed ? [texts.levels.legendGuess] : []),
    ...(spread ? [texts.levels.legendSpread] : []),
  ];
  section(
    pages,
    texts.levels.title,
    density,
    () => {
      pages.element('Table', () => {
        writeHeads(pages, styles);
        for (const rung of shown) {
          pages.gap(5 * density.gap);
          pages.element('TR', () => writeLevel(pages, report, rung, styles));
        }
      });
      writeRest(pages, report.ladder.length - shown.length, density);
      writeRaterChanges(pages, report, density);
    },
    legend.join(' '),
  );
}

function writeHeads(pages: TaggedPages, styles: Styles): void {
  const head = (text: string) => () =>
    pages.element('TH', () => pages.text(text, styles.label), { scope: 'Column' });
  pages.element('TR', () =>
    pages.columns(cellsOf(pages, head(texts.levels.competency), head(texts.reached), head(texts.next))),
  );
}

function writeLevel(pages: TaggedPages, report: CandidateReport, rung: LadderRung, styles: Styles): void {
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
            pages.figure(texts.levels.bar(rung), { width: LEFT - 14, height: 18 }, (document, box) =>
              drawLevelBar(document, box, rung),
            );
            pages.text(summaryOf(rung, report), { ...styles.muted, lines: 2 });
          },
          { scope: 'Row' },
        ),
      () =>
        pages.element('TD', () =>
          pages.text(below === undefined ? texts.levels.noneAbout : isolated(below), styles.small),
        ),
      () =>
        pages.element('TD', () =>
          pages.text(
            reached === undefined ? '\u2013' : above === undefined ? texts.top : isolated(above),
            styles.muted,
          ),
        ),
    ),
  );
}

function summaryOf({ competencyId, rung, guess }: LadderRung, { attempts }: CandidateReport): string {
  const earlier = attempts.slice(-3, -1).flatMap(({ levels }) => levels[competencyId] ?? []);
  const words = texts.levels;
  return [
    rung === undefined ? words.none : words.level(rung),
    ...(guess === undefined ? [] : [words.guess(guess)]),
    ...(earlier.length > 0 ? [words.before(earlier)] : []),
  ].join(' \u00B7 ');
}

function writeRaterChanges(pages: TaggedPages, { attempts }: CandidateReport, density: Density): void {
  const others = attempts.slice(1).filter(({ sameRaters }) => !sameRaters);
  if (others.length === 0) return;
  pages.gap(5 * density.gap);
  pages.text(texts.levels.otherRaters(others.map(({ number }) => number)), stylesOf(density).muted);
}

function cellsOf(pages: TaggedPages, first: () => void, second: () => void, third: () => void): Column[] {
  const width = (pages.width - LEFT - COLUMN_GAP) / 2;
  return [
    { left: 0, width: LEFT - 14, write: first },
    { left: LEFT, width, write: second },
    { left: LEFT + width + COLUMN_GAP, width, write: third },
  ];
}

/** Draws steps that are filled up to the level, a bracket for the ratings' range, and a triangle (guess). */
function drawLevelBar(document: PDFKit.PDFDocument, box: Box, { rung, guess, spread }: LadderRung): void {
  const width = (box.width - GAP * (STEPS.length - 1)) / STEPS.length;
  const leftOf = (step: number) => box.x + (step - 1) * (width + GAP);
  const top = box.y + 5;
  for (const step of STEPS) {
    document.roundedRect(leftOf(step), top, width, BAR, 1.5).lineWidth(0.75);
    if (rung === undefined) document.dash(2, { space: 1.5 }).stroke(INK.muted).undash();
    else if (step <= rung) document.fillAndStroke(INK.accent, INK.accent);
    else document.stroke(step === rung + 1 ? INK.accent : INK.muted);
  }
  if (spread) {
    const [from, to] = [leftOf(spread.low), leftOf(spread.high) + width];
    document
      .moveTo(from, top - 1.5)
      .lineTo(from, top - 4)
      .lineTo(to, top - 4)
      .lineTo(to, top - 1.5);
    document.lineWidth(0.9).stroke(INK.text);
  }
  if (typeof guess !== 'number') return;
  const [middle, under] = [leftOf(guess) + width / 2, top + BAR + 1.8];
  document.polygon([middle, under], [middle - 3.2, under + 4.6], [middle + 3.2, under + 4.6]).fill(INK.text);
}
