import { committedDurations } from './durations.ts';

/**
 * `npm test` runs the core tests, `npm run test:all` runs all of them. Vitest started with names of files, or without
 * `scripts/test.mjs`, chooses among all.
 */
export const CORE_ONLY = process.env.VIVAVOCE_TESTS === 'core';

/** Most seconds that the core test files may take together, as recorded on two cores; about three run at a time. */
export const CORE_BUDGET_SECONDS = 875;
/** Seconds assumed for a file that no run has recorded yet. */
const NEW_FILE_SECONDS = 3;

/** Unit, contract, and scenario tests belong to the core, except these. */
const NOT_CORE = [
  // Measurements of voices, frames, and clips, whose rules have faster tests.
  'tests/unit/recording/compose/runFfmpeg.test.ts',
  'tests/unit/recruiter/avatar/drawAvatar.test.ts',
  'tests/unit/recruiter/clips/fliteSpeech.test.ts',
  'tests/unit/report/clips/clipsJob.test.ts',
  'tests/unit/sfu/voice/generatedAudio.test.ts',
  // PDF files rendered and read back; the routes that send them have faster tests.
  'tests/unit/report/reportPdf.test.ts',
  'tests/unit/http/reportPdf.test.ts',
  'tests/unit/scoring/scorecardFiles.test.ts',
  // Tests of instruments that only tests and benchmarks use.
  'tests/unit/support/oracle.test.ts',
  'tests/scenario/bench.test.ts',
  'tests/scenario/practiceCrowd.test.ts',
  'tests/scenario/rtcClient.test.ts',
  // Measurements of real or generated voices, and of the network.
  'tests/contract/peerVoice.test.ts',
  'tests/scenario/connectionTest.test.ts',
  'tests/unit/recruiter/engine/coughs.test.ts',
  'tests/unit/recruiter/engine/gatedAnswers.test.ts',
  // Slow parts: real SMTP servers and OpenID Connect providers, password hashing, deletion of many files, a server for each practice, plans of benchmarks.
  'tests/unit/http/practiceConnect.test.ts',
  'tests/unit/bench/planInterviews.test.ts',
  'tests/contract/interviewMailsKilled.test.ts',
  'tests/contract/emailChange.test.ts',
  'tests/unit/http/imports.test.ts',
  'tests/unit/http/practiceTranscripts.test.ts',
  'tests/unit/http/rateLimits.test.ts',
  'tests/contract/bulkActions.test.ts',
  'tests/unit/http/reportQuestions.test.ts',
  'tests/unit/mail/interviewMails.test.ts',
  'tests/unit/mail/mailServers.test.ts',
  'tests/unit/mail/sending.test.ts',
  'tests/unit/recording/retention/deletion.test.ts',
  'tests/contract/signIns.test.ts',
  'tests/contract/singleSignOn.test.ts',
  'tests/unit/http/calendarFeed.test.ts',
  'tests/unit/http/comparisons.test.ts',
  'tests/unit/http/seatChanges.test.ts',
  'tests/unit/http/invitationMail.test.ts',
  'tests/unit/http/passwordReset.test.ts',
  'tests/unit/staff/passwordThreads.test.ts',
  // The same suites as in process, with a media server in a process of its own.
  'tests/contract/capture.remote.test.ts',
  'tests/contract/mediaPlane.remote.test.ts',
  'tests/contract/player.remote.test.ts',
  'tests/contract/captions.remote.test.ts',
  'tests/contract/voice.remote.test.ts',
  // Whole transcripts by the real engine, which its contract tests run, too, and three hours of sound.
  'tests/unit/transcript/transcribeTracks.test.ts',
  'tests/contract/transcribeRecording.test.ts',
  // Times of real voices and pictures, which need an idle machine.
  'tests/contract/player.inProcess.test.ts',
  'tests/contract/voice.inProcess.test.ts',
  'tests/contract/captions.inProcess.test.ts',
  'tests/contract/captions.service.test.ts',
  // Real voices in the real engine, which the contract of transcribers covers, too.
  'tests/contract/captionFaults.test.ts',
  // Recording and relaying of media, which the journeys in browsers pass; hostile frames.
  'tests/contract/capture.inProcess.test.ts',
  'tests/scenario/badFrames.test.ts',
  'tests/scenario/receiveOnly.test.ts',
  // Media that takes long to produce, and failures, damage, and limits.
  'tests/contract/captionedVideo.test.ts',
  'tests/contract/captureDisk.test.ts',
  'tests/contract/captureSessions.test.ts',
  'tests/contract/capturedTrack.test.ts',
  'tests/contract/clips.test.ts',
  'tests/contract/clipsLibrary.test.ts',
  'tests/contract/clipsLimits.test.ts',
  'tests/contract/clipsRecordings.test.ts',
  'tests/contract/clipsRendering.test.ts',
  'tests/contract/compose.test.ts',
  'tests/contract/composeFailures.test.ts',
  'tests/contract/composedSound.test.ts',
  'tests/contract/finaliseDamaged.test.ts',
  'tests/contract/finaliseFailures.test.ts',
  'tests/contract/finaliseSeeking.test.ts',
  'tests/contract/objectStorage.test.ts',
  // Starts, kills, and floods whole programs.
  'tests/scenario/crash.test.ts',
  'tests/scenario/proofFlood.test.ts',
  'tests/scenario/start.test.ts',
  // Need Redis or PostgreSQL.
  'tests/contract/peopleUpgrade.test.ts',
  'tests/contract/redisBus.test.ts',
  'tests/contract/sharedRateLimits.test.ts',
  'tests/scenario/apart.test.ts',
  'tests/scenario/transcriptServers.test.ts',
  // Journeys in browsers, and faster tests of the same parts, cover them.
  'tests/scenario/recordedLogs.test.ts',
  'tests/scenario/recruiter.test.ts',
];

