import { describe, expect, it } from 'vitest';
import { ReportPrints } from '../../../server/features/report/pdf/ReportPrints.ts';
import type { PrintedReport } from '../../../server/features/report/pdf/reportLayout.ts';
import { reportPdf } from '../../../server/features/report/pdf/reportPdf.ts';
import { KIT_LIMITS } from '../../../shared/kit/kit.ts';
import { CompetencyId, QuestionId } from '../../../shared/kit/kitIds.ts';
import { LinkToken } from '../../../shared/protocol/joinRoutes.ts';
import type { CandidateReport } from '../../../shared/report/candidateReport.ts';
import { REPORT_LIMITS } from '../../../shared/report/reportContent.ts';
import { linksOfPdf, scannedCode } from '../../support/linksOfPdf.ts';
import { strongReport, weakReport } from '../../support/madeUpReport.ts';
import { pdfFonts, pdfInfo, pdfTags, pdfTexts, pdfWords } from '../../support/poppler.ts';

const SITE = 'https://interviews.example.com';
const LINK = LinkToken.parse('0123456789abcdefABCDEF');
const ADDRESS = `${SITE}/report#${LINK}`;
const QUESTION = {
  text: 'What would the highest level have looked like?',
  askedAt: Date.UTC(2026, 10, 26),
  answer: 'One request that an attacker would send, and the check that refuses it.',
};
/** Latin, Greek, Cyrillic, Arabic, Hebrew, Chinese, Japanese, Korean, and Devanagari. */
const NAMES = [
  'Zoë O’Neill-Łukasz',
  'Ελένη Παπαδοπούλου',
  'Дмитрий Щербаков',
  'محمد الأمين',
  'שרה כהן',
  '李小龙',
  '山田はなこ',
  '김민준',
  'प्रिया शर्मा',
];
const PAPERS = [
  ['a4', '595.28 x 841.89 pts (A4)', 841.89],
  ['letter', '612 x 792 pts (letter)', 792],
] as const;

describe.each(PAPERS)('a PDF report on %s', (paper, size, height) => {
  it('has two pages of that size, is tagged, and embeds its fonts', async () => {
    const file = await printed({ paper });
    expect(pdfInfo(file)).toMatchObject({
      Title: 'Report on a practice interview: Backend Developer',
      Pages: '2',
      Tagged: 'yes',
      'Page size': size,
      'PDF version': '1.7',
    });
    const fonts = pdfFonts(file);
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) expect(font).toMatchObject({ embedded: true, unicode: true });
  });

  it('contains everything that the candidate reads, as text that can be copied', async () => {
    const report = strongReport({ name: 'Ada Lovelace' });
    const file = await printed({ paper, report, question: QUESTION });
    const copied = letters(pdfTexts(file).join(' '));
    const spoken = letters(
      pdfTags(file)
        .map(({ text }) => text)
        .join(' '),
    );
    for (const text of textsOf(report)) {
      expect(copied).toContain(letters(text));
      expect(spoken).toContain(letters(text));
    }
    expect(copied).toContain(letters(QUESTION.text));
    expect(copied).toContain(letters(QUESTION.answer));
    expect(copied).not.toContain(letters('Shortened to fit'));
  });

  it('has two pages with any amount of text, within the margins, and marks omissions', async () => {
    const report = fullestReport();
    const answer = words(REPORT_LIMITS.answer);
    const file = await printed({ paper, report, question: { ...QUESTION, answer } });
    expect(pdfInfo(file).Pages).toBe('2');
    for (const text of pdfTexts(file))
      expect(letters(text)).toContain(letters('Shortened to fit. The online report has the full text.'));
    const all = pdfWords(file);
    for (const page of [1, 2]) {
      const placed = all.filter(word => word.page === page);
      const foot = placed.find(({ text }) => text === 'Shortened')?.top ?? 0;
      for (const { left, right, top, bottom } of placed) {
        expect(left).toBeGreaterThan(40);
        expect(right).toBeLessThan((paper === 'a4' ? 595 : 612) - 40);
        expect(bottom).toBeLessThan(height - 15);
        if (top < foot) expect(bottom).toBeLessThanOrEqual(foot);
      }
    }
  });
});

