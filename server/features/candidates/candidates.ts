import type { Logger } from 'pino';
import { z } from 'zod';
import { CandidateId, type InterviewId } from '../../../shared/ids.ts';
import { CANDIDATE_EXPORT, type CANDIDATE_ROUTES } from '../../../shared/protocol/candidateRoutes.ts';
import type { DEBRIEF_ROUTES } from '../../../shared/protocol/debriefRoutes.ts';
import type { Config } from '../../config.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { StaffInterviews } from '../../interviews/staffInterviews.ts';
import type { Store } from '../../store/store.ts';
import type { Mail } from '../mail/Mail.ts';
import type { Recordings } from '../recording/recordings.ts';
import { type RouteHandlers, type StaffDownload, staffDownload } from '../routeHandlers.ts';
import type { StaffAccounts } from '../staff/accounts.ts';
import type { TranscriptReading } from '../transcript/TranscriptReading.ts';
import { CandidateRecords } from './CandidateRecords.ts';
import { CandidateTracker } from './CandidateTracker.ts';
import { candidateArchive } from './candidateExport.ts';
import { Debriefs } from './Debriefs.ts';
import { deleteCandidate } from './deleteCandidate.ts';

export interface CandidatesOptions {
  config: Pick<Config, 'publicUrl'>;
  store: Store;
  interviews: Interviews;
  forStaff: StaffInterviews;
  accounts: Pick<StaffAccounts, 'list'>;
  finished: Pick<Recordings, 'records' | 'retention' | 'keeper' | 'storage'>;
  transcripts: Pick<TranscriptReading, 'read'>;
  mail: Pick<Mail, 'configured' | 'send'>;
  reportOf: (interviewId: InterviewId) => Promise<object | undefined>;
  deletePracticePage: (pageId: string) => Promise<void>;
  logger: Logger;
  pollEveryMs?: number | undefined;
}

export interface Candidates {
  readonly routes: Pick<RouteHandlers, keyof typeof CANDIDATE_ROUTES | keyof typeof DEBRIEF_ROUTES>;
  readonly downloads: readonly StaffDownload[];
  readonly tracker: CandidateTracker;
  close(): Promise<void>;
}

/** Records of people across interviews, decisions about them, their export, and their deletion. */
export function createCandidates(options: CandidatesOptions): Candidates {
  const { store, interviews, forStaff, accounts, finished, reportOf, deletePracticePage, logger } = options;
  const { candidates, reports, practice, reportReaders: readers, audit } = store;
  const { pollEveryMs } = options;
  const tracker = new CandidateTracker({
    interviews,
    logs: store.interviews,
    candidates,
    logger,
    pollEveryMs,
  });
  const records = new CandidateRecords({
    candidates,
    merges: store.candidateMerges,
    decisions: store.decisions,
    interviews: forStaff,
    tracker,
    accounts,
    reports,
    practice,
    finished,
    logs: store.interviews,
    told: store.toldSeats,
    audit,
  });
  const { keeper, storage } = finished;
  const debriefs = new Debriefs({
    publicUrl: options.config.publicUrl,
    interviews: forStaff,
    comments: store.debriefs,
    accounts,
    mail: options.mail,
  });
  const deletion = {
    interviews: forStaff,
    candidates,
    reports,
    readers,
    keeper,
    deletePracticePage,
    debriefs: store.debriefs,
    mails: store.mails,
  };
  const { transcripts } = options;
  const archive = {
    records,
    logs: store.interviews,
    files: store.mediaFiles,
    storage,
    transcripts,
    reportOf,
  };
  return {
    tracker,
    routes: {
      ...debriefs.routes,
      'candidates.list': (query, { member }) => records.list(query, member),
      'candidates.read': async ({ candidateId }, { member }) => {
        const candidate = await records.read(candidateId, member);
        const target = candidate.candidateId;
        await audit.addUnlessRecent({ actor: member.userId, action: 'candidate.viewed', target });
        return { candidate };
      },
      'candidates.compare': (query, { member }) => records.compare(query, member),
      'candidates.merge': (merge, { member }) => records.merge(merge, member),
      'candidates.correct': (corrected, { member }) => records.correct(corrected, member),
      'candidates.unmerge': ({ mergeId }, { member }) => records.unmerge(mergeId, member),
      'candidates.delete': async ({ candidateId }, { member }) => ({
        deleted: await deleteCandidate(deletion, await records.requireRounds(candidateId, member), member),
      }),
      'decisions.read': ({ interviewId }, { member }) => records.decisions(interviewId, member),
      'decisions.add': (decision, { member }) => records.decide(decision, member),
    },
    downloads: [
      staffDownload({
        path: CANDIDATE_EXPORT,
        access: 'candidates.change',
        params: z.object({ candidateId: CandidateId }),
        handle: async ({ candidateId }, member) => {
          const rounds = await records.requireRounds(candidateId, member);
          const record = await records.read(candidateId, member);
          const target = record.candidateId;
          await audit.add({ actor: member.userId, action: 'candidate.exported', target });
          return {
            fileName: `candidate-${target}.zip`,
            contentType: 'application/zip',
            body: await candidateArchive(archive, rounds, record, member),
          };
        },
      }),
    ],
    close: () => tracker.close(),
  };
}