/** Tests in browsers do not belong to the core, except these: one for each screen that no journey passes, and one journey of each kind. */
const BROWSER_CORE = [
  'tests/pages/conducting.test.ts', // the conductor's panel in the room
  'tests/pages/console.test.ts', // setup, sign-in, a new interview and its page
  'tests/pages/devices.test.ts', // pre-join
  'tests/pages/evaluations.test.ts', // the evaluation queue
  'tests/pages/interviews.test.ts', // the list of interviews
  'tests/pages/kitGuide.test.ts', // the kit editor
  'tests/pages/practiceAnswer.test.ts', // the private page: one's own answer and the next step
  'tests/pages/practicePage.test.ts', // its attempts and notes
  'tests/pages/practiceRoom.test.ts', // the room in practice
  'tests/pages/recordings.test.ts', // the list of recordings
  'tests/pages/recruiterSetup.test.ts', // the virtual recruiter's settings
  'tests/pages/reportOfPractice.test.ts', // the report as its reader sees it
  'tests/pages/reportWritten.test.ts', // the report editor
  'tests/pages/reviewKeys.test.ts', // the review of a recording
  'tests/pages/roomParts.test.ts', // the room
  'tests/pages/scorecards.test.ts', // scorecards in the console
  'tests/pages/scoring.test.ts', // ratings after the call
  'tests/pages/site.test.ts', // all public pages
  'tests/pages/siteHome.test.ts', // the home page
  'tests/pages/siteRole.test.ts', // a role's page
  'tests/pages/siteSearch.test.ts', // the catalog of roles
  'tests/e2e/call.test.ts', // a live interview
  'tests/e2e/evaluation.test.ts', // from practice through evaluation to the report and its rating
  'tests/alone/recruiter.test.ts', // an interview with the virtual recruiter, from the candidate's screen
];

/**
 * Contract and scenario tests that compare events with a clock to a tenth of a second or a second. They run one at a
 * time, as the project `timed`, because two cores with three files delay packets and timers by as much.
 */
const TIMED = [
  'tests/contract/capture.inProcess.test.ts',
  'tests/contract/capture.remote.test.ts',
  'tests/contract/capturedTrack.test.ts',
  'tests/contract/mediaPlane.inProcess.test.ts',
  'tests/contract/mediaPlane.remote.test.ts',
  'tests/contract/peerVoice.test.ts',
  'tests/contract/player.inProcess.test.ts',
  'tests/contract/player.remote.test.ts',
  'tests/contract/voice.inProcess.test.ts',
  'tests/contract/voice.remote.test.ts',
  'tests/scenario/apart.test.ts',
  'tests/scenario/receiveOnly.test.ts',
  'tests/scenario/recording.test.ts',
];

const CORE_PROJECTS = ['unit', 'contract', 'scenario'];

/** True when `npm test` runs this file. @param file its path in the checkout, with slashes */
export function isCore(file: string): boolean {
  const project = file.split('/')[1] ?? '';
  return CORE_PROJECTS.includes(project) ? !NOT_CORE.includes(file) : BROWSER_CORE.includes(file);
}

/** Files that the lists name; each must exist. */
export const LISTED_FILES: readonly string[] = [...NOT_CORE, ...BROWSER_CORE, ...TIMED];

/** Include and exclude patterns of a project's files, for Vitest. */
export function filesOf(project: string): { include: string[]; exclude: string[] } {
  const exclude = CORE_ONLY ? NOT_CORE : [];
  if (project === 'timed') return { include: TIMED, exclude };
  if (!CORE_ONLY || CORE_PROJECTS.includes(project)) {
    return { include: [`tests/${project}/**/*.test.{ts,tsx}`], exclude: [...exclude, ...TIMED] };
  }
  return { include: BROWSER_CORE.filter(file => file.startsWith(`tests/${project}/`)), exclude: [] };
}

/** Recorded seconds of the core files together. */
export function coreSeconds(files: readonly string[]): number {
  const durations = { ...committedDurations('all'), ...committedDurations('core') };
  return files.filter(isCore).reduce((sum, file) => sum + (durations[file] ?? NEW_FILE_SECONDS), 0);
}