describe('tags of a PDF report', () => {
  it('contain one title, headings in order, rows with headings, and bookmarks', async () => {
    const file = await printed({ question: QUESTION });
    const tags = pdfTags(file);
    const texts = (wanted: string) => tags.filter(({ tag }) => tag === wanted).map(({ text }) => text);
    expect(texts('H1')).toEqual(['Backend Developer, Mid-level']);
    const parts = [
      'Keep',
      'Change',
      'Your next seven days',
      'The levels you reached',
      'Question by question',
      'How you spoke (never rated)',
      'How this was rated',
      'Your question',
    ];
    expect(texts('H2')).toEqual(parts);
    expect(texts('H3')).toEqual([
      'API and data design',
      'Collaboration',
      'Debugging and diagnosis',
      'Security mindedness',
    ]);
    expect(texts('LI')).toHaveLength(3);
    expect(texts('Table')).toHaveLength(3);
    // One heading row each, seven competencies, nine questions, six facts.
    expect(texts('TR')).toHaveLength(3 + 7 + 9 + 6);
    const bookmarks = [...file.toString('latin1').matchAll(/\/Dest \[.*?\]\n.*?\n\/Title \((.*?)\)\n/gs)];
    expect(bookmarks.map(([, title]) => title?.replaceAll('\\', ''))).toEqual(parts);
  });

  it('contain alternative text for every image', async () => {
    const report = weakReport();
    const file = await printed({ report });
    const pictures = pdfTags(file).filter(({ tag }) => tag === 'Figure');
    const alternatives = [...file.toString('latin1').matchAll(/\/S \/Figure\n\/Alt \((.*?)\)\n/g)].map(
      ([, alt = '']) => alt.replaceAll('\\', ''),
    );
    // Seven bars, a QR code of the report, and four of clips.
    expect(pictures).toHaveLength(7 + 5);
    expect(alternatives).toHaveLength(pictures.length);
    expect(alternatives).toContain('QR code: opens this report');
    expect(alternatives).toContain('Level 2 of 5, your guess 4, rated 1 to 3 for the same answer');
    expect(alternatives).toContain('No evidence, your guess 4');
  });
});

describe('QR codes of a PDF report', () => {
  it('contain the link to the report and to each clip, scanned or clicked', async () => {
    const file = await printed({});
    const links = linksOfPdf(file);
    const clip = (point: string) => `${SITE}/report?point=${point}#${LINK}`;
    expect(links.map(({ address }) => address)).toEqual([
      ADDRESS,
      clip('keep-1'),
      clip('keep-2'),
      clip('change-1'),
      clip('change-2'),
    ]);
    for (const link of links) expect(scannedCode(file, link)).toBe(link.address);
  });

  it('are omitted when this reader has no clip to play, and in staff copies', async () => {
    const [clip] = strongReport().keep.map(point => point.clip);
    if (!clip) throw new Error('The report has a clip.');
    const points = (['failed', 'erased', 'withheld'] as const).map(state => ({ clip: { ...clip, state } }));
    const [failed, erased, withheld] = points;
    const base = strongReport();
    const report = strongReport({
      keep: base.keep.map((point, index) => ({ ...point, ...(index === 0 ? failed : erased) })),
      change: base.change.map((point, index) => ({ ...point, ...(index === 0 ? withheld : {}) })),
    });
    const file = await printed({ report });
    expect(linksOfPdf(file).map(({ address }) => address)).toEqual([
      ADDRESS,
      `${SITE}/report?point=change-2#${LINK}`,
    ]);
    expect(letters(pdfTexts(file).join())).toContain(letters('This clip was deleted with the recording.'));
    const draft = await printed({ address: undefined, draft: true });
    expect(linksOfPdf(draft)).toEqual([]);
    expect(pdfTexts(draft)[0]).toMatch(/^Draft: Report on a practice interview/);
  });
});

