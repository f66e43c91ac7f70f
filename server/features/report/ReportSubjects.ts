import { type EvaluationSettings, USUAL_EVALUATION } from '../../../shared/evaluation/evaluationSettings.ts';
import type { InterviewId } from '../../../shared/ids.ts';
import type { InterviewEvent } from '../../../shared/interview/events.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { GuideQuestionId, KitId } from '../../../shared/kit/kitIds.ts';
import { knownLengthMs, type Review } from '../../../shared/recording/review.ts';
import type { CandidateReport, OwnGuess } from '../../../shared/report/candidateReport.ts';
import {
  candidateReportOf,
  type EarlierAttempt,
  type KnownClip,
  type RecordingFacts,
  type ReportReader,
} from '../../../shared/report/candidateReportOf.ts';
import { clipsOf, type ReportContent } from '../../../shared/report/reportContent.ts';
import type { ReportScoring } from '../../../shared/report/reportScoring.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import { publishedScoringOf, scoringOf } from '../../interviews/publishedScoring.ts';
import type { InterviewStore } from '../../store/interviewStore.ts';
import type { KitStore } from '../../store/kitStore.ts';
import type { ListedAttempt, PracticeStore } from '../../store/practiceStore.ts';
import type { PublishedReport, ReportStore } from '../../store/reportStore.ts';
import type { SettingStore } from '../../store/settingStore.ts';
import type { RecordingRecord, RecordingRecords } from '../recording/RecordingRecords.ts';
import { createReview, reviewStateOf } from '../recording/review/createReview.ts';
import type { Site } from '../site/site.ts';
import type { ReportClips } from './clips/ReportClips.ts';

export interface ReportSubjectsOptions {
  store: {
    interviews: Pick<InterviewStore, 'readEvents'>;
    kits: Pick<KitStore, 'findVersion'>;
    practice: Pick<PracticeStore, 'pageOfAttempt' | 'attemptsOf'>;
    reports: ReportStore;
    settings: Pick<SettingStore, 'read'>;
  };
  interviews: Pick<Interviews, 'current' | 'readAt'>;
  clips: Pick<ReportClips, 'reportClips'>;
  records: Pick<RecordingRecords, 'find'>;
  site: Pick<Site, 'published'>;
}

export interface ReadText {
  content: ReportContent;
  scoring: ReportScoring;
  publishedAt: number;
  updatedAt: number | undefined;
}

/** `durationMs` is 0 without a recording, and undefined while it is unknown. */
type RecordedFacts = RecordingFacts & { durationMs: number | undefined };
type FoldedFacts = Pick<RecordedFacts, 'durationMs' | 'delivery' | 'answers'>;
type GuideSections = readonly { id: GuideQuestionId; title: string }[];

const SECTIONS_CACHED = 200;
const EARLIER_MAX = 8;

/** Collects the data for `candidateReportOf()`. */
export class ReportSubjects {
  readonly #options: ReportSubjectsOptions;
  readonly #sections = new Map<string, GuideSections>();
  /** Facts by state. No entry becomes outdated, because each event creates a new state object. */
  readonly #folded = new WeakMap<InterviewState, { recording: string; facts: Promise<FoldedFacts> }>();

  constructor(options: ReportSubjectsOptions) {
    this.#options = options;
  }

