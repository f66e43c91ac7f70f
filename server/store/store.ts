import { type Config, deriveKey } from '../config.ts';
import type { Logger } from '../log.ts';
import { StartupError } from '../startupErrors.ts';
import { AuditLog } from './auditLog.ts';
import { AuditSubjectStore } from './auditSubjects.ts';
import { AvailabilityStore } from './availabilityStore.ts';
import { BulkStore } from './bulkStore.ts';
import { CalendarFeedStore } from './calendarFeedStore.ts';
import { CandidateMergeStore } from './candidateMergeStore.ts';
import { CandidateStore } from './candidateStore.ts';
import type { Database, DatabaseOptions } from './database.ts';
import { DebriefStore } from './debriefStore.ts';
import { DecisionStore } from './decisionStore.ts';
import { ErasureStore } from './erasureStore.ts';
import { EvaluationClaimStore } from './evaluationClaimStore.ts';
import { EvaluationQueue } from './evaluationQueue.ts';
import { EvaluationStore } from './evaluationStore.ts';
import { FeedbackStore } from './feedbackStore.ts';
import { HomeStore } from './homeStore.ts';
import { ImportStore } from './importStore.ts';
import { InsightStore } from './insightStore.ts';
import { InterviewList } from './interviewList.ts';
import { InterviewRecordingStore } from './interviewRecordingStore.ts';
import { InterviewStore } from './interviewStore.ts';
import { JobStore } from './jobStore.ts';
import { KitStore } from './kitStore.ts';
import { LostStorageStore } from './lostStorageStore.ts';
import { MailStore } from './mailStore.ts';
import { MediaFileStore } from './mediaFileStore.ts';
import { MediaGrantStore } from './mediaGrantStore.ts';
import { migrate } from './migrate.ts';
import { NoticeStore } from './noticeStore.ts';
import { openPostgres } from './postgresDatabase.ts';
import { PracticePurgeStore } from './practicePurgeStore.ts';
import { PracticeQueueStore } from './practiceQueueStore.ts';
import { PracticeStore } from './practiceStore.ts';
import { ReferenceStore } from './referenceStore.ts';
import { ReportClipStore } from './reportClipStore.ts';
import { ReportReaderStore } from './reportReaderStore.ts';
import { ReportStore } from './reportStore.ts';
import { SavedViewStore } from './savedViewStore.ts';
import { SettingStore } from './settingStore.ts';
import { SiteStore } from './siteStore.ts';
import { openSqlite } from './sqliteDatabase.ts';
import { TeamStore } from './teamStore.ts';
import { TemplateStore } from './templateStore.ts';
import { ToldSeatStore } from './toldSeatStore.ts';
import { TranscriptSearchStore } from './transcriptSearchStore.ts';
import { TranscriptStore } from './transcriptStore.ts';
import { VoiceUploadStore } from './voiceUploadStore.ts';
import { WorkloadStore } from './workloadStore.ts';

export interface Store {
  readonly database: Database;
  readonly interviews: InterviewStore;
  readonly interviewList: InterviewList;
  readonly savedViews: SavedViewStore;
  readonly bulk: BulkStore;
  readonly home: HomeStore;
  readonly kits: KitStore;
  readonly voiceUploads: VoiceUploadStore;
  readonly interviewRecordings: InterviewRecordingStore;
  readonly mediaFiles: MediaFileStore;
  readonly mediaGrants: MediaGrantStore;
  readonly erasures: ErasureStore;
  readonly lostStorage: LostStorageStore;
  readonly settings: SettingStore;
  readonly practice: PracticeStore;
  readonly practiceQueue: PracticeQueueStore;
  readonly practicePurges: PracticePurgeStore;
  readonly site: SiteStore;
  readonly reports: ReportStore;
  readonly reportReaders: ReportReaderStore;
  readonly feedback: FeedbackStore;
  readonly evaluations: EvaluationStore;
  readonly evaluationQueue: EvaluationQueue;
  readonly insights: InsightStore;
  readonly references: ReferenceStore;
  readonly evaluationClaims: EvaluationClaimStore;
  readonly reportClips: ReportClipStore;
  readonly jobs: JobStore;
  readonly mails: MailStore;
  readonly toldSeats: ToldSeatStore;
  readonly candidates: CandidateStore;
  readonly candidateMerges: CandidateMergeStore;
  readonly decisions: DecisionStore;
  readonly debriefs: DebriefStore;
  readonly notices: NoticeStore;
  readonly teams: TeamStore;
  readonly templates: TemplateStore;
  readonly transcripts: TranscriptStore;
  readonly transcriptSearch: TranscriptSearchStore;
  readonly workloads: WorkloadStore;
  readonly calendarFeeds: CalendarFeedStore;
  readonly imports: ImportStore;
  readonly availability: AvailabilityStore;
  readonly audit: AuditLog;
  readonly auditSubjects: AuditSubjectStore;
  close(): Promise<void>;
}

