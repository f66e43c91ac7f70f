import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../../shared/errors.ts';
import { type InterviewId, UserId } from '../../../shared/ids.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { nameFor } from '../../../shared/interview/visibility.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import type {
  PublishAsked,
  ReportDraft,
  ReportShare,
  ReportWorkspace,
} from '../../../shared/protocol/reportRoutes.ts';
import type { Span } from '../../../shared/recording/finished.ts';
import { candidateOf } from '../../../shared/recruiter/recruiterContextOf.ts';
import type { CandidateReport, FeedbackRating } from '../../../shared/report/candidateReport.ts';
import { farApart, levelsOf } from '../../../shared/report/levels.ts';
import { isPublishable, lintReport, type ReportFinding } from '../../../shared/report/lintReport.ts';
import { clipsOf, EMPTY_REPORT, type ReportContent } from '../../../shared/report/reportContent.ts';
import { ratingsDiffer } from '../../../shared/report/reportScoring.ts';
import { privateTexts } from '../../../shared/report/reportTexts.ts';
import { auditTargetOf } from '../../interviews/seats.ts';
import { type StaffInterviews, staffViewer } from '../../interviews/staffInterviews.ts';
import type { AuditLog } from '../../store/auditLog.ts';
import type { FeedbackStore } from '../../store/feedbackStore.ts';
import type { PracticeStore } from '../../store/practiceStore.ts';
import type { ReportReaderStore } from '../../store/reportReaderStore.ts';
import type { ReportStore, StoredReport } from '../../store/reportStore.ts';
import type { PublicationRequest } from '../notices/Notices.ts';
import type { TellCandidate } from '../notices/ReportNotices.ts';
import { type ScoringReport, scoringReportOf } from '../scoring/scoringReport.ts';
import type { StaffAccounts } from '../staff/accounts.ts';
import type { ReportClips } from './clips/ReportClips.ts';
import type { ReportLinks, StaffAct } from './ReportLinks.ts';
import type { ReportSubjects } from './ReportSubjects.ts';
import { RATINGS_SHOWN_FROM } from './reportRatings.ts';

interface ReportEditingOptions {
  interviews: StaffInterviews;
  reports: ReportStore;
  readers: ReportReaderStore;
  feedback: FeedbackStore;
  practice: Pick<PracticeStore, 'pageOfAttempt'>;
  accounts: Pick<StaffAccounts, 'list'>;
  subjects: ReportSubjects;
  clips: Pick<ReportClips, 'progressOf'>;
  links: ReportLinks;
  audit: AuditLog;
  canEmail: (state: InterviewState) => boolean;
  /** Emails a link to the candidate. Resolves with false if one was emailed recently. */
  emailLink: (interviewId: InterviewId) => Promise<boolean>;
  /** Queues missing clips. Never rejects. */
  wantClips: (interviewId: InterviewId) => Promise<void>;
  /** Called after a publication. Never rejects. */
  onPublished: (interviewId: InterviewId, first: boolean) => Promise<void>;
  /** Returns how to tell the candidate about an answer. Never rejects. */
  onAnswered: (interviewId: InterviewId) => Promise<TellCandidate | undefined>;
  /** Called after the first request for a publication. Never rejects. */
  onPublishAsked: (request: PublicationRequest) => Promise<void>;
  /** Called after a retraction, or if a save changes the differing ratings (`apart`). Never rejects. */
  onChanged: (interviewId: InterviewId) => Promise<void>;
  now: () => number;
}

type OpenInterview = { state: InterviewState; scoring: ScoringReport };

/** What staff can do with a report. Every method throws `blind` until the member may see the scorecards. */
export class ReportEditing {
  readonly #options: ReportEditingOptions;

  constructor(options: ReportEditingOptions) {
    this.#options = options;
  }

