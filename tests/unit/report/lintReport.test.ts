import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportFindingText } from '../../../client/texts/reportFindings.ts';
import { QuestionId } from '../../../shared/kit/kitIds.ts';
import {
  isPublishable,
  lintReport,
  type ReportLintContext,
  reportWords,
} from '../../../shared/report/lintReport.ts';
import {
  EMPTY_REPORT,
  type ReportContent,
  type ReportPoint,
  type Rung,
} from '../../../shared/report/reportContent.ts';
import { quotationIn } from '../../../shared/report/reportTexts.ts';
import { exampleInterviewKit } from '../../support/exampleKit.ts';
import { reportDraft } from '../../support/reportDraft.ts';

const kit = exampleInterviewKit();
const [competency] = kit.competencies;
if (!competency) throw new Error('The kit has no competency.');
const CONTEXT: ReportLintContext = { kit, durationMs: 60_000, privateTexts: [], far: [], levels: [] };
const draft = (changes: Partial<ReportContent> = {}) => reportDraft(kit, changes);
const lint = (changes: Partial<ReportContent> = {}, context: Partial<ReportLintContext> = {}) =>
  lintReport(draft(changes), { ...CONTEXT, ...context });
const rules = (...input: Parameters<typeof lint>) => lint(...input).map(({ code }) => code);
/** The draft's only change, with these fields changed. */
const change = (changes: Partial<ReportPoint>) => ({
  change: draft().change.map(point => ({ ...point, ...changes })),
});
const clip = (fromMs: number, toMs: number) => change({ moment: { kind: 'clip', fromMs, toMs } });

