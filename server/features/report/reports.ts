import type { Logger } from 'pino';
import type { InterviewId } from '../../../shared/ids.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import type { ReportKey } from '../../../shared/protocol/reportRoutes.ts';
import { candidateOf } from '../../../shared/recruiter/recruiterContextOf.ts';
import type { CandidateReport } from '../../../shared/report/candidateReport.ts';
import { type Config, deriveKey } from '../../config.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import { StaffInterviews } from '../../interviews/staffInterviews.ts';
import type { TellInside } from '../../store/reportReaderStore.ts';
import type { Store } from '../../store/store.ts';
import type { AskedQuestion, PublicationRequest } from '../notices/Notices.ts';
import type { TellCandidate } from '../notices/ReportNotices.ts';
import { PracticePages } from '../practice/practicePage.ts';
import type { Recordings } from '../recording/recordings.ts';
import type { Site } from '../site/site.ts';
import type { StaffAccounts } from '../staff/accounts.ts';
import type { ReportClips } from './clips/ReportClips.ts';
import { ReportEditing } from './ReportEditing.ts';
import { ReportKeys } from './ReportKeys.ts';
import { ReportLinks } from './ReportLinks.ts';
import { type ArchivedReport, type PrintSubject, ReportReading } from './ReportReading.ts';
import { ReportSubjects } from './ReportSubjects.ts';
import { type ReportRoutes, reportRoutes } from './routes.ts';

/** Notifications about reports, such as emails. Failures are logged and don't change the report. */
export interface ReportEvents {
  /** Emails the candidate after a publication. `link` creates a private link for the message. */
  tellCandidate?: (published: {
    interviewId: InterviewId;
    first: boolean;
    link: () => Promise<string>;
  }) => Promise<void>;
  /** Emails a link to the candidate. Resolves with false if one was emailed recently. */
  emailLink?: (request: { interviewId: InterviewId; link: () => Promise<string> }) => Promise<boolean>;
  /** Tells those who may publish a report that `by` asks for it. */
  publishAsked?: (request: PublicationRequest) => Promise<void>;
  changed?: (interviewId: InterviewId) => Promise<void>;
  /** Returns how to tell staff that the candidate asked a question. */
  questionAsked?: (asked: AskedQuestion) => Promise<TellInside | undefined>;
  /** Returns how to tell the candidate that the question was answered. */
  questionAnswered?: (answered: {
    interviewId: InterviewId;
    link: () => Promise<string>;
  }) => Promise<TellCandidate | undefined>;
}

export interface ReportsOptions {
  config: Pick<Config, 'publicUrl' | 'secret' | 'smtpUrl'>;
  store: Store;
  interviews: Interviews;
  accounts: Pick<StaffAccounts, 'list'>;
  finished: Pick<Recordings, 'records' | 'review'>;
  clips: ReportClips;
  site: Pick<Site, 'published' | 'recount'>;
  events?: ReportEvents;
  logger: Logger;
  now?: () => number;
}

export interface Reports {
  readonly routes: ReportRoutes;
  /** Returns a print's content. Throws the same errors as the route `report.open`, or `not-found`. */
  printFor(key: ReportKey): Promise<PrintSubject>;
  /** Resolves to the published report, or to undefined if there is none. */
  archiveOf(interviewId: InterviewId): Promise<ArchivedReport | undefined>;
  /** Returns the draft as the candidate would read it. */
  previewFor(interviewId: InterviewId, member: StaffMember): Promise<CandidateReport>;
}

export function createReports(options: ReportsOptions): Reports {
  const { config, store, interviews, finished, clips, site, events = {}, logger, now = Date.now } = options;
  const subjects = new ReportSubjects({ store, interviews, clips, records: finished.records, site });
  const links = new ReportLinks({
    publicUrl: config.publicUrl,
    printKey: deriveKey(config.secret, 'printed reports'),
    readers: store.reportReaders,
    audit: store.audit,
    now,
  });
  const canEmail = (state: InterviewState) =>
    config.smtpUrl !== undefined && !state.practice && candidateOf(state)?.email !== undefined;
  /** Logs errors instead of rejecting, because a question or an answer counts even if no one can be told. */
  const wayToTell = async <T>(interviewId: InterviewId, way: Promise<T | undefined> | undefined) => {
    try {
      return await way;
    } catch (error) {
      logger.error({ interviewId, err: error }, 'an effect of a report failed');
      return undefined;
    }
  };
  const reading = new ReportReading({
    keys: new ReportKeys({
      pages: new PracticePages(store.practice),
      readers: store.reportReaders,
      interviews,
      now,
    }),
    links,
    interviews,
    reports: store.reports,
    readers: store.reportReaders,
    feedback: store.feedback,
    subjects,
    grants: finished.review.grants,
    canEmail,
    onRated: () => site.recount(),
    onAsked: ({ interviewId, jobRole, practice, teamId }) =>
      wayToTell(
        interviewId,
        store.reports.writersOf(interviewId).then(by =>
          events.questionAsked?.({
            interviewId,
            role: jobRole,
            isPractice: practice !== undefined,
            teamId,
            by,
          }),
        ),
      ),
    now,
  });
  const settle = async (interviewId: InterviewId | undefined, steps: (Promise<void> | undefined)[]) => {
    for (const outcome of await Promise.allSettled(steps))
      if (outcome.status === 'rejected')
        logger.error({ interviewId, err: outcome.reason }, 'an effect of a report failed');
  };
  const editing = new ReportEditing({
    interviews: new StaffInterviews(interviews),
    reports: store.reports,
    readers: store.reportReaders,
    feedback: store.feedback,
    practice: store.practice,
    accounts: options.accounts,
    subjects,
    clips,
    links,
    audit: store.audit,
    canEmail,
    emailLink: async interviewId =>
      (await events.emailLink?.({ interviewId, link: () => links.forCandidate(interviewId) })) ?? false,
    wantClips: interviewId => settle(interviewId, [clips.want(interviewId)]),
    onPublished: async (interviewId, first) => {
      site.recount();
      // Creates a new link. Links in earlier messages continue to work.
      const link = () => links.forCandidate(interviewId);
      await settle(interviewId, [
        clips.want(interviewId),
        events.changed?.(interviewId),
        events.tellCandidate?.({ interviewId, first, link }),
      ]);
    },
    onAnswered: interviewId =>
      wayToTell(
        interviewId,
        events.questionAnswered?.({ interviewId, link: () => links.forCandidate(interviewId) }),
      ),
    onPublishAsked: asked => settle(undefined, [events.publishAsked?.(asked)]),
    onChanged: interviewId => settle(interviewId, [events.changed?.(interviewId)]),
    now,
  });
  return {
    routes: reportRoutes({ editing, reading, store, accounts: options.accounts }),
    printFor: key => reading.printFor(key),
    archiveOf: interviewId => reading.archiveOf(interviewId),
    previewFor: (interviewId, member) => editing.preview(interviewId, undefined, member),
  };
}