  async read(interviewId: InterviewId, member: StaffMember): Promise<ReportWorkspace> {
    const { reports, readers, subjects } = this.#options;
    const { state, scoring } = await this.#open(interviewId, member);
    const { chosen, raters } = scoring;
    const [report, reply, facts, page, promises, names] = await Promise.all([
      reports.find(interviewId),
      readers.reply(interviewId),
      subjects.factsOf(state),
      subjects.guideOf(chosen.kitId),
      reports.promisesOf([interviewId]),
      this.#staffNames(),
    ]);
    const promise = promises.get(interviewId);
    const rating = await this.#ratingOf(interviewId);
    const ratingsChanged = await this.#ratingsChanged(state, report);
    const { published } = report ?? {};
    const candidate = candidateOf(state);
    return {
      interviewId,
      kind: state.practice ? 'practice' : 'interview',
      candidate: candidate ? nameFor(state, candidate, staffViewer(member)) : '',
      chosen,
      guide: [...page.guide],
      ...(page.slug !== undefined && { slug: page.slug }),
      endedAt: state.endedAt ?? scoring.heldAt,
      ...(promise?.promisedAt !== undefined && { promisedAt: promise.promisedAt }),
      scorecards: Object.fromEntries(raters.map(({ seatId, card }) => [seatId, card])),
      names: Object.fromEntries(raters.map(({ seatId, name }) => [seatId, name])),
      written: Object.fromEntries(
        Object.entries(state.recruiter?.written ?? {}).map(([questionId, { text }]) => [questionId, text]),
      ),
      far: farApart(
        chosen.kit,
        raters.map(({ card }) => card),
      ),
      state: report?.state ?? 'draft',
      version: report?.version ?? 0,
      content: report?.content ?? EMPTY_REPORT,
      ...(report?.savedBy !== undefined && { savedBy: names.get(report.savedBy) ?? '' }),
      ...(report?.savedAt !== undefined && { savedAt: report.savedAt }),
      ...(published && { publishedAt: published.firstAt, publishedVersion: published.version }),
      ...(published?.updatedAt !== undefined && { updatedAt: published.updatedAt }),
      ratingsChanged,
      ...(report?.publishAsked && {
        publishAsked: { by: names.get(report.publishAsked.by) ?? '', at: report.publishAsked.at },
      }),
      clips: await this.#options.clips.progressOf(interviewId, spansOf(report)),
      ...(reply.question && { question: reply.question }),
      ...(rating && { rating }),
      read: reply.firstOpenedAt !== undefined,
      links: await this.#options.links.list(interviewId, ['staff']),
      canEmail: this.#options.canEmail(state),
      recorded: facts.recorded,
    };
  }

  /** Saves the draft. Throws `conflict` with the newer draft if someone else has saved one. */
  async save(
    interviewId: InterviewId,
    { content, expectedVersion }: { content: ReportContent; expectedVersion: number },
    member: StaffMember,
  ): Promise<{ version: number; savedAt: number }> {
    await this.#open(interviewId, member);
    const at = this.#options.now();
    const userId = UserId.parse(member.userId);
    const { reports, wantClips, onChanged } = this.#options;
    const before = await reports.find(interviewId);
    const saved = await reports.save({ interviewId, expectedVersion, content, userId, at });
    if (saved === 'stale') throw await this.#conflict(interviewId);
    if (!isDeepStrictEqual(clipsOf(before?.content ?? EMPTY_REPORT), clipsOf(content)))
      await wantClips(interviewId);
    if (`${before?.content.apart ?? []}` !== `${content.apart}`) await onChanged(interviewId);
    return { version: saved.version, savedAt: at };
  }

  async versions(interviewId: InterviewId, member: StaffMember) {
    await this.#open(interviewId, member);
    const { reports } = this.#options;
    const [versions, report, names] = await Promise.all([
      reports.versions(interviewId),
      reports.find(interviewId),
      this.#staffNames(),
    ]);
    return { versions, publishedVersion: report?.published?.version, names };
  }

  async version(interviewId: InterviewId, version: number, member: StaffMember): Promise<ReportContent> {
    await this.#open(interviewId, member);
    const found = await this.#options.reports.findVersion(interviewId, version);
    if (!found) throw AppError.notFound('report version', `${version}`);
    return found.content;
  }

  async preview(
    interviewId: InterviewId,
    content: ReportContent | undefined,
    member: StaffMember,
  ): Promise<CandidateReport> {
    const { reports, subjects, now } = this.#options;
    const { state } = await this.#open(interviewId, member);
    const stored = await reports.find(interviewId);
    const scoring = await subjects.scoringOf(state);
    if (!scoring) throw notLocked();
    const text = {
      content: content ?? stored?.content ?? EMPTY_REPORT,
      scoring,
      publishedAt: stored?.published?.firstAt ?? now(),
      updatedAt: stored?.published?.updatedAt,
    };
    const report = await subjects.reportOf(state, text, { reader: { kind: 'staff' } });
    if (!report) throw notLocked();
    const candidate = candidateOf(state);
    return { ...report, ...(candidate && { name: nameFor(state, candidate, staffViewer(member)) }) };
  }

