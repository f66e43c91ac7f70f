import {
  type CandidatePoint,
  type CandidateReport,
  type CandidateTask,
  reachedLevel,
} from '../../../../shared/report/candidateReport.ts';
import { isolated } from '../../../printing/printFonts.ts';
import { drawQrCode } from '../../../printing/qrCode.ts';
import type { TaggedPages } from '../../../printing/TaggedPages.ts';
import { INK } from '../../../printing/Typesetter.ts';
import { printedReport as texts } from '../../../texts/printedReport.ts';
import { type Density, type PrintedReport, type Styles, section, stylesOf } from './reportLayout.ts';

type PointKind = 'keep' | 'change';

const CODE = 54;
const CODE_COLUMN = CODE + 22;
const SEPARATOR = ' \u00B7 ';

export function writeFrontPage(pages: TaggedPages, printed: PrintedReport, density: Density): void {
  const styles = stylesOf(density);
  writeHead(pages, printed, styles, density);
  writePoints(pages, printed, 'keep', density);
  writePoints(pages, printed, 'change', density);
  writePlan(pages, printed, density);
}

function writeHead(pages: TaggedPages, printed: PrintedReport, styles: Styles, { gap }: Density): void {
  const { report, address, draft } = printed;
  const { kind, role, level, name, attempt, evaluators, heldAt } = report;
  withCode(pages, address === undefined ? undefined : { url: address, ...texts.reportCode }, styles, () => {
    pages.text(draft ? texts.draft[kind] : texts.kind[kind], styles.eyebrow);
    pages.gap(2 * gap);
    pages.text([role, level].filter(Boolean).map(isolated).join(', '), styles.title);
    pages.gap(4 * gap);
    if (name) pages.text(texts.reader(isolated(name)), { ...styles.strong, lines: 1 });
    const line = (...parts: string[]) => pages.text(parts.join(SEPARATOR), { ...styles.muted, lines: 2 });
    line(texts.held(heldAt), ...(kind === 'practice' ? [texts.attempt(attempt)] : []));
    const names = (evaluators.names ?? []).map(isolated);
    line(texts.evaluators(names, evaluators.count, evaluators.spentMs));
    if (!draft) line(...publication(report));
  });
  pages.gap(10 * gap);
  pages.rule();
  pages.gap(9 * gap);
  pages.text(isolated(report.headline), styles.headline);
}

function publication({ promisedAt, publishedAt, updatedAt }: CandidateReport): string[] {
  const updated = updatedAt === undefined ? [] : [texts.updated(updatedAt)];
  if (promisedAt === undefined) return [texts.ready(publishedAt), ...updated];
  const isLate = publishedAt > promisedAt;
  const ready = isLate ? texts.readyLate(publishedAt) : texts.readyOnTime(publishedAt);
  return [texts.due(promisedAt), ready, ...updated];
}

function writePoints(pages: TaggedPages, printed: PrintedReport, kind: PointKind, density: Density): void {
  const points = printed.report[kind];
  if (points.length === 0) return;
  section(pages, texts[kind].title, density, () => {
    for (const [index, point] of points.entries()) {
      if (index > 0) pages.gap(9 * density.gap);
      pages.element('Sect', () => writePoint(pages, printed, point, kind, index, density));
    }
  });
}

function writePoint(
  pages: TaggedPages,
  printed: PrintedReport,
  point: CandidatePoint,
  kind: PointKind,
  index: number,
  density: Density,
): void {
  const styles = stylesOf(density);
  const { question, competency, quotation, seen, action, clip } = point;
  const reached = reachedLevel(point, printed.report.ladder);
  const url = clipAddress(printed, point, kind, index);
  const title = texts[kind].point(index + 1);
  const code = url && { url, ...texts.clipCode(title, clip?.durationMs ?? 0) };
  withCode(pages, code, styles, () => {
    pages.text(competency ? isolated(competency) : title, styles.name);
    if (question) pages.text(texts.question(isolated(question)), styles.muted);
    pages.gap(3 * density.gap);
    if (quotation) {
      pages.element('BlockQuote', () => pages.text(isolated(`\u201C${quotation}\u201D`), styles.body));
      pages.gap(3 * density.gap);
    }
    pages.text(isolated(seen), styles.body);
    pages.gap(4 * density.gap);
    if (reached) {
      pages.text(texts.reachedLevel(reached.level), styles.small);
      pages.gap(3 * density.gap);
    }
    if (action) pages.text(texts.nextTime(isolated(action)), styles.strong);
    if (clip?.state === 'erased') pages.text(texts.clipDeleted, styles.muted);
  });
}

function writePlan(pages: TaggedPages, printed: PrintedReport, density: Density): void {
  const { tasks } = printed.report;
  if (tasks.length === 0) return;
  const styles = stylesOf(density);
  section(pages, texts.plan.title, density, () =>
    pages.element('L', () => {
      for (const [index, task] of tasks.entries()) {
        if (index > 0) pages.gap(4 * density.gap);
        pages.element('LI', () =>
          pages.columns([
            {
              left: 0,
              width: 16,
              write: () => pages.text(`${index + 1}.`, { ...styles.strong, tag: 'Lbl' }),
            },
            {
              left: 16,
              width: pages.width - 16,
              write: () => pages.element('LBody', () => writeTask(pages, printed, task, styles)),
            },
          ]),
        );
      }
    }),
  );
}

function writeTask(pages: TaggedPages, printed: PrintedReport, task: CandidateTask, styles: Styles): void {
  pages.text(isolated(task.text), styles.body);
  const practiced = printed.report.questions.find(({ questionId }) => questionId === task.questionId);
  const more = [
    ...(task.guide ? [texts.plan.read(isolated(task.guide.title))] : []),
    ...(practiced ? [texts.plan.practice(practiced.number)] : []),
  ];
  if (more.length > 0) pages.text(more.join(SEPARATOR), styles.muted);
}

type Code = { url: string; alt: string; caption: string };

function withCode(pages: TaggedPages, code: Code | undefined | '', styles: Styles, write: () => void): void {
  if (!code) {
    write();
    return;
  }
  pages.columns([
    { left: 0, width: pages.width - CODE_COLUMN, write },
    {
      left: pages.width - CODE,
      width: CODE,
      write: () => {
        pages.gap(4);
        pages.linkedFigure(code.alt, code.url, { width: CODE, height: CODE }, (document, box) =>
          drawQrCode(document, box, code.url),
        );
        pages.gap(6);
        pages.text(code.caption, { ...styles.label, color: INK.text });
      },
    },
  ]);
}

/** Returns the address that plays a clip, or undefined if the reader can't play it. */
function clipAddress(
  { address }: PrintedReport,
  { clip }: CandidatePoint,
  kind: PointKind,
  index: number,
): string | undefined {
  if (!address || !clip || !['ready', 'preparing'].includes(clip.state)) return undefined;
  const url = new URL(address);
  url.searchParams.set('point', `${kind}-${index + 1}`);
  return url.href;
}
