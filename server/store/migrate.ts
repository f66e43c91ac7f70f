import { type Kysely, sql } from 'kysely';
import { StartupError } from '../startupErrors.ts';
import type { Database, DatabaseKind } from './database.ts';
import type { Migration } from './migration.ts';
import { foundations } from './migrations/0001Foundations.ts';
import { kits } from './migrations/0002Kits.ts';
import { recruiter } from './migrations/0003Recruiter.ts';
import { recordings } from './migrations/0004Recordings.ts';
import { publicJourney } from './migrations/0005PublicJourney.ts';
import { evaluation } from './migrations/0006Evaluation.ts';
import { reportAccess } from './migrations/0007ReportAccess.ts';
import { publishedScoring } from './migrations/0008PublishedScoring.ts';
import { people } from './migrations/0009People.ts';
import { practicePolicy } from './migrations/0010PracticePolicy.ts';
import { availability } from './migrations/0011Availability.ts';
import { evaluationOptions } from './migrations/0012EvaluationOptions.ts';
import { storagePlaces } from './migrations/0015StoragePlaces.ts';
import { mailHandover } from './migrations/0016MailHandover.ts';
import { startWindows } from './migrations/0017StartWindows.ts';
import { interviewList } from './migrations/0018InterviewList.ts';
import { oldReports } from './migrations/0019OldReports.ts';
import { publishRequests } from './migrations/0020PublishRequests.ts';
import { bestTakes } from './migrations/0021BestTakes.ts';
import { answerDrafts } from './migrations/0022AnswerDrafts.ts';
import { publishQueue } from './migrations/0023PublishQueue.ts';
import { permissions } from './migrations/0024Permissions.ts';
import { toldSeats } from './migrations/0025ToldSeats.ts';
import { interviewStatus } from './migrations/0026InterviewStatus.ts';
import { timeZones } from './migrations/0027TimeZones.ts';
import { home } from './migrations/0028Home.ts';
import { candidates } from './migrations/0029Candidates.ts';
import { accounts } from './migrations/0031Accounts.ts';
import { calendarFeeds } from './migrations/0035CalendarFeeds.ts';
import { mailsOfInterviews } from './migrations/0036MailsOfInterviews.ts';
import { auditIndexes } from './migrations/0037AuditIndexes.ts';
import { debriefs } from './migrations/0039Debriefs.ts';
import { evaluationDueDates } from './migrations/0040EvaluationDueDates.ts';
import { interviewTemplates } from './migrations/0041InterviewTemplates.ts';
import { scheduling } from './migrations/0043Scheduling.ts';
import { interviewImports } from './migrations/0045InterviewImports.ts';
import { bulkActions } from './migrations/0046BulkActions.ts';
import { mailExpiry } from './migrations/0047MailExpiry.ts';
import { comparedRatings } from './migrations/0048ComparedRatings.ts';
import { mailSearch } from './migrations/0049MailSearch.ts';
import { importedInterviews } from './migrations/0050ImportedInterviews.ts';
import { leadUntil } from './migrations/0053LeadUntil.ts';
import { candidateDetails } from './migrations/0054CandidateDetails.ts';
import { teamNames } from './migrations/0055TeamNames.ts';
import { interviewLoops } from './migrations/0056InterviewLoops.ts';
import { waitedRaters } from './migrations/0058WaitedRaters.ts';
import { candidateOrder } from './migrations/0059CandidateOrder.ts';
import { transcripts } from './migrations/0060Transcripts.ts';
import { busySeats } from './migrations/0063BusySeats.ts';
import { homeIndexes } from './migrations/0064HomeIndexes.ts';
import { lastingLinks } from './migrations/0068LastingLinks.ts';
import type { Tables } from './schema.ts';

const MIGRATIONS: readonly Migration[] = [
  foundations,
  kits,
  recruiter,
  recordings,
  publicJourney,
  evaluation,
  reportAccess,
  publishedScoring,
  people,
  practicePolicy,
  availability,
  evaluationOptions,
  storagePlaces,
  mailHandover,
  startWindows,
  interviewList,
  oldReports,
  publishRequests,
  bestTakes,
  answerDrafts,
  publishQueue,
  permissions,
  toldSeats,
  interviewStatus,
  timeZones,
  home,
  candidates,
  accounts,
  calendarFeeds,
  mailsOfInterviews,
  auditIndexes,
  debriefs,
  evaluationDueDates,
  interviewTemplates,
  scheduling,
  interviewImports,
  bulkActions,
  mailExpiry,
  comparedRatings,
  mailSearch,
  importedInterviews,
  leadUntil,
  candidateDetails,
  teamNames,
  interviewLoops,
  waitedRaters,
  candidateOrder,
  transcripts,
  busySeats,
  homeIndexes,
  lastingLinks,
];

/** Key of the advisory lock. Any number works that no other lock of the database uses. */
const POSTGRES_LOCK = 7_305_011_942;

/** Migrates in one transaction. Throws a `StartupError` for a database that a newer version has changed. */
export async function migrate(database: Database): Promise<void> {
  await database.kysely.transaction().execute(async transaction => {
    // SQLite locks the database when a transaction starts. PostgreSQL needs an explicit lock.
    if (database.kind === 'postgres')
      await sql`select pg_advisory_xact_lock(${POSTGRES_LOCK})`.execute(transaction);
    await applyMissing(transaction, database.kind);
  });
}

async function applyMissing(db: Kysely<Tables>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('schemaMigrations')
    .ifNotExists()
    .addColumn('name', 'text', column => column.primaryKey())
    .addColumn('at', 'bigint', column => column.notNull())
    .execute();
  const applied = await db.selectFrom('schemaMigrations').select('name').execute();
  const names = new Set(applied.map(row => row.name));
  const known = new Set(MIGRATIONS.map(migration => migration.name));
  if ([...names].some(name => !known.has(name))) throw StartupError.newerDatabase();
  for (const migration of MIGRATIONS) {
    if (names.has(migration.name)) continue;
    await migration.up(db, kind);
    await db.insertInto('schemaMigrations').values({ name: migration.name, at: Date.now() }).execute();
  }
}
