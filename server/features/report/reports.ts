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
import type { Store } from '../../store/store.ts';
import { PracticePages } from '../practice/PracticePages.ts';
import type { Recordings } from '../recording/recordings.ts';
import type { Site } from '../site/site.ts';
import type { StaffAccounts } from '../staff/accounts.ts';
import type { ClipDesk } from './clips/ClipDesk.ts';
import { ReportDesk } from './ReportDesk.ts';
import { ReportKeys } from './ReportKeys.ts';
import { ReportLinks } from './ReportLinks.ts';
import { type KeptReport, type PrintSubject, ReportReading } from './ReportReading.ts';
import { ReportSubjects } from './ReportSubjects.ts';
import { type ReportRoutes, reportRoutes } from './routes.ts';

/** What others do once a report is published or taken back. What of it fails is written to the log: the report stays as it is. */
export interface ReportEvents {
  /** Tells the candidate. `link` makes a private link. */
  tellCandidate?: (told: {
    interviewId: InterviewId;
    first: boolean;
    link: () => Promise<string>;
  }) => Promise<void>;
  /** Emails a private link again. False where that was done a short while ago. Rejects where it cannot be done. */
  emailLink?: (told: { interviewId: InterviewId; link: () => Promise<string> }) => Promise<boolean>;
  /** It was published or taken back, or raters who are apart are left so: the queue looks again. */
  changed?: (interviewId: InterviewId) => Promise<void>;
}

export interface ReportsOptions {
  config: Pick<Config, 'publicUrl' | 'secret' | 'smtpUrl'>;
  store: Store;
  interviews: Interviews;
  accounts: Pick<StaffAccounts, 'list'>;
  finished: Pick<Recordings, 'records' | 'review'>;
  clips: ClipDesk;
  site: Pick<Site, 'published' | 'recount'>;
  events?: ReportEvents;
  logger: Logger;
  now?: () => number;
}

export interface Reports {
  readonly routes: ReportRoutes;
  /** What a printed report is made of, by a reader's key. Throws what `report.open` throws, and `not-found` where nothing can be read. */
  printFor(key: ReportKey): Promise<PrintSubject>;
  /** All of it that is the candidate's, for them to keep. Undefined where none is published. */
  keptOf(interviewId: InterviewId): Promise<KeptReport | undefined>;
  /** The draft as the candidate would read it. */
  previewFor(interviewId: InterviewId, member: StaffMember): Promise<CandidateReport>;
}

/** Reports, put together. */
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
    now,
  });
  const settle = async (interviewId: InterviewId, steps: (Promise<void> | undefined)[]) => {
    for (const outcome of await Promise.allSettled(steps))
      if (outcome.status === 'rejected')
        logger.error({ interviewId, err: outcome.reason }, 'what follows from a report could not be done');
  };
  const desk = new ReportDesk({
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
      // The one in an earlier message goes on working.
      const link = () => links.forCandidate(interviewId);
      await settle(interviewId, [
        clips.want(interviewId),
        events.changed?.(interviewId),
        events.tellCandidate?.({ interviewId, first, link }),
      ]);
    },
    onChanged: interviewId => settle(interviewId, [events.changed?.(interviewId)]),
    now,
  });
  return {
    routes: reportRoutes({ desk, reading, store, accounts: options.accounts }),
    printFor: key => reading.printFor(key),
    keptOf: interviewId => reading.keptOf(interviewId),
    previewFor: (interviewId, member) => desk.preview(interviewId, undefined, member),
  };
}
