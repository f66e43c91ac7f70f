import { uuidv7 } from 'uuidv7';
import { describe, expect, it } from 'vitest';
import { positionOfMoment } from '../../../../client/core/review/momentAddress.ts';
import { type AttemptDetail, AttemptDetails } from '../../../../server/features/practice/AttemptDetails.ts';
import type { RecordingRecord } from '../../../../server/features/recording/RecordingRecords.ts';
import { createReview } from '../../../../server/features/recording/review/createReview.ts';
import { ReportSubjects } from '../../../../server/features/report/ReportSubjects.ts';
import type { ListedAttempt } from '../../../../server/store/practiceStore.ts';
import { NoteId, peerIdOf } from '../../../../shared/ids.ts';
import type { InterviewEvent } from '../../../../shared/interview/events.ts';
import type { InterviewState } from '../../../../shared/interview/state.ts';
import { QuestionId } from '../../../../shared/kit/kitIds.ts';
import type { PracticePurpose } from '../../../../shared/practice/practice.ts';
import { personOfPeer, type Span } from '../../../../shared/recording/finished.ts';
import { Review, spokenMs } from '../../../../shared/recording/review.ts';
import { exampleInterviewKit, KIT_MARKS } from '../../../support/exampleKit.ts';
import {
  finishedMedia,
  newRecordingId,
  newStretchId,
  recordedInterview,
} from '../../../support/finishedRecording.ts';
import { NODE } from '../../../support/finishingStage.ts';
import { LOG_START_MS, newClientId } from '../../../support/interviewLog.ts';
import { RecruiterPlay } from '../../../support/recruiterPlay.ts';

const LONG = 40_000;
const [FIRST, SECOND] = ['question-1', 'question-2'].map(id => QuestionId.parse(id)) as [
  QuestionId,
  QuestionId,
];
const kit = { questions: exampleInterviewKit().questions.slice(0, 2) };

/** Two questions, the first answered twice; with an evaluator present if `watched`. */
const NO_TRANSCRIPTS = {
  find: async () => undefined,
  passagesOf: async () => [],
  lastCorrection: async () => undefined,
};

function practised(purpose: PracticePurpose | undefined, watched = false): RecruiterPlay {
  const play = new RecruiterPlay({
    kit,
    ...(purpose && { attempt: { length: 'full', purpose } }),
  });
  if (watched) play.evaluatorEnters();
  play.begin().untilListening().answer(LONG);
  if (purpose) play.press('retry').untilListening().answer(LONG);
  if (watched) rate(play, 5);
  play.until(() => play.view.question?.number === 2 && play.stage.name === 'listening').answer(LONG);
  return play.until(() => play.state.phase === 'ended');
}

function rate(play: RecruiterPlay, value: 1 | 5): void {
  const { seatId } = play.evaluator;
  const [competencyId] = kit.questions[0]?.competencies ?? [];
  if (!competencyId) throw new Error('The question feeds nothing.');
  const stamp = { mediaTimeMs: 1_000 };
  play.add('rating.put', { seatId, questionId: FIRST, competencyId, value, version: 1, stamp });
}

/** Adds the start of the recording to the log. */
function startRecording(play: RecruiterPlay, { recording }: Pick<InterviewState, 'recording'>): void {
  const { recordingId = newRecordingId(), stretches: [run] = [] } = recording ?? {};
  const { stretchId = newStretchId(), nodeId = NODE } = run ?? {};
  play.log.splice(1, 0, {
    ...(play.log[0] as InterviewEvent),
    at: LOG_START_MS,
    kind: 'recording.started',
    payload: { recordingId, stretchId, nodeId, agoMs: 0 },
  });
}

async function detailsOf(play: RecruiterPlay, record?: RecordingRecord): Promise<AttemptDetail> {
  const events = { readEvents: async () => play.log };
  const attempt = { interviewId: play.state.interviewId } as ListedAttempt;
  const details = await new AttemptDetails({
    events,
    findRecord: async () => record,
    transcripts: NO_TRANSCRIPTS,
  }).of(attempt);
  if (!details) throw new Error('The attempt has no log.');
  return details;
}

const answersOf = (play: RecruiterPlay): Span[] =>
  play.log
    .flatMap(({ kind, at }) => (kind === 'answer.started' ? [at - LOG_START_MS] : []))
    .map((fromMs, index) => ({ fromMs, toMs: fromMs + (index + 1) * 1_000 }));