  /** Publishes the draft. An unchanged draft notifies no one. Throws `incomplete`, or `conflict` if stale. */
  async publish(
    interviewId: InterviewId,
    expectedVersion: number,
    member: StaffMember,
  ): Promise<{ publishedAt: number }> {
    const { reports, subjects, now } = this.#options;
    const { state, stored } = await this.#requirePublishable(interviewId, expectedVersion, member);
    const userId = UserId.parse(member.userId);
    const scoring = await subjects.scoringOf(state);
    if (!scoring) throw notLocked();
    // Stores the scoring of a report that was published without one, so that new ratings can be detected.
    if (stored.published) await subjects.publishedScoringOf(interviewId, stored.published);
    const done = await reports.publish(interviewId, {
      version: expectedVersion,
      userId,
      at: now(),
      target: auditTargetOf(state),
      scoring,
    });
    if (done === 'stale') throw await this.#conflict(interviewId);
    if (!done.unchanged) await this.#options.onPublished(interviewId, done.first);
    return { publishedAt: done.publishedAt };
  }

  /** Asks those who may publish the report to do so, once. Throws like `publish()`. */
  async askToPublish(
    interviewId: InterviewId,
    expectedVersion: number,
    member: StaffMember,
  ): Promise<PublishAsked> {
    const { reports, now, onPublishAsked } = this.#options;
    const { state } = await this.#requirePublishable(interviewId, expectedVersion, member);
    const done = await reports.askToPublish(interviewId, {
      version: expectedVersion,
      userId: UserId.parse(member.userId),
      at: now(),
      target: auditTargetOf(state),
    });
    if (done === 'stale') throw await this.#conflict(interviewId);
    const { first, asked } = done;
    if (first) await onPublishAsked({ by: member.name, role: state.jobRole, teamId: state.teamId });
    const names = await this.#staffNames();
    return { by: names.get(asked.by) ?? '', at: asked.at };
  }

  /** Retracts the report. Throws `conflict` if it isn't published. */
  async retract(interviewId: InterviewId, member: StaffMember): Promise<void> {
    const { state } = await this.#open(interviewId, member);
    const userId = UserId.parse(member.userId);
    if (!(await this.#options.reports.retract(interviewId, userId, auditTargetOf(state))))
      throw AppError.conflict('report-not-published', null);
    await this.#options.onChanged(interviewId);
  }

  /** Answers the candidate's question. Throws `conflict` if the candidate asked none. */
  async answer(interviewId: InterviewId, answer: string, member: StaffMember): Promise<void> {
    const { readers, onAnswered, now } = this.#options;
    await this.#open(interviewId, member);
    if (!(await readers.reply(interviewId)).question) throw AppError.conflict('no-question-asked', null);
    const told = await onAnswered(interviewId);
    const given = { answer, userId: UserId.parse(member.userId), at: now() };
    if (!(await readers.answer(interviewId, given, told?.tell)))
      throw AppError.conflict('no-question-asked', null);
    await told?.afterwards();
  }

  /** Creates a link to pass on to the candidate. Throws like `#requireLinkable()` and `forStaff()`. */
  async createLink(
    interviewId: InterviewId,
    member: StaffMember,
  ): Promise<{ link: ReportShare; url: string }> {
    const state = await this.#requireLinkable(interviewId, member);
    return this.#options.links.forStaff(interviewId, actOf(state, member));
  }

  /** Revokes a link. Throws `not-found` unless staff created the link and it works. */
  async revokeLink(interviewId: InterviewId, shareId: string, member: StaffMember): Promise<void> {
    const { state } = await this.#open(interviewId, member);
    await this.#options.links.revokeByStaff(interviewId, shareId, actOf(state, member));
  }

  /** Emails a link. Throws `conflict` without an address or soon after an earlier email. */
  async emailLink(interviewId: InterviewId, member: StaffMember): Promise<void> {
    const state = await this.#requireLinkable(interviewId, member);
    if (!this.#options.canEmail(state)) throw AppError.conflict('report-mail-impossible', null);
    if (!(await this.#options.emailLink(interviewId)))
      throw AppError.conflict('report-mailed-recently', null);
    const { userId, target } = actOf(state, member);
    await this.#options.audit.add({ actor: userId, action: 'report.link-emailed', target });
  }

  /** Throws `conflict` unless the report is published, and `invalid` for practice, which needs no links. */
  async #requireLinkable(interviewId: InterviewId, member: StaffMember): Promise<InterviewState> {
    const { state } = await this.#open(interviewId, member);
    if (state.practice) throw AppError.invalid('report-on-practice-page');
    await this.#requireShared(state);
    const stored = await this.#options.reports.find(interviewId);
    if (!stored?.published) throw AppError.conflict('report-publish-first', null);
    return state;
  }

  /** Reads a draft that is free of errors. Throws `conflict` if it is stale, and `incomplete` with errors. */
  async #requirePublishable(
    interviewId: InterviewId,
    expectedVersion: number,
    member: StaffMember,
  ): Promise<{ state: InterviewState; stored: StoredReport }> {
    const { state, scoring } = await this.#open(interviewId, member);
    await this.#requireShared(state);
    const stored = await this.#options.reports.find(interviewId);
    if (stored?.version !== expectedVersion) throw await this.#conflict(interviewId);
    const findings = await this.#findings(state, scoring, stored.content);
    if (!isPublishable(findings))
      throw new AppError('incomplete', 'report-unfinished', { details: { findings } });
    return { state, stored };
  }

  async #findings(
    state: InterviewState,
    { chosen: { kit }, raters }: ScoringReport,
    content: ReportContent,
  ): Promise<ReportFinding[]> {
    const cards = raters.map(({ card }) => card);
    const { durationMs } = await this.#options.subjects.factsOf(state);
    return lintReport(content, {
      kit,
      durationMs,
      privateTexts: privateTexts(cards),
      far: farApart(kit, cards),
      levels: levelsOf(kit, cards),
    });
  }

  async #ratingsChanged(state: InterviewState, stored: StoredReport | undefined): Promise<boolean> {
    const { subjects } = this.#options;
    if (!stored?.published) return false;
    const [published, current] = await Promise.all([
      subjects.publishedScoringOf(state.interviewId, stored.published),
      subjects.scoringOf(state),
    ]);
    return published !== undefined && current !== undefined && ratingsDiffer(published, current);
  }

  /** Reads an interview and its scorecards. Throws `not-found`, `forbidden`, `not-in-kit`, or `blind`. */
  async #open(interviewId: InterviewId, member: StaffMember): Promise<OpenInterview> {
    const { interviews, practice } = this.#options;
    const state = await interviews.read(interviewId, member);
    // A deleted attempt disappears from its page shortly before its log is deleted.
    if (state.practice && !(await practice.pageOfAttempt(interviewId)))
      throw AppError.notFound('interview', interviewId);
    const scoring = scoringReportOf(state, staffViewer(member));
    if (state.phase !== 'ended' || scoring.raters.length === 0) throw notLocked();
    return { state, scoring };
  }