/** Opens and migrates the configured database. Rejects with `StartupError` when that fails. */
export async function createStore(config: Config, log: Logger): Promise<Store> {
  const database = await openDatabase(config, log);
  try {
    await migrate(database);
  } catch (error) {
    await database.close();
    if (error instanceof StartupError) throw error;
    throw config.databaseUrl
      ? StartupError.database(config.databaseUrl, error)
      : StartupError.dataDir(config.dataDir, error);
  }
  const audit = new AuditLog(database);
  const jobs = new JobStore(database);
  return {
    database,
    interviews: new InterviewStore(database),
    interviewList: new InterviewList(database),
    savedViews: new SavedViewStore(database),
    bulk: new BulkStore(database, jobs, audit),
    home: new HomeStore(database),
    kits: new KitStore(database, audit),
    voiceUploads: new VoiceUploadStore(database, audit),
    interviewRecordings: new InterviewRecordingStore(database, jobs),
    mediaFiles: new MediaFileStore(database),
    mediaGrants: new MediaGrantStore(database, audit),
    erasures: new ErasureStore(database, jobs, audit),
    lostStorage: new LostStorageStore(database, jobs, audit),
    settings: new SettingStore(database, audit),
    practice: new PracticeStore(database),
    practiceQueue: new PracticeQueueStore(database),
    practicePurges: new PracticePurgeStore(database, jobs),
    site: new SiteStore(database, audit),
    reports: new ReportStore(database, audit),
    reportReaders: new ReportReaderStore(database),
    feedback: new FeedbackStore(database),
    evaluations: new EvaluationStore(database, audit),
    evaluationQueue: new EvaluationQueue(database),
    insights: new InsightStore(database),
    references: new ReferenceStore(database),
    evaluationClaims: new EvaluationClaimStore(database),
    reportClips: new ReportClipStore(database, jobs),
    jobs,
    mails: new MailStore(database, jobs, audit, deriveKey(config.secret, 'mail-links')),
    toldSeats: new ToldSeatStore(database),
    candidates: new CandidateStore(database, audit),
    candidateMerges: new CandidateMergeStore(database, audit),
    decisions: new DecisionStore(database, audit),
    debriefs: new DebriefStore(database, audit),
    notices: new NoticeStore(database),
    teams: new TeamStore(database, audit),
    templates: new TemplateStore(database, audit),
    transcripts: new TranscriptStore(database),
    transcriptSearch: new TranscriptSearchStore(database),
    workloads: new WorkloadStore(database),
    calendarFeeds: new CalendarFeedStore(database, audit),
    imports: new ImportStore(database, jobs, audit),
    availability: new AvailabilityStore(database, audit),
    audit,
    auditSubjects: new AuditSubjectStore(database),
    close: () => database.close(),
  };
}

function openDatabase(config: Config, log: Logger): Database | Promise<Database> {
  const options: DatabaseOptions = {
    checked: config.nodeEnv !== 'production',
    onLate: late => log.error(late, 'A statement waited too long for a database connection'),
  };
  if (!config.databaseUrl) return openSqlite(config.sqliteFile, options);
  const onIdleError = (error: Error) =>
    // Logs only the message, because the error's other fields contain the password.
    log.warn({ reason: error.message }, 'A database connection broke');
  return openPostgres(config.databaseUrl, { ...options, onIdleError });
}
