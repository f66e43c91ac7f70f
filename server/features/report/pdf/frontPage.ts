import type { CandidatePoint, CandidateTask } from '../../../../shared/report/candidateReport.ts';
import { isolated } from '../../../printing/printFonts.ts';
import { drawQrCode } from '../../../printing/qrCode.ts';
import type { TaggedPages } from '../../../printing/TaggedPages.ts';
import { INK } from '../../../printing/Typesetter.ts';
import { type Density, type Styles, stylesOf } from './density.ts';
import { clipAddress, type PointKind, type PrintedReport } from './printedReport.ts';
import { section } from './section.ts';
import { day, evaluatorsOf, kindOf, stretch } from './words.ts';

const CODE = 54;
const CODE_COLUMN = CODE + 22;

/** What to keep, what to change, and what to do about it. */
export function writeFrontPage(pages: TaggedPages, printed: PrintedReport, density: Density): void {
  const styles = stylesOf(density);
  writeHead(pages, printed, styles, density);
  writePoints(pages, printed, 'keep', density);
  writePoints(pages, printed, 'change', density);
  writePlan(pages, printed, density);
}

function writeHead(pages: TaggedPages, printed: PrintedReport, styles: Styles, { gap }: Density): void {
  const { report, address, draft } = printed;
  const { kind, role, level, name, kitVersion, attempt, heldAt, promisedAt, publishedAt, updatedAt } = report;
  withCode(
    pages,
    address === undefined
      ? undefined
      : { url: address, alt: 'QR code: opens this report', caption: 'The report' },
    styles,
    () => {
      pages.text(draft ? `Draft: ${kindOf(report)}` : kindOf(report), styles.eyebrow);
      pages.gap(2 * gap);
      pages.text([role, level].filter(Boolean).map(isolated).join(', '), styles.title);
      pages.gap(4 * gap);
      if (name) pages.text(`For ${isolated(name)}`, { ...styles.strong, lines: 1 });
      const line = (...parts: string[]) => pages.text(parts.join(' \u00B7 '), { ...styles.muted, lines: 2 });
      line(
        `Held ${day(heldAt)}`,
        ...(kind === 'practice' ? [`attempt ${attempt}`] : []),
        `kit version ${kitVersion}`,
      );
      line(`Evaluated by ${evaluatorsOf(report)}`);
      if (draft) return;
      const late = promisedAt !== undefined && publishedAt > promisedAt;
      line(
        ...(promisedAt === undefined ? [] : [`Promised by ${day(promisedAt)}`]),
        promisedAt === undefined
          ? `Ready ${day(publishedAt)}`
          : `ready ${day(publishedAt)}, ${late ? 'later than promised' : 'on time'}`,
        ...(updatedAt === undefined ? [] : [`updated ${day(updatedAt)}`]),
      );
    },
  );
  pages.gap(10 * gap);
  pages.rule();
  pages.gap(9 * gap);
  pages.text(isolated(report.headline), styles.headline);
}

function writePoints(pages: TaggedPages, printed: PrintedReport, kind: PointKind, density: Density): void {
  const points = printed.report[kind];
  if (points.length === 0) return;
  section(pages, kind === 'keep' ? 'Keep' : 'Change', density, () => {
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
  const { question, competency, quotation, seen, reached, next, action, clip } = point;
  const url = clipAddress(printed, point, kind, index);
  const about = `${kind === 'keep' ? 'Keep' : 'Change'} ${index + 1}`;
  const code = url && {
    url,
    alt: `QR code: plays the clip of “${about}”, ${stretch(clip?.durationMs ?? 0)}`,
    caption: `Clip, ${stretch(clip?.durationMs ?? 0)}`,
  };
  withCode(pages, code, styles, () => {
    pages.text(competency ? isolated(competency) : about, styles.name);
    if (question) pages.text(`You were asked: ${isolated(question)}`, styles.muted);
    pages.gap(3 * density.gap);
    if (quotation) {
      pages.element('BlockQuote', () => pages.text(isolated(`\u201C${quotation}\u201D`), styles.body));
      pages.gap(3 * density.gap);
    }
    pages.text(isolated(seen), styles.body);
    pages.gap(4 * density.gap);
    writeAnchors(pages, reached, kind === 'change' ? next : undefined, styles);
    if (action) pages.text(`Next time: ${isolated(action)}`, styles.strong);
    if (clip?.state === 'erased') pages.text('This clip was deleted with the recording.', styles.muted);
  });
}

/** Where the answer is, and beside it where the next one can be. */
function writeAnchors(
  pages: TaggedPages,
  reached: string | undefined,
  next: string | undefined,
  styles: Styles,
): void {
  const cells = [
    { label: 'Reached', text: reached, style: styles.small },
    { label: 'Next level', text: next, style: styles.small },
  ].filter(({ text }) => text);
  if (cells.length === 0) return;
  const apart = 16;
  const width = (pages.width - apart * (cells.length - 1)) / cells.length;
  pages.columns(
    cells.map(({ label, text = '', style }, index) => ({
      left: index * (width + apart),
      width,
      write: () => {
        pages.text(label, styles.label);
        pages.text(isolated(text), style);
      },
    })),
  );
  pages.gap(4);
}

function writePlan(pages: TaggedPages, printed: PrintedReport, density: Density): void {
  const { tasks } = printed.report;
  if (tasks.length === 0) return;
  const styles = stylesOf(density);
  section(pages, 'Your next seven days', density, () =>
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
    ...(task.guide ? [`Read: ${isolated(task.guide.title)}`] : []),
    ...(practiced ? [`Practice: question ${practiced.number}`] : []),
  ];
  if (more.length > 0) pages.text(more.join(' \u00B7 '), styles.muted);
}

interface Code {
  url: string;
  alt: string;
  caption: string;
}

/** A text with a code at its right, or without. */
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