  async #requireShared({ practice }: InterviewState): Promise<void> {
    if (practice || (await this.#options.subjects.settings()).invitedReports) return;
    throw AppError.forbidden('reports-not-shared');
  }

  async #conflict(interviewId: InterviewId): Promise<AppError> {
    const stored = await this.#options.reports.find(interviewId);
    const names = await this.#staffNames();
    const current: ReportDraft | null =
      stored?.savedAt === undefined
        ? null
        : {
            version: stored.version,
            content: stored.content,
            savedBy: (stored.savedBy && names.get(stored.savedBy)) ?? '',
            savedAt: stored.savedAt,
          };
    return AppError.conflict('report-saved-elsewhere', current);
  }

  /** Returns the rating. Omits its comment while evaluators have too few ratings to hide who wrote it. */
  async #ratingOf(interviewId: InterviewId): Promise<FeedbackRating | undefined> {
    const { feedback } = this.#options;
    const stored = await feedback.rating(interviewId);
    if (!stored) return undefined;
    const evaluators = await feedback.evaluatorsOf(interviewId);
    const known = await Promise.all(
      evaluators.map(userId => feedback.hasRatings(userId, RATINGS_SHOWN_FROM)),
    );
    return known.every(Boolean) && evaluators.length > 0 ? stored.rating : { ...stored.rating, line: '' };
  }

  async #staffNames(): Promise<Map<string, string>> {
    const members = await this.#options.accounts.list();
    return new Map(members.map(({ userId, name }) => [userId, name]));
  }
}

function actOf(state: InterviewState, { userId }: StaffMember): StaffAct {
  return { userId, target: auditTargetOf(state) };
}

function notLocked(): AppError {
  return new AppError('blind', 'report-too-early');
}

function spansOf(report: StoredReport | undefined): Span[] {
  const all = [report?.published?.content, report?.content].flatMap(content =>
    content ? clipsOf(content) : [],
  );
  return all.filter((span, index) => all.findIndex(one => isDeepStrictEqual(one, span)) === index);
}