  async settings(): Promise<EvaluationSettings> {
    return (await this.#options.store.settings.read('evaluation')) ?? USUAL_EVALUATION;
  }

  async factsOf(state: InterviewState): Promise<RecordedFacts> {
    const recordingId = state.recording?.recordingId;
    const record = recordingId && (await this.#options.records.find(recordingId));
    return recordingFactsOf(state, record, await this.#foldedFactsOf(state, record));
  }

  async #foldedFactsOf(state: InterviewState, record: RecordingRecord | undefined): Promise<FoldedFacts> {
    if (!record?.finished) return foldedFactsOf(state, [], record);
    const recording = `${state.recording?.recordingId} ${record.finished.durationMs}`;
    const known = this.#folded.get(state);
    if (known?.recording === recording) return known.facts;
    const facts = this.#options.store.interviews
      .readEvents(state.interviewId, 0)
      .then(events => foldedFactsOf(state, events, record));
    this.#folded.set(state, { recording, facts });
    facts.catch(() => this.#folded.delete(state));
    return facts;
  }

  /** Returns the current scoring, or undefined if no scorecard that counts is locked. */
  scoringOf(state: InterviewState): Promise<ReportScoring | undefined> {
    return scoringOf(this.#options.store.reports, state);
  }

  /** Returns the scoring of a published report, or undefined if no scorecard was locked. */
  publishedScoringOf(
    interviewId: InterviewId,
    published: Omit<PublishedReport, 'content'>,
  ): Promise<ReportScoring | undefined> {
    const { interviews, store } = this.#options;
    return publishedScoringOf({ interviews, reports: store.reports }, interviewId, published);
  }

  async guideOf(kitId: KitId) {
    const role = (await this.#options.site.published()).find(one => one.kitId === kitId);
    return { slug: role?.slug, guide: role ? await this.#sectionsOf(kitId, role.version) : [] };
  }

  /** Returns a kit version's questions. Caches them, because a version of a kit never changes. */
  async #sectionsOf(kitId: KitId, version: number): Promise<GuideSections> {
    const key = `${kitId} ${version}`;
    const known = this.#sections.get(key);
    if (known) return known;
    const stored = await this.#options.store.kits.findVersion(kitId, version);
    const sections = (stored?.kit.guide.questions ?? []).map(({ id, title }) => ({ id, title }));
    this.#sections.set(key, sections);
    const [oldest] = this.#sections.keys();
    if (oldest !== undefined && this.#sections.size > SECTIONS_CACHED) this.#sections.delete(oldest);
    return sections;
  }

  /** Returns the report for a reader, or undefined if the interview has no kit. */
  async reportOf(
    state: InterviewState,
    text: ReadText,
    { reader, guess }: { reader: ReportReader; guess?: OwnGuess | undefined },
  ): Promise<CandidateReport | undefined> {
    const { interviewId, rubric } = state;
    const { reports } = this.#options.store;
    if (!rubric) return undefined;
    const [settings, facts, page, clips, promises, before] = await Promise.all([
      this.settings(),
      this.factsOf(state),
      this.guideOf(rubric.chosen.kitId),
      this.#clipsOf(interviewId, text.content),
      reports.promisesOf([interviewId]),
      this.#earlierAttempts(state, rubric.chosen.kitId, reader),
    ]);
    return candidateReportOf({
      state,
      ...text,
      promisedAt: promises.get(interviewId)?.promisedAt,
      settings,
      guess,
      facts,
      clips,
      ...page,
      ...before,
      reader,
    });
  }

  async #clipsOf(interviewId: InterviewId, content: ReportContent): Promise<KnownClip[]> {
    const spans = clipsOf(content);
    const clips = await this.#options.clips.reportClips(interviewId, spans);
    return spans.flatMap((span, index) => {
      const clip = clips[index];
      return clip ? [{ ...span, clip }] : [];
    });
  }

  /** Returns this attempt's number, and the earlier attempts whose candidate asked for an evaluation. */
  async #earlierAttempts(
    { interviewId, practice }: InterviewState,
    kitId: KitId,
    reader: ReportReader,
  ): Promise<{ attempt: number; earlier: EarlierAttempt[] }> {
    const { store } = this.#options;
    const page = practice && (await store.practice.pageOfAttempt(interviewId));
    if (!page) return { attempt: 1, earlier: [] };
    const attempts = (await store.practice.attemptsOf(page.pageId))
      .filter(
        one => one.kitId === kitId && (one.interview?.phase === 'ended' || one.interviewId === interviewId),
      )
      .reverse();
    const at = attempts.findIndex(one => one.interviewId === interviewId);
    const attempt = Math.max(1, at + 1);
    if (reader.kind === 'share') return { attempt, earlier: [] };
    const numbered = attempts.map((attempt, index) => ({ attempt, number: index + 1 }));
    const before = numbered
      .slice(0, Math.max(0, at))
      .filter(({ attempt }) => attempt.purpose === 'evaluation')
      .slice(-EARLIER_MAX);
    const published = await store.reports.publishedScorings(before.map(({ attempt }) => attempt.interviewId));
    const earlier = await Promise.all(
      before.map(({ attempt, number }) => this.#earlier(attempt, number, published.get(attempt.interviewId))),
    );
    return { attempt, earlier };
  }

  async #earlier(
    { interviewId, recording }: ListedAttempt,
    number: number,
    published: Omit<PublishedReport, 'content'> | undefined,
  ): Promise<EarlierAttempt> {
    const state = await this.#options.interviews.current(interviewId);
    const scoring = published && (await this.publishedScoringOf(interviewId, published));
    return { state, number, scoring, delivery: await this.#deliveryOf(state, recording) };
  }

  async #deliveryOf(
    state: InterviewState,
    recording: ListedAttempt['recording'],
  ): Promise<EarlierAttempt['delivery']> {
    if (recording?.state !== 'ready' || recording.recordingId !== state.recording?.recordingId)
      return undefined;
    const known = this.#folded.get(state);
    if (known) return (await known.facts).delivery;
    return (await this.factsOf(state)).delivery;
  }
}

function recordingFactsOf(
  state: InterviewState,
  record: RecordingRecord | undefined,
  folded: FoldedFacts,
): RecordedFacts {
  const isRecorded = ['recording', 'processing', 'ready'].includes(reviewStateOf(state, record));
  return { recorded: isRecorded, keptUntil: record?.retainUntil, ...folded };
}

function foldedFactsOf(
  state: InterviewState,
  events: readonly InterviewEvent[],
  record: RecordingRecord | undefined,
): FoldedFacts {
  const viewer = { kind: 'product' } as const;
  const review = createReview({ state, events, record, viewer, may: { erase: false, download: false } });
  return { durationMs: knownLengthMs(review), delivery: review.delivery?.whole, answers: answersOf(review) };
}

function answersOf({ delivery }: Review): RecordingFacts['answers'] {
  return Object.fromEntries(
    (delivery?.byQuestion ?? []).map(({ questionId, answerMs, timeToAnswerMs }) => [
      questionId,
      {
        ...(answerMs !== undefined && { answerMs }),
        ...(timeToAnswerMs !== undefined && { firstWordMs: timeToAnswerMs }),
      },
    ]),
  );
}