describe('texts of a PDF report', () => {
  it('distinguish no evidence from a low level, and not asked from too short', async () => {
    const text = letters(pdfTexts(await printed({ report: weakReport() })).join(' '));
    expect(text).toContain(letters('so there is no level. This isn’t a low rating.'));
    expect(text).toContain(letters('No evidence · guess 4'));
    expect(text).toContain(letters('Not asked'));
    expect(text).toContain(letters('0:41 of 3:00'));
  });

  it('say the description of each level once, and no version of the questions', async () => {
    const report = strongReport({ kitVersion: 97 });
    const text = letters(pdfTexts(await printed({ report })).join(' '));
    for (const { anchors, name, rung } of report.ladder)
      for (const anchor of rung === undefined ? [] : anchors.slice(rung - 1, rung + 1))
        expect([name, text.split(letters(anchor)).length - 1]).toEqual([name, 1]);
    expect(text).not.toMatch(/97|questionset/i);
  });

  it('mark written answers, also those of a spoken answer', async () => {
    const base = weakReport();
    const written = { text: 'I would measure first.' };
    const questions = base.questions.map(({ answerMs, ...question }, index) =>
      index === 0
        ? { ...question, asked: true, written }
        : index === 1
          ? { ...question, answerMs, written }
          : question,
    );
    const text = letters(pdfTexts(await printed({ report: { ...base, questions } })).join(' '));
    expect(text).toContain(letters('In writing'));
    expect(text).toContain(letters('0:41 of 3:00, also in writing'));
    expect(text).not.toContain(letters('I would measure first.'));
  });

  it('mark evaluators who changed, and count the spread of evaluators', async () => {
    const report = strongReport({
      judged: { competencies: 7, ratings: 26, compared: 7, near: 3, far: 1, closer: 0, discussed: 1 },
      promisedAt: Date.UTC(2026, 10, 25),
    });
    const text = letters(pdfTexts(await printed({ report })).join(' '));
    expect(text).toContain(letters('Different people rated attempt 2 and the one before it'));
    expect(text).toContain(
      letters(
        'differed by one level in 2 of 7 competencies. Ratings of the same answer differed by two or more levels in 1 of 7 competencies. The evaluators discussed 1 of these and still disagree.',
      ),
    );
    expect(text).toContain(letters('kept until someone deletes them'));
    expect(text).toContain(letters('Ready November 25, 2026, later than due'));
    expect(text).toContain(letters('Level 3 · guess 4 · before 3'));
  });

  it('are readable in every script of the interface, with embedded fonts', async () => {
    const base = strongReport();
    const questions = base.questions.map((question, index) => ({ ...question, line: NAMES[index] ?? '' }));
    const file = await printed({ report: strongReport({ name: NAMES.at(-1) ?? '', questions }) });
    const texts = pdfTexts(file).map(text => text.replace(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, ''));
    expect(texts[0]).toContain(`For ${NAMES.at(-1)}`);
    for (const name of NAMES) expect(texts[1]).toContain(name);
    expect(texts.join()).not.toMatch(/[\u25A1\uFFFD]/);
    const fonts = pdfFonts(file);
    for (const script of ['Inter', 'Arabic', 'Hebrew', 'Devanagari', 'SC', 'KR'])
      expect(fonts.find(({ name }) => name.includes(script))).toMatchObject({
        embedded: true,
        unicode: true,
      });
  });

  it('replace characters that no font contains, and state that', async () => {
    const [text = ''] = pdfTexts(await printed({ report: strongReport({ name: '\u1200 \u202Eevil' }) }));
    expect(text).toContain('For □ evil');
    expect(letters(text)).toContain(letters('□ stands for a character that can’t be printed.'));
  });
});

it('a short PDF report has whole questions, and no longest pause when there are none', async () => {
  const report = weakReport();
  const [question] = report.questions;
  const [heard] = report.delivery;
  if (!question || !heard) throw new Error('The report has one of each.');
  const asked = 'Which part of that system was yours, and what would you do differently today if you could?';
  const file = await printed({
    report: {
      ...report,
      ladder: report.ladder.slice(0, 2),
      questions: [{ ...question, text: asked }],
      delivery: [{ ...heard, facts: { ...heard.facts, pauses: 0, longestPauseMs: 0 } }],
    },
  });
  const copied = letters(pdfTexts(file).join(' '));
  expect(copied).toContain(letters(asked));
  expect(copied).toContain(letters('Longest pause \u2013'));
});