describe('lintReport', () => {
  it('finds nothing in a complete report', () => {
    expect(lint()).toEqual([]);
  });

  it('finds what prevents an empty report from being published', () => {
    const findings = lintReport(EMPTY_REPORT, CONTEXT);
    expect(findings.map(({ code }) => code)).toEqual(['no-headline', 'no-keep', 'no-change', 'no-plan']);
    expect(isPublishable(findings)).toBe(false);
    expect(isPublishable(lint({ tasks: [] }))).toBe(true);
  });

  it.each<[string, Partial<ReportPoint>, string]>([
    ['a moment', { moment: undefined }, 'no-moment'],
    ['text in its quotation', { moment: { kind: 'quotation', text: '  ' } }, 'no-moment'],
    ['a competency', { competencyId: undefined }, 'no-anchor'],
    ['a reached anchor', { reached: undefined }, 'no-anchor'],
    ['an anchor above the reached one', { reached: 5 }, 'no-next-anchor'],
    ['an action', { action: ' ' }, 'no-action'],
    ['what was observed', { seen: '' }, 'missing-text'],
  ])('rejects a change without %s', (_what, changes, code) => {
    const findings = lint(change(changes));
    expect(findings).toMatchObject([{ code, severity: 'error' }]);
    expect(findings[0]?.path.slice(0, 2)).toEqual(['change', 0]);
  });

  it('requires less of strengths: they may be at the top level, and need no advice', () => {
    const keep = draft().keep.map(({ moment: _none, ...point }) => ({
      ...point,
      reached: 5 as const,
      action: '',
    }));
    const findings = lint({ keep });
    expect(findings).toMatchObject([{ code: 'no-moment', severity: 'warning', path: ['keep', 0, 'moment'] }]);
    expect(isPublishable(findings)).toBe(true);
  });

  it.each([
    [0, 10_000, []],
    [5_000, 35_000, []],
    [0, 9_999, ['clip-length']],
    [0, 30_001, ['clip-length']],
    [20_000, 10_000, ['clip-length']],
    [45_000, 60_000, []],
    [45_000, 60_001, ['clip-beyond']],
    [55_000, 95_000, ['clip-length', 'clip-beyond']],
  ])('checks a clip from %i to %i ms of a one-minute recording', (fromMs, toMs, expected) => {
    expect(rules(clip(fromMs, toMs))).toEqual(expected);
  });

  it('rejects clips without a recording, and waits while the duration is unknown', () => {
    expect(rules(clip(0, 20_000), { durationMs: 0 })).toEqual(['clip-beyond', 'clip-beyond']);
    expect(rules(clip(0, 20_000), { durationMs: undefined })).toEqual([]);
  });

  it('names questions and competencies that the kit of the interview does not have', () => {
    const lines = { 'question-99': 'A line.' } as ReportContent['lines'];
    const tasks = [{ text: 'Practice.', questionId: QuestionId.parse('question-98') }];
    const findings = lint({ lines, tasks, ...change({ questionId: QuestionId.parse('question-97') }) });
    expect(findings.map(({ code, path }) => [code, path.join('.')])).toEqual([
      ['unknown-part', 'change.0.questionId'],
      ['unknown-part', 'lines.question-99'],
      ['unknown-part', 'tasks.0.questionId'],
    ]);
  });

  it('requires evaluators with distant ratings to agree or to keep their ratings', () => {
    expect(rules({}, { far: [competency.id] })).toEqual(['unacknowledged-spread']);
    expect(rules({ apart: [competency.id] }, { far: [competency.id] })).toEqual([]);
  });

  it('rejects a point with another level than the table, with its position', () => {
    const level = (rung: Rung | undefined) => [{ competencyId: competency.id, rung }];
    const keep = draft().keep.map(point => ({ ...point, reached: 3 as const }));
    expect(lint({ keep }, { levels: level(3) })).toEqual([]);
    const findings = lint({ keep }, { levels: level(2) });
    expect(findings).toMatchObject([
      { code: 'reached-differs', severity: 'error', path: ['keep', 0, 'reached'] },
      { code: 'reached-differs', severity: 'error', path: ['change', 0, 'reached'] },
    ]);
    expect(findings[0]).toMatchObject({ reached: 3, level: 2 });
    expect(findings[0] && reportFindingText(findings[0])).toContain('level 2');
    // Without evidence, the table has no level.
    expect(lint({ keep }, { levels: level(undefined) })).toHaveLength(2);
  });

  it('counts the words of all texts together, quotations included', () => {
    const words = (count: number) => ({
      moment: { kind: 'quotation' as const, text: 'word '.repeat(count) },
    });
    const others = reportWords(draft(change(words(0))));
    expect(rules(change(words(450 - others)))).toEqual([]);
    expect(rules(change(words(451 - others)))).toEqual(['too-long']);
  });

  describe('with private notes of evaluators', () => {
    const NOTE = 'He rambled for two minutes, then “remembered” the index; I nearly gave a 2!';
    const copied = (seen: string, note = NOTE) =>
      rules(change({ seen }), { privateTexts: [note] }).filter(rule => rule === 'copied-note');

    it('finds six consecutive words, whatever the punctuation and case', () => {
      expect(copied('It rambled for two minutes then remembered the index.')).toEqual(['copied-note']);
      expect(copied('THEN, remembered: the index. I nearly stopped listening.')).toEqual(['copied-note']);
    });

    it('accepts five consecutive words, and equal words in another order', () => {
      expect(copied('The answer rambled for two minutes, and then came the index.')).toEqual([]);
      expect(copied('The index was remembered after minutes two for rambled he.')).toEqual([]);
    });

    it('accepts quotations with a time, because the candidate said those words', () => {
      const quoted = quotationIn('Then, "remembered" the index; I nearly gave up.', 'interviewer', '1:03:12');
      expect(quoted).toBe('“Then, ’remembered’ the index; I nearly gave up.” (interviewer, 1:03:12)');
      expect(copied(`You said: ${quoted}, which was clear.`)).toEqual([]);
      expect(copied(`${quoted} Then remembered the index; I nearly gave a 2.`)).toEqual(['copied-note']);
      expect(copied('“Then remembered the index; I nearly gave a 2.”')).toEqual(['copied-note']);
    });

    it('accepts text from the kit', () => {
      const anchor = competency.anchors[2] ?? '';
      expect(anchor.split(' ').length).toBeGreaterThanOrEqual(6);
      expect(copied(`As the kit says: ${anchor}`, `Clearly a 3: ${anchor}`)).toEqual([]);
    });

    it('accepts a quotation of the answer that is also in a note', () => {
      const said = 'We rolled back within four minutes and wrote it down.';
      expect(rules(change({ moment: { kind: 'quotation', text: said } }), { privateTexts: [said] })).toEqual(
        [],
      );
    });

    it('finds any run of note words at any position', () => {
      const word = fc.stringMatching(/^[a-zäéλж]{2,8}$/u);
      fc.assert(
        fc.property(fc.array(word, { minLength: 6, maxLength: 20 }), fc.nat(), (words, from) => {
          const start = from % (words.length - 5);
          const run = words.slice(start, start + 6).join(', ');
          expect(copied(`Before ${run} after.`, words.join(' '))).toEqual(['copied-note']);
        }),
      );
    });
  });

  it('analyzes English sentences only in English reports', () => {
    const german = { ...kit, locale: 'de' };
    const headline = 'You are not confident.';
    expect(rules({ headline })).toEqual(['about-person']);
    expect(rules({ headline }, { kit: german })).toEqual([]);
  });

  it('accepts a bare line for a question with a warning, and nothing else that is praise alone', () => {
    const [question] = kit.questions;
    const lines = { [question?.id ?? '']: 'Good structure.' };
    expect(lint({ lines })).toMatchObject([{ code: 'bare-praise', severity: 'warning' }]);
    expect(lint(change({ seen: 'Well done! Great answer.' }))).toMatchObject([
      { code: 'bare-praise', severity: 'error', path: ['change', 0, 'seen'] },
    ]);
  });
});
