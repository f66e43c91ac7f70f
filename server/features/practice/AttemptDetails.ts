import type { InterviewId, RecordingId } from '../../../shared/ids.ts';
import type { InterviewEvent } from '../../../shared/interview/events.ts';
import { reduceAll } from '../../../shared/interview/reduce.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import type { AttemptQuestion } from '../../../shared/protocol/practiceRoutes.ts';
import type { DeliveryFacts, Review } from '../../../shared/recording/review.ts';
import { type LineKey, lineKeys } from '../../../shared/recruiter/lines.ts';
import { candidateOf } from '../../../shared/recruiter/recruiterContextOf.ts';
import { isRater, lockedScorecards } from '../../../shared/rubric/scorecardOpening.ts';
import type { InterviewStore } from '../../store/interviewStore.ts';
import type { ListedAttempt } from '../../store/practiceStore.ts';
import type { TranscriptStore } from '../../store/transcriptStore.ts';
import type { RecordingRecord } from '../recording/RecordingRecords.ts';
import { createReview } from '../recording/review/createReview.ts';
import { liveDeliveryOf } from '../recording/review/liveDelivery.ts';
import { type LogStep, logStepsOf } from '../recording/review/reviewTimeline.ts';
import { shownPassage } from '../transcript/TranscriptReading.ts';
import { spokenAnswers } from './spokenAnswers.ts';

export interface AttemptDetail {
  startedAt: number | undefined;
  endedAt: number | undefined;
  questions: AttemptQuestion[];
  openings: ReadonlyMap<QuestionId, readonly number[]>;
  /** Undefined if the candidate made no choice. */
  agreedToRecording: boolean | undefined;
  /** True if a recording isn't needed: a rater was present or has rated, or there is a written answer. */
  ratable: boolean;
  review: { state: Review['state']; durationMs: number; delivery?: DeliveryFacts };
}

interface AttemptDetailsOptions {
  events: Pick<InterviewStore, 'readEvents'>;
  findRecord: (recordingId: RecordingId) => Promise<RecordingRecord | undefined>;
  transcripts: Pick<TranscriptStore, 'find' | 'passagesOf' | 'lastCorrection'>;
}

const MAX_CACHED = 2_000;

/** Returns details of attempts. Caches recent results, because logs of finished attempts rarely change. */
export class AttemptDetails {
  readonly #options: AttemptDetailsOptions;
  readonly #cache = new Map<InterviewId, { version: string; detail: Promise<AttemptDetail | undefined> }>();

  constructor(options: AttemptDetailsOptions) {
    this.#options = options;
  }

