import { describe, expect, it } from 'vitest';
import { MediaFileId, UserId } from '../../../shared/ids.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { GuideQuestionId, QuestionId } from '../../../shared/kit/kitIds.ts';
import { newRecruiter } from '../../../shared/recruiter/recruiterState.ts';
import { DEFAULT_RECRUITER } from '../../../shared/recruiter/settings.ts';
import { disagreements } from '../../../shared/report/candidateReport.ts';
import type { EarlierAttempt, ReportReader } from '../../../shared/report/candidateReportOf.ts';
import { reportScoringOf } from '../../../shared/report/reportScoring.ts';
import { partsOfKey } from '../../../shared/rubric/rating.ts';
import { chosenKit } from '../../support/exampleKit.ts';
import { InterviewLog } from '../../support/interviewLog.ts';
import {
  DATABASES,
  DELIVERY,
  KIT,
  ratedLog,
  reportOf,
  scoringOf,
  subjectOf,
} from '../../support/ratedReport.ts';
import { reportDraft } from '../../support/reportDraft.ts';
import { keysOf } from '../../support/scoredInterview.ts';

describe('the report for a candidate', () => {
  it('has anchors in the kit’s words, the next one next to them, and no decimals', () => {
    const { state } = ratedLog();
    const report = reportOf(state);
    expect(report.ladder[0]).toEqual({
      competencyId: DATABASES,
      name: KIT.competencies[0]?.name,
      rung: 4,
      anchors: KIT.competencies[0]?.anchors,
      guess: 2,
      spread: { low: 3, high: 4 },
    });
    expect(report.change[0]).toMatchObject({
      questionId: KIT.questions[0]?.id,
      question: KIT.questions[0]?.text,
      competency: KIT.competencies[0]?.name,
      reached: KIT.competencies[0]?.anchors[2],
      next: KIT.competencies[0]?.anchors[3],
    });
    expect(report.judged).toEqual({
      competencies: 5,
      ratings: 18,
      compared: 5,
      near: 5,
      far: 0,
      closer: 0,
      discussed: 0,
      keptUntil: 9_000,
    });
    expect(JSON.stringify(report)).not.toMatch(/\d\.\d/);
  });

  it('does not exist before a counting scorecard is locked', () => {
    const log = new InterviewLog();
    log.add('kit.chosen', chosenKit()).openAndAdmit().add('session.ended', {});
    expect(reportScoringOf(log.state, undefined)).toBeUndefined();
  });

  it('names evaluators by first name when the organization does, and otherwise by number', () => {
    const { state } = ratedLog();
    expect(reportOf(state).evaluators).toEqual({ count: 2, spentMs: 1_800_000 });
    const named = reportOf(state, { settings: { evaluatorsShown: 'names' }, scoring: scoringOf(state) });
    expect(named.evaluators).toEqual({ count: 2, names: ['Grace', 'Edsger'] });
  });

  it('states the spread of independent ratings, whatever was agreed later', () => {
    const log = ratedLog({ first: 1, second: 4 });
    for (const key of keysOf(chosenKit())) {
      const { seatId } = log.interviewer;
      log.add('rating.revised', { seatId, ...partsOfKey(key), value: 4, reason: 'SECRET reason' });
    }
    const report = reportOf(log.state);
    expect(report.ladder[0]).toMatchObject({ rung: 4 });
    expect(report.ladder[0]).not.toHaveProperty('spread');
    expect(report.judged).toMatchObject({ near: 5, far: 5, closer: 5, discussed: 0 });
    expect(JSON.stringify(report)).not.toContain('SECRET');
  });

  it('does not state closer agreement when an evaluator withdrew the number', () => {
    const log = ratedLog({ first: 1, second: 4 });
    for (const key of keysOf(chosenKit())) {
      const { seatId } = log.interviewer;
      log.add('rating.revised', { seatId, ...partsOfKey(key), value: 'N', reason: 'It was not said.' });
    }
    const report = reportOf(log.state);
    expect(report.judged).toMatchObject({ far: 5, closer: 0, discussed: 0 });
    expect(disagreements(report).map(({ code }) => code)).not.toContain('closer');
  });

  it('states that evaluators discussed a difference only when its author says so and they still differ', () => {
    const { state } = ratedLog({ first: 1, second: 4 });
    expect(reportOf(state).judged).toMatchObject({ far: 5, closer: 0, discussed: 0 });
    const content = reportDraft(KIT, { apart: [DATABASES] });
    expect(reportOf(state, { content }).judged).toMatchObject({ far: 5, closer: 0, discussed: 1 });
  });

  it('omits what the kit or the current guide does not contain', () => {
    const there = GuideQuestionId.parse('there');
    const tasks = [
      {
        text: 'Read on.',
        guideQuestionId: GuideQuestionId.parse('gone'),
        questionId: QuestionId.parse('gone'),
      },
      { text: 'Practice.', guideQuestionId: there, questionId: KIT.questions[1]?.id },
    ];
    const guide = [{ id: there, title: 'There' }];
    const report = reportOf(ratedLog().state, { content: reportDraft(KIT, { tasks }), guide });
    expect(report.tasks).toEqual([
      { text: 'Read on.' },
      { text: 'Practice.', guide: guide[0], questionId: KIT.questions[1]?.id },
    ]);
  });

  it('marks written answers, with their text for the candidate and staff only', () => {
    const log = ratedLog();
    const [first, second] = KIT.questions;
    if (!first || !second) throw new Error('The kit has two questions.');
    const written = { [first.id]: { text: 'I would measure first.', at: 5 } };
    const state = { ...log.state, recruiter: { ...newRecruiter(DEFAULT_RECRUITER), written } };
    const answers = { [second.id]: { answerMs: 40_000 } };
    const facts = { ...subjectOf(state).facts, answers };
    const texts = (reader: ReportReader) =>
      reportOf(state, { facts, reader })
        .questions.slice(0, 2)
        .map(question => question.written);
    expect(texts({ kind: 'candidate' })).toEqual([{ text: 'I would measure first.' }, undefined]);
    expect(texts({ kind: 'staff' })).toEqual([{ text: 'I would measure first.' }, undefined]);
    expect(texts({ kind: 'share', withClips: true })).toEqual([{}, undefined]);
    expect(reportOf(state, { facts }).questions[0]).toMatchObject({ asked: true });
  });

  it('distinguishes no evidence from a low rating', () => {
    const { ladder } = reportOf(ratedLog({ first: 'N', second: 'N' }).state);
    expect(ladder).toHaveLength(5);
    for (const rung of ladder) expect(rung).not.toHaveProperty('rung');
  });

  it('compares attempts at one version whose reports can be read, and states whether the same people rated', () => {
    const by = (userId: string) => {
      const log = ratedLog();
      log.add('evaluation.asked', { raters: 2, namesHidden: true });
      for (const { seatId } of [log.interviewer, log.secondInterviewer])
        log.add('evaluation.claimed', { seatId, userId: UserId.parse(userId), shadow: false });
      return log.state;
    };
    const attempt = (state: InterviewState, number: number, published = true): EarlierAttempt => ({
      state,
      number,
      scoring: published ? scoringOf(state) : undefined,
      delivery: DELIVERY,
    });
    const older = by('u-1');
    const chosen = older.rubric && { ...older.rubric.chosen, version: 7 };
    const other = { ...older, rubric: { ...older.rubric, chosen } } as InterviewState;
    const state = by('u-1');
    const report = reportOf(state, {
      attempt: 5,
      earlier: [
        attempt(other, 1),
        attempt(by('u-1'), 2, false),
        attempt(by('u-2'), 3),
        attempt(by('u-1'), 4),
      ],
    });
    expect(report.attempts.map(({ number, sameRaters }) => [number, sameRaters])).toEqual([
      [3, false],
      [4, false],
      [5, true],
    ]);
    expect(report.delivery).toHaveLength(5);
    const shared = reportOf(state, {
      attempt: 5,
      earlier: [attempt(by('u-2'), 3)],
      reader: { kind: 'share', withClips: true },
    });
    expect([shared.attempts, shared.delivery.length]).toEqual([[], 1]);
  });

  it.each([
    [{ kind: 'candidate' }, true, 'ready'],
    [{ kind: 'share', withClips: true }, true, 'ready'],
    [{ kind: 'share', withClips: false }, true, 'withheld'],
    [{ kind: 'candidate' }, false, 'erased'],
    [{ kind: 'share', withClips: true }, false, 'erased'],
  ] as const)('gives %j the clip, when it is recorded (%s), as %s', (reader, recorded, expected) => {
    const facts = { recorded, keptUntil: undefined, delivery: undefined, answers: {} };
    const clip = { state: 'ready', fileId: MediaFileId.parse('f'.repeat(32)), durationMs: 15_000 } as const;
    const report = reportOf(ratedLog().state, {
      reader,
      facts,
      clips: [{ fromMs: 1_000, toMs: 16_000, clip }],
    });
    expect(report.keep[0]?.clip?.state).toBe(expected);
    if (expected !== 'ready') expect(JSON.stringify(report)).not.toContain('f'.repeat(32));
  });
});
