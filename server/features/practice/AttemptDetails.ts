import type { InterviewId, RecordingId } from '../../../shared/ids.ts';
import type { InterviewEvent } from '../../../shared/interview/events.ts';
import { reduceAll } from '../../../shared/interview/reduce.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import type { AttemptQuestion } from '../../../shared/protocol/practiceRoutes.ts';
import type { DeliveryFacts, Review } from '../../../shared/recording/review.ts';
import { candidateOf } from '../../../shared/recruiter/recruiterContextOf.ts';
import { isRater, lockedScorecards } from '../../../shared/rubric/opening.ts';
import type { InterviewStore } from '../../store/interviewStore.ts';
import type { ListedAttempt } from '../../store/practiceStore.ts';
import type { RecordingRecord } from '../recording/RecordingRecords.ts';
import { createReview } from '../recording/review/createReview.ts';
import { takesOf } from './takesOf.ts';

/** What the log and the recording of an attempt that is over say about it. */
export interface AttemptDetail {
  startedAt: number | undefined;
  endedAt: number | undefined;
  questions: AttemptQuestion[];
  /** When each question was opened, every time. */
  asked: ReadonlyMap<QuestionId, readonly number[]>;
  /** Undefined where the candidate never answered. */
  agreedToRecording: boolean | undefined;
  /** Someone was there to rate, or has rated, or can rate what was answered in writing. */
  ratable: boolean;
  /** Of the whole recording as it can be watched: how far it is, how long, how the candidate spoke. */
  review: { state: Review['state']; durationMs: number; delivery?: DeliveryFacts };
}

interface AttemptDetailsOptions {
  events: Pick<InterviewStore, 'readEvents'>;
  findRecord: (recordingId: RecordingId) => Promise<RecordingRecord | undefined>;
}

/** Attempts kept in memory, the last looked at. */
const MAX_CACHED = 2_000;

/** Folds the logs of attempts that are over. They rarely change, so each is folded once, also for several requests at the same time. */
export class AttemptDetails {
  readonly #options: AttemptDetailsOptions;
  readonly #known = new Map<InterviewId, { version: string; detail: Promise<AttemptDetail | undefined> }>();

  constructor(options: AttemptDetailsOptions) {
    this.#options = options;
  }

  /** Undefined where the log has gone meanwhile. */
  async of(attempt: ListedAttempt): Promise<AttemptDetail | undefined> {
    const { interviewId, interview, recording } = attempt;
    const version = `${interview?.lastSeq} ${recording?.recordingId} ${recording?.state}`;
    const known = this.#known.get(interviewId);
    this.#known.delete(interviewId);
    const entry = known?.version === version ? known : { version, detail: this.#fold(interviewId) };
    this.#known.set(interviewId, entry);
    const [oldest] = this.#known.keys();
    if (oldest && this.#known.size > MAX_CACHED) this.#known.delete(oldest);
    const drop = () => {
      if (this.#known.get(interviewId) === entry) this.#known.delete(interviewId);
    };
    try {
      const detail = await entry.detail;
      if (!detail) drop();
      return detail;
    } catch (error) {
      drop();
      throw error;
    }
  }

  /** It is being deleted. */
  forget(interviewId: InterviewId): void {
    this.#known.delete(interviewId);
  }

  async #fold(interviewId: InterviewId): Promise<AttemptDetail | undefined> {
    const events = await this.#options.events.readEvents(interviewId, 0);
    const state = reduceAll(events);
    return state && this.#detailOf(state, events);
  }

  async #detailOf(state: InterviewState, events: readonly InterviewEvent[]): Promise<AttemptDetail> {
    return {
      startedAt: state.openedAt,
      endedAt: state.endedAt,
      questions: questionsOf(state, events),
      asked: openingsOf(events),
      agreedToRecording: candidateOf(state)?.consent?.recording,
      ratable:
        Object.values(state.seats).some(seat => isRater(seat) && seat.tookPart) ||
        lockedScorecards(state).length > 0 ||
        Object.keys(state.recruiter?.written ?? {}).length > 0,
      review: await this.#reviewOf(state, events),
    };
  }

  async #reviewOf(
    state: InterviewState,
    events: readonly InterviewEvent[],
  ): Promise<AttemptDetail['review']> {
    const recordingId = state.recording?.recordingId;
    const record = recordingId && (await this.#options.findRecord(recordingId));
    const seatId = candidateOf(state)?.seatId;
    if (!seatId) return { state: 'none', durationMs: 0 };
    const review = createReview({
      state,
      events,
      record,
      viewer: { kind: 'seat', seatId },
      may: { erase: false, download: true },
    });
    return {
      state: review.state,
      durationMs: review.durationMs,
      ...(review.delivery && { delivery: review.delivery.whole }),
    };
  }
}

function questionsOf({ rubric }: InterviewState, events: readonly InterviewEvent[]): AttemptQuestion[] {
  const taken = takesOf(events);
  return (rubric?.chosen.kit.questions ?? []).map(({ id, text, modelAnswer, strong, weak }, index) => ({
    questionId: id,
    number: index + 1,
    text,
    takes: 0,
    modelAnswer,
    strong,
    weak,
    ...taken.get(id),
  }));
}

function openingsOf(events: readonly InterviewEvent[]): Map<QuestionId, number[]> {
  const openings = new Map<QuestionId, number[]>();
  for (const { kind, at, payload } of events)
    if (kind === 'question.opened')
      openings.set(payload.questionId, [...(openings.get(payload.questionId) ?? []), at]);
  return openings;
}