  /** Returns the details of an attempt, or undefined if its log has been deleted. */
  async of(attempt: ListedAttempt): Promise<AttemptDetail | undefined> {
    const { interviewId, interview, recording } = attempt;
    const { transcripts } = this.#options;
    const recordingId = recording?.recordingId;
    const words = recordingId && [
      await transcripts.find(recordingId),
      await transcripts.lastCorrection(recordingId),
    ];
    const version = `${interview?.lastSeq} ${recordingId} ${recording?.state} ${JSON.stringify(words)}`;
    const cached = this.#cache.get(interviewId);
    this.#cache.delete(interviewId);
    const entry = cached?.version === version ? cached : { version, detail: this.#fold(interviewId) };
    this.#cache.set(interviewId, entry);
    const [oldest] = this.#cache.keys();
    if (oldest && this.#cache.size > MAX_CACHED) this.#cache.delete(oldest);
    let detail: AttemptDetail | undefined;
    try {
      detail = await entry.detail;
      return detail;
    } finally {
      if (!detail && this.#cache.get(interviewId) === entry) this.#cache.delete(interviewId);
    }
  }

  forget(interviewId: InterviewId): void {
    this.#cache.delete(interviewId);
  }

  async #fold(interviewId: InterviewId): Promise<AttemptDetail | undefined> {
    const events = await this.#options.events.readEvents(interviewId, 0);
    const state = reduceAll(events);
    if (!state) return undefined;
    const { byQuestion = [], spoken, ...review } = await this.#reviewOf(state, events);
    return {
      startedAt: state.openedAt,
      endedAt: state.endedAt,
      questions: questionsOf(state, events, {
        facts: byQuestion,
        spoken,
        isPlayable: review.state === 'ready',
      }),
      openings: openingsOf(events),
      agreedToRecording: candidateOf(state)?.consent?.recording,
      ratable:
        Object.values(state.seats).some(seat => isRater(seat) && seat.tookPart) ||
        lockedScorecards(state).length > 0 ||
        Object.keys(state.recruiter?.written ?? {}).length > 0,
      review,
    };
  }

  async #reviewOf(
    state: InterviewState,
    events: readonly InterviewEvent[],
  ): Promise<AttemptDetail['review'] & { byQuestion?: QuestionFacts; spoken?: SpokenAnswers }> {
    const recordingId = state.recording?.recordingId;
    const record = recordingId && (await this.#options.findRecord(recordingId));
    const seatId = candidateOf(state)?.seatId;
    if (!seatId) return { state: 'none', durationMs: 0 };
    const viewer = { kind: 'seat', seatId } as const;
    const may = { erase: false, download: true };
    const review = createReview({ state, events, record, viewer, may });
    const { state: recordingState, durationMs } = review;
    // What the recruiter heard is known before the recording is processed, so that the advice doesn't change.
    const heard = recordingState === 'none' || recordingState === 'processing';
    const delivery = review.delivery ?? (heard ? liveDeliveryOf(state, events) : undefined);
    const passages = recordingId ? await this.#options.transcripts.passagesOf(recordingId) : [];
    return {
      state: recordingState,
      durationMs,
      spoken: spokenAnswers(review, passages.map(shownPassage), seatId, state.rubric?.chosen.kit.questions),
      ...(delivery && { delivery: delivery.whole, byQuestion: delivery.byQuestion }),
    };
  }
}

type QuestionFacts = NonNullable<Review['delivery']>['byQuestion'];
type SpokenAnswers = ReturnType<typeof spokenAnswers>;

function questionsOf(
  { recruiter, rubric }: InterviewState,
  events: readonly InterviewEvent[],
  {
    facts,
    spoken,
    isPlayable,
  }: { facts: QuestionFacts; spoken: SpokenAnswers | undefined; isPlayable: boolean },
): AttemptQuestion[] {
  const takes = takesOf(events);
  const steps = logStepsOf(events);
  const asked = followUpsAsked(steps);
  const wroteMain = mainAnswersWritten(steps);
  const finishedInSilence = questionsFinishedInSilence(steps);
  return (rubric?.chosen.kit.questions ?? []).map(
    ({ id, text, modelAnswer, strong, weak, answerSeconds, probes }, index) => {
      const { answerMs, timeToAnswerMs } = facts.find(({ questionId }) => questionId === id) ?? {};
      const written = recruiter?.written[id]?.text;
      const said = spoken?.get(id);
      const isHeard = answerMs !== undefined;
      const inSilence = finishedInSilence.has(id);
      // An answer that only the recording heard counts.
      const count = (takes.get(id) ?? 0) + (inSilence && isHeard ? 1 : 0);
      const unheard = !isHeard && written === undefined && (inSilence || (isPlayable && count > 0));
      const followUp = probes.find(probe => !asked.has(lineKeys.probe(id, probe.id)))?.text;
      return {
        questionId: id,
        number: index + 1,
        text,
        takes: count,
        modelAnswer,
        strong,
        weak,
        targetMs: answerSeconds * 1_000,
        ...(isHeard && { answerMs }),
        ...(unheard && { unheard }),
        ...(timeToAnswerMs !== undefined && { firstWordMs: timeToAnswerMs }),
        ...(said && { spoken: said }),
        ...(followUp !== undefined && { followUp }),
        ...(written !== undefined && { written }),
        ...(written !== undefined && !wroteMain.has(id) && { wroteFollowUpOnly: true }),
      };
    },
  );
}

function followUpsAsked(steps: readonly LogStep[]): Set<LineKey> {
  return new Set(steps.flatMap(({ after }) => after.recruiter?.topic?.probesAsked ?? []));
}

/**
 * Returns the questions whose last answer has text that may belong to the question itself: sent before a
 * follow-up was asked, or as a draft, which can arrive after its question or follow-up.
 */
function mainAnswersWritten(steps: readonly LogStep[]): Set<QuestionId> {
  const wrote = new Set<QuestionId>();
  for (const [index, { event, before, after }] of steps.entries()) {
    for (const questionId of wrote) if (!after.recruiter?.written[questionId]) wrote.delete(questionId);
    if (event.kind !== 'answer.written') continue;
    const next = steps[index + 1]?.event;
    const isSent = next?.kind === 'recruiter.stepped' && next.payload.input.type === 'written';
    if (!isSent || !before.recruiter?.topic?.isProbe) wrote.add(event.payload.questionId);
  }
  return wrote;
}

/** Returns the questions whose last answer the candidate finished before any speech or text arrived. */
function questionsFinishedInSilence(steps: readonly LogStep[]): Set<QuestionId> {
  const finished = new Set<QuestionId>();
  for (const { event, before } of steps) {
    switch (event.kind) {
      case 'question.opened':
      case 'answer.started':
      case 'answer.written':
        finished.delete(event.payload.questionId);
        break;
      case 'recruiter.stepped': {
        const { input } = event.payload;
        const { stage, topic } = before.recruiter ?? {};
        const pressed = input.type === 'pressed' && input.button === 'finished';
        if (pressed && stage?.name === 'listening' && topic?.questionId && !topic.isProbe && !topic.answer)
          finished.add(topic.questionId);
        break;
      }
    }
  }
  return finished;
}

function openingsOf(events: readonly InterviewEvent[]): Map<QuestionId, number[]> {
  const openings = new Map<QuestionId, number[]>();
  for (const { kind, at, payload } of events)
    if (kind === 'question.opened')
      openings.set(payload.questionId, [...(openings.get(payload.questionId) ?? []), at]);
  return openings;
}

/**
 * Returns the number of answers to each question in a finished interview's log. Retries count. An answer that
 * continues because a skip was undone counts once.
 */
export function takesOf(events: readonly InterviewEvent[]): Map<QuestionId, number> {
  const takes = new Map<QuestionId, number>();
  let open: { questionId: QuestionId; answered: boolean } | undefined;
  /** The question that the last `question.closed` counted. */
  let closed: QuestionId | undefined;
  let undoing = false;
  const count = (questionId: QuestionId, by: number): void => {
    takes.set(questionId, (takes.get(questionId) ?? 0) + by);
  };
  const leave = (wasSkipped: boolean): QuestionId | undefined => {
    const counted = open?.answered && !wasSkipped ? open.questionId : undefined;
    if (counted) count(counted, 1);
    open = undefined;
    return counted;
  };
  for (const event of events) {
    switch (event.kind) {
      case 'question.opened':
        leave(event.payload.leaving === 'skipped');
        open = {
          questionId: event.payload.questionId,
          answered: undoing && closed === event.payload.questionId,
        };
        if (open.answered) count(open.questionId, -1);
        undoing = false;
        break;
      case 'question.closed':
        if (open?.questionId === event.payload.questionId)
          closed = leave(event.payload.outcome === 'skipped');
        break;
      case 'recruiter.stepped':
        undoing = event.payload.input.type === 'pressed' && event.payload.input.button === 'undoSkip';
        break;
      case 'answer.started':
      case 'answer.written':
        if (open?.questionId === event.payload.questionId) open.answered = true;
        break;
    }
  }
  leave(false);
  return takes;
}