function recorded(play: RecruiterPlay, speech: Span[]) {
  const person = personOfPeer(peerIdOf(play.candidate.seatId, newClientId()));
  return recordedInterview(play.state, [{ from: LOG_START_MS, to: play.now }], span => [
    finishedMedia(person, span, { speech }),
  ]);
}

/** Returns the review that the candidate sees; all answers are speech from start to end. */
function reviewed(play: RecruiterPlay, speech = answersOf(play)): Review {
  const { seatId } = play.candidate;
  const { state, record } = recorded(play, speech);
  const viewer = { kind: 'seat', seatId } as const;
  const may = { erase: false, download: false };
  return Review.parse(createReview({ state, events: play.log, record, viewer, may }));
}

describe('a candidate who reviews their own practice', () => {
  it.each(['self', 'evaluation'] as const)(
    'sees its questions as chapters, with each answer (%s)',
    purpose => {
      const { chapters, captions } = reviewed(practised(purpose));
      expect(chapters.map(({ questionId, take }) => [questionId, take])).toEqual([
        [FIRST, { number: 1, of: 2 }],
        [FIRST, { number: 2, of: 2 }],
        [SECOND, undefined],
      ]);
      expect(chapters.every(({ answerFromMs }) => answerFromMs !== undefined)).toBe(true);
      expect(captions.map(({ text }) => text)).toContain("Let's take that question again.");
    },
  );

  it('sees the delivery facts of the last answer to each question', () => {
    const { delivery } = reviewed(practised('self'));
    expect(delivery?.byQuestion.map(({ questionId, speakingMs }) => [questionId, speakingMs])).toEqual([
      [FIRST, 2_000],
      [SECOND, 3_000],
    ]);
  });

  it('reads one length of an answer on the private page, in the replay, and in the report', async () => {
    const play = practised('self');
    // Words before the first question, and a pause in each answer.
    const speech = [
      { fromMs: 100, toMs: 2_100 },
      ...answersOf(play).flatMap(({ fromMs }) => [
        { fromMs, toMs: fromMs + 4_000 },
        { fromMs: fromMs + 7_000, toMs: fromMs + 9_500 },
      ]),
    ];
    const { state, record } = recorded(play, speech);
    startRecording(play, state);
    const page = await detailsOf(play, record);
    const replay = reviewed(play, speech).delivery;
    const report = await new ReportSubjects({
      store: { interviews: { readEvents: async () => play.log } },
      records: { find: async () => record },
    } as never).factsOf(state);
    const lengths = [FIRST, SECOND].map(questionId => [
      page.questions.find(question => question.questionId === questionId)?.answerMs,
      replay?.byQuestion.find(question => question.questionId === questionId)?.answerMs,
      report.answers[questionId]?.answerMs,
    ]);
    expect(lengths).toEqual([
      [9_500, 9_500, 9_500],
      [9_500, 9_500, 9_500],
    ]);
    const wholes = [page.review.delivery, replay?.whole, report.delivery];
    expect(wholes.map(facts => facts && spokenMs(facts))).toEqual([19_000, 19_000, 19_000]);
  });

  it('reads how long the answers were without a recording, as the recruiter heard them', async () => {
    const { questions, review } = await detailsOf(practised('self'));
    const lengths = questions.map(({ answerMs = 0 }) => Math.round(answerMs / 1_000));
    expect(lengths).toEqual([LONG / 1_000, LONG / 1_000]);
    expect(questions.map(({ firstWordMs }) => firstWordMs)).toEqual([15_000, 15_000]);
    expect(review.state).toBe('none');
  });

  it('reads how long a question was answered aloud before the follow-up was answered in writing', async () => {
    const play = new RecruiterPlay({ kit, attempt: { length: 'full', purpose: 'self' } });
    const write = (text: string) =>
      play
        .add('answer.written', { questionId: FIRST, text })
        .input({ type: 'written', words: text.split(' ').length });
    play.begin().untilListening().answer(20_000).untilListening();
    expect(play.view.question).toMatchObject({ number: 1, probe: expect.any(String) });
    write('I would do it again.');
    play.until(() => play.view.question?.number === 2 && play.stage.name === 'listening');
    play.answer(LONG).until(() => play.state.phase === 'ended');
    expect((await detailsOf(play)).questions[0]).toMatchObject({
      takes: 1,
      answerMs: expect.closeTo(20_000, -3),
      written: 'I would do it again.',
      wroteFollowUpOnly: true,
    });
  });

  it('reads which answers were finished before anything was heard, but not of skipped questions', async () => {
    const play = new RecruiterPlay({ kit, attempt: { length: 'full', purpose: 'self' } });
    play.begin().untilListening().press('finished');
    play.until(() => play.view.question?.number === 2 && play.stage.name === 'listening').press('skip');
    play.until(() => play.state.phase === 'ended');
    const { questions } = await detailsOf(play);
    expect(questions).toMatchObject([{ takes: 0, unheard: true }, { takes: 0 }]);
    expect(questions[1]?.unheard).toBeUndefined();
  });

  it('reads that an answer counts if only its recording has speech', async () => {
    const play = new RecruiterPlay({ kit, attempt: { length: 'full', purpose: 'self' } });
    play.begin().untilListening();
    const fromMs = play.now - LOG_START_MS;
    play.press('finished');
    play.until(() => play.view.question?.number === 2 && play.stage.name === 'listening').press('skip');
    play.until(() => play.state.phase === 'ended');
    const { state, record } = recorded(play, [{ fromMs: fromMs - 4_000, toMs: fromMs }]);
    startRecording(play, state);
    const [question] = (await detailsOf(play, record)).questions;
    expect(question).toMatchObject({ takes: 1, answerMs: 4_000 });
    expect(question?.unheard).toBeUndefined();
  });

  it('reads that the last answer was unheard, though an earlier one was heard', async () => {
    const play = new RecruiterPlay({ kit, attempt: { length: 'full', purpose: 'self' } });
    play.begin().untilListening().answer(LONG).press('retry').untilListening().press('finished');
    expect((await detailsOf(play)).questions[0]).toMatchObject({ takes: 1, unheard: true });
  });

  it('reads the same length while the recording is still processed', async () => {
    const play = practised('self');
    startRecording(play, play.state);
    const { questions, review } = await detailsOf(play);
    expect(review.state).toBe('processing');
    const lengths = questions.map(({ answerMs = 0 }) => Math.round(answerMs / 1_000));
    expect(lengths).toEqual([LONG / 1_000, LONG / 1_000]);
  });

  it('sees nothing about evaluators, whatever they wrote', () => {
    const [unrated, rated] = [practised('evaluation', true), practised('evaluation', true)];
    rate(rated, 1);
    rated.add('note.put', {
      seatId: rated.evaluator.seatId,
      noteId: NoteId.parse(uuidv7()),
      note: {
        kind: 'evidence',
        questionId: FIRST,
        text: 'A secret note',
        version: 1,
        removed: false,
        stamp: { mediaTimeMs: 1_000 },
      },
    });
    rated.add('scorecard.locked', { seatId: rated.evaluator.seatId, recommendation: 'yes', summary: 'Hire' });
    const [one, other] = [reviewed(unrated), reviewed(rated)];
    const shape = (review: Review) => ({
      chapters: review.chapters,
      markers: review.markers,
      may: review.may,
    });
    expect(shape(other)).toEqual(shape(one));
    expect(JSON.stringify(other)).not.toMatch(/Barbara|secret|Hire|"rating"|"note"/);
    const texts = JSON.stringify(other);
    for (const mark of [KIT_MARKS.modelAnswer, KIT_MARKS.anchor, KIT_MARKS.point, KIT_MARKS.competency])
      expect(texts).not.toContain(mark);
  });
});

describe('the moment at which the replay of one’s own practice starts', () => {
  it.each([
    ['the first word of an answer that was noticed later', [{ fromMs: 33_000, toMs: 46_000 }], 33_000],
    ['the answer, after words to the recruiter', [{ fromMs: 31_000, toMs: 32_000 }], 42_000],
  ])('is %s', (_name, speech, startsAt) => {
    const review = reviewed(practised('self'));
    const [chapter] = review.chapters;
    const tracks = review.tracks.map(track => ({ ...track, speech }));
    const chapters = [
      { ...chapter, fromMs: 20_000, toMs: 60_000, answerFromMs: 42_000, take: undefined },
    ] as never;
    expect(positionOfMoment({}, { ...review, chapters, tracks }, true)).toBe(startsAt);
  });
});

describe('an invited candidate who reviews the interview', () => {
  it('sees no questions', () => {
    const { chapters, markers, delivery } = reviewed(practised(undefined));
    expect(chapters).toEqual([]);
    expect(markers.every(({ kind }) => kind === 'event')).toBe(true);
    expect(delivery?.byQuestion).toEqual([]);
  });
});
