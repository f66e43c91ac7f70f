import { AppError } from '../../../shared/errors.ts';
import type { InterviewId } from '../../../shared/ids.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type {
  OpenedReport,
  ReportKey,
  ReportQuestion,
  ReportShare,
} from '../../../shared/protocol/reportRoutes.ts';
import type { MediaGrant } from '../../../shared/recording/review.ts';
import {
  type CandidateReport,
  FEEDBACK_OPEN_MS,
  type FeedbackRating,
  type OwnGuess,
} from '../../../shared/report/candidateReport.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { FeedbackStore } from '../../store/feedbackStore.ts';
import type { ReportReaderStore, TellInside } from '../../store/reportReaderStore.ts';
import type { PublishedReport, ReportStore } from '../../store/reportStore.ts';
import { type ReviewParts, renewGrant } from '../recording/review/openReview.ts';
import type { ReportKeys, ResolvedKey } from './ReportKeys.ts';
import type { PrintAddress, ReportLinks } from './ReportLinks.ts';
import type { ReadText, ReportSubjects } from './ReportSubjects.ts';
import { waitingFor } from './waitingFor.ts';

export interface ReportReadingOptions {
  keys: ReportKeys;
  links: ReportLinks;
  interviews: Pick<Interviews, 'read'>;
  reports: ReportStore;
  readers: ReportReaderStore;
  feedback: FeedbackStore;
  subjects: ReportSubjects;
  grants: ReviewParts['grants'];
  canEmail: (state: InterviewState) => boolean;
  onRated: () => void;
  /** Returns how to tell staff about a question. Never rejects. */
  onAsked: (state: InterviewState) => Promise<TellInside | undefined>;
  now: () => number;
}

/** The parts of a report that go into a candidate's archive. */
export type ArchivedReport = Pick<Extract<OpenedReport, { state: 'open' }>, 'report' | 'question' | 'rating'>;
type ReadableReport = { state: InterviewState; keyed: ResolvedKey; text: ReadText };

export interface PrintSubject extends Partial<PrintAddress> {
  report: CandidateReport;
  question?: ReportQuestion;
}

/** What candidates and other people with a link can do with a report. */
export class ReportReading {
  readonly #options: ReportReadingOptions;

  constructor(options: ReportReadingOptions) {
    this.#options = options;
  }

  async open(key: ReportKey): Promise<OpenedReport> {
    const keyed = await this.#options.keys.resolve(key);
    const { state, attempt } = keyed;
    if (!state || attempt?.purpose === 'self') return this.#waiting(keyed);
    const stored = await this.#options.reports.find(state.interviewId);
    const role = state.rubric?.chosen.kit.role ?? state.jobRole;
    if (stored?.state === 'retracted') return { state: 'retracted', role };
    if (stored?.state !== 'published' || !stored.published) return this.#waiting(keyed);
    return this.#opened({ state, keyed, text: await this.#textOf(state, stored.published) });
  }

  /** Returns a printed report's content, without a link after too many in one day. Throws `not-found`. */
  async printFor(key: ReportKey): Promise<PrintSubject> {
    const { keys, links, readers } = this.#options;
    const published = await this.#published(await keys.resolve(key));
    const { interviewId } = published.state;
    const { reader, link } = published.keyed;
    const isOwn = reader.kind === 'candidate';
    const reply = await readers.reply(interviewId);
    if (isOwn && !reply.guessed) throw nothingToRead();
    const { report, question } = await this.#read(published);
    const address =
      'link' in key && link && !isOwn
        ? { address: links.urlOf(key.link), until: link.expiresAt }
        : await links.forPrint(interviewId);
    return { report, ...(question && { question }), ...address };
  }

  async guess(key: ReportKey, guess: OwnGuess | null): Promise<void> {
    const { state } = await this.#published(await this.#options.keys.requireOwn(key));
    const known = state.rubric?.chosen.kit.competencies.map(({ id }) => id) ?? [];
    const unknown = Object.keys(guess ?? {}).find(id => !known.some(one => one === id));
    if (unknown !== undefined)
      throw new AppError('not-in-kit', undefined, { details: { competencyId: unknown } });
    await this.#options.readers.guess(state.interviewId, guess ?? undefined, this.#options.now());
  }