describe('printing a report', () => {
  it('runs in a thread of its own, with the link for reading', async () => {
    const report = weakReport();
    const until = Date.UTC(2027, 1, 27);
    const subject = { report, question: QUESTION, address: ADDRESS, until };
    const prints = new ReportPrints({
      printFor: async () => subject,
      previewFor: async () => strongReport(),
    });
    const { fileName, body } = await prints.forReader({ link: LINK }, 'letter');
    expect(fileName).toBe('backend-developer-report-2026-11-24.pdf');
    const same = await printed({ ...subject, paper: 'letter' });
    expect(pdfTexts(body)).toEqual(pdfTexts(same));
    for (const text of pdfTexts(body))
      expect(letters(text)).toContain(letters('can read this report until February 27, 2027.'));
    expect(linksOfPdf(body)[0]?.address).toBe(ADDRESS);
    expect(linksOfPdf(body)[1]?.address).toBe(`${SITE}/report?point=keep-1#${LINK}`);
  });
});

function printed(changes: Partial<PrintedReport>): Promise<Buffer> {
  return reportPdf({ report: strongReport(), paper: 'a4', address: ADDRESS, draft: false, ...changes });
}

/** Removes whitespace, which also occurs at the end of each line or column. */
function letters(text: string): string {
  return text.replace(/[\s\u00AD]+/g, '');
}

/** Every text of a report that is printed in full. */
function textsOf(report: CandidateReport): string[] {
  const points = [...report.keep, ...report.change];
  return [
    report.name ?? '',
    report.headline,
    ...points.flatMap(({ question = '', seen, reached = '', action }) => [question, seen, reached, action]),
    ...report.change.map(({ next = '' }) => next),
    ...report.ladder.flatMap(({ name, rung, anchors }) =>
      rung === undefined ? [name] : [name, anchors[rung - 1] ?? '', anchors[rung] ?? ''],
    ),
    ...report.questions.flatMap(({ line = '' }) => [line]),
    ...report.tasks.flatMap(({ text, guide }) => [text, guide?.title ?? '']),
  ];
}

/** The maximum of every field. */
function fullestReport(): CandidateReport {
  const base = strongReport();
  const [point] = base.change;
  const [rung] = base.ladder;
  const [question] = base.questions;
  const [task] = base.tasks;
  if (!point || !rung || !question || !task) throw new Error('The report has one of everything.');
  const line = words(KIT_LIMITS.line);
  const full = {
    ...point,
    question: line,
    competency: words(KIT_LIMITS.name),
    quotation: words(REPORT_LIMITS.quotation),
    seen: words(REPORT_LIMITS.text),
    reached: line,
    next: line,
    action: words(REPORT_LIMITS.text),
  };
  return strongReport({
    role: words(KIT_LIMITS.name),
    level: words(KIT_LIMITS.name),
    name: words(120),
    headline: words(REPORT_LIMITS.headline),
    keep: [full, full],
    change: [full, full],
    ladder: many(KIT_LIMITS.competencies, index => ({
      ...rung,
      competencyId: CompetencyId.parse(`competency-${index}`),
      name: words(KIT_LIMITS.name),
      anchors: many(5, () => line),
    })),
    questions: many(KIT_LIMITS.questions, index => ({
      ...question,
      questionId: QuestionId.parse(`question-${index}`),
      number: index + 1,
      text: line,
      line: words(REPORT_LIMITS.line),
    })),
    tasks: many(REPORT_LIMITS.tasks, () => ({ ...task, text: words(REPORT_LIMITS.line) })),
  });
}

function many<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function words(length: number): string {
  return 'Names the cause and shows which observation proves it. '.repeat(length).slice(0, length).trim();
}