  /** Renews a media grant. Throws `unauthenticated` if the grant was issued to someone else. */
  async renew(key: ReportKey, grant: MediaGrant['grant']): Promise<MediaGrant> {
    const { state, keyed } = await this.#published(await this.#options.keys.resolve(key));
    if (!hasClips(keyed)) throw AppError.forbidden('clips-not-shared');
    return renewGrant({ grants: this.#options.grants }, { state, holder: keyed.holder }, grant);
  }

  async rate(key: ReportKey, rating: FeedbackRating): Promise<void> {
    const { feedback, now, onRated } = this.#options;
    const { state } = await this.#published(await this.#options.keys.requireOwn(key));
    const kitId = state.rubric?.chosen.kitId;
    if (kitId === undefined) throw nothingToRead();
    const outcome = await feedback.rate(state.interviewId, { kitId, rating, at: now() });
    if (outcome === 'gone') throw nothingToRead();
    if (outcome === 'over')
      throw new AppError('conflict', 'rating-period-over', {
        values: { days: 14 },
        details: { current: null },
      });
    onRated();
  }

  async ask(key: ReportKey, question: string): Promise<void> {
    const { readers, onAsked, now } = this.#options;
    const { state } = await this.#published(await this.#options.keys.requireOwn(key));
    if (!(await readers.ask(state.interviewId, question, now(), await onAsked(state))))
      throw AppError.conflict('question-already-asked', null);
  }

  async shares(key: ReportKey): Promise<ReportShare[]> {
    const { state } = await this.#options.keys.requireOwn(key);
    return this.#options.links.list(state.interviewId);
  }

  /** Creates a link that the candidate can share. Throws like `ReportLinks.share()`. */
  async share(
    key: ReportKey,
    options: { days: number; withClips: boolean },
  ): Promise<{ share: ReportShare; url: string }> {
    const { keys, links } = this.#options;
    const { state } = await this.#published(await keys.requireOwn(key));
    return links.share(state.interviewId, options);
  }

  async revokeShare(key: ReportKey, shareId: string): Promise<void> {
    const { keys, links } = this.#options;
    const { state } = await keys.requireOwn(key);
    await links.revoke(state.interviewId, shareId);
  }

  async archiveOf(interviewId: InterviewId): Promise<ArchivedReport | undefined> {
    const stored = await this.#options.reports.find(interviewId);
    if (stored?.state !== 'published' || !stored.published) return undefined;
    const state = await this.#options.interviews.read(interviewId);
    const keyed = { reader: { kind: 'candidate' as const } };
    const text = await this.#textOf(state, stored.published);
    const { report, question, rating } = await this.#read({ state, keyed, text });
    return { report, ...(question && { question }), ...(rating && { rating }) };
  }

  async #waiting({ state, attempt }: ResolvedKey): Promise<OpenedReport> {
    const interviewId = attempt?.interviewId ?? state?.interviewId;
    const promises = interviewId ? await this.#options.reports.promisesOf([interviewId]) : undefined;
    const { invitedPromise, invitedReports, promiseHours } = await this.#options.subjects.settings();
    const isPromised = attempt !== undefined || (invitedReports && invitedPromise);
    return waitingFor({
      state,
      attempt,
      queue: interviewId && promises?.get(interviewId),
      promiseHours: isPromised ? promiseHours : undefined,
      now: this.#options.now(),
    });
  }

  async #opened(published: ReadableReport): Promise<OpenedReport> {
    const { readers, now } = this.#options;
    const { state, keyed } = published;
    const { interviewId } = state;
    if (keyed.reader.kind === 'candidate') {
      const reply = await readers.reply(interviewId);
      if (!reply.guessed) return guessOf(state);
      await readers.noteOpened(interviewId, now());
    } else if (keyed.link) await readers.noteLinkOpened(keyed.link.linkId, now());
    const opened = await this.#read(published);
    const recordingId = state.recording?.recordingId;
    if (!recordingId || !hasClips(keyed) || !isAnyReady(opened.report)) return opened;
    const grant = await this.#options.grants.issue({ interviewId, recordingId, holder: keyed.holder });
    return { ...opened, grant };
  }

  async #read({
    state,
    keyed: { reader, link },
    text,
  }: Pick<ReadableReport, 'state' | 'text'> & { keyed: Pick<ResolvedKey, 'reader' | 'link'> }): Promise<
    Extract<OpenedReport, { state: 'open' }>
  > {
    const { readers, feedback, subjects, now } = this.#options;
    const reply = await readers.reply(state.interviewId);
    const guess = reply.guessed?.guess;
    const report = await subjects.reportOf(state, text, { reader, guess });
    if (!report) throw nothingToRead();
    const linked = {
      ...(link && link.kind !== 'candidate' && { use: link.kind }),
      ...(link?.kind === 'staff' && { byEmail: this.#options.canEmail(state) }),
      ...(link && { linkUntil: link.expiresAt }),
    };
    if (reader.kind !== 'candidate') return { state: 'open', own: false, report, ...linked };
    const rating = await feedback.rating(state.interviewId);
    const until = rating?.until ?? now() + FEEDBACK_OPEN_MS;
    return {
      state: 'open',
      own: true,
      report,
      ...linked,
      ...(reply.question && { question: reply.question }),
      ...(rating && { rating: rating.rating }),
      ...(until > now() && { ratingUntil: until }),
    };
  }

  /** Returns the published report. Throws `not-found` if there is none. */
  async #published(keyed: ResolvedKey): Promise<ReadableReport> {
    const { state } = keyed;
    const stored = state && (await this.#options.reports.find(state.interviewId));
    if (!state || stored?.state !== 'published' || !stored.published) throw nothingToRead();
    return { state, keyed, text: await this.#textOf(state, stored.published) };
  }

  async #textOf({ interviewId }: InterviewState, published: PublishedReport): Promise<ReadText> {
    const { content, firstAt, updatedAt } = published;
    const scoring = await this.#options.subjects.publishedScoringOf(interviewId, published);
    if (!scoring) throw nothingToRead();
    return { content, scoring, publishedAt: firstAt, updatedAt };
  }
}

function nothingToRead(): AppError {
  return new AppError('not-found', 'no-report');
}

function hasClips({ reader }: ResolvedKey): boolean {
  return reader.kind !== 'share' || reader.withClips;
}

function isAnyReady({ keep, change }: CandidateReport): boolean {
  return [...keep, ...change].some(({ clip }) => clip?.state === 'ready');
}

function guessOf({ rubric, jobRole }: InterviewState): OpenedReport {
  const kit = rubric?.chosen.kit;
  return {
    state: 'guess',
    role: kit?.role ?? jobRole,
    competencies: (kit?.competencies ?? []).map(({ id, name, description, anchors }) => ({
      id,
      name,
      description,
      anchors: [...anchors],
    })),
  };
}
