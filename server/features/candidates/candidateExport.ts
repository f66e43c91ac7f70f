import type { Readable } from 'node:stream';
import type { InterviewId, SeatId } from '../../../shared/ids.ts';
import type { CandidateRecord } from '../../../shared/protocol/candidateRoutes.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { seesScorecards } from '../../../shared/rubric/rubricView.ts';
import { transcriptFile } from '../../../shared/transcript/transcriptFiles.ts';
import { staffViewer } from '../../interviews/staffInterviews.ts';
import type { ChatSent, InterviewStore } from '../../store/interviewStore.ts';
import type { MediaFileStore } from '../../store/mediaFileStore.ts';
import { downloadName } from '../recording/MediaAccess.ts';
import type { Recordings } from '../recording/recordings.ts';
import { ZipArchive } from '../recording/zipArchive.ts';
import { openScorecardsOf, scoringReportOf } from '../scoring/scoringReport.ts';
import type { TranscriptReading } from '../transcript/TranscriptReading.ts';
import type { CandidateRecords } from './CandidateRecords.ts';
import type { ShownRound } from './candidateRounds.ts';

/** More than one interview can have. */
const CHAT_MAX = 100_000;

export interface CandidateExportParts {
  records: Pick<CandidateRecords, 'requireRounds' | 'read'>;
  logs: Pick<InterviewStore, 'readChat'>;
  files: Pick<MediaFileStore, 'of'>;
  storage: Recordings['storage'];
  transcripts: Pick<TranscriptReading, 'read'>;
  reportOf: (interviewId: InterviewId) => Promise<object | undefined>;
}

/** Streams a ZIP with all about a person that the member may see. */
export async function candidateArchive(
  parts: CandidateExportParts,
  rounds: readonly ShownRound[],
  record: CandidateRecord,
  member: StaffMember,
): Promise<Readable> {
  const zip = new ZipArchive(parts.storage);
  const { candidateId, rounds: shown, ...person } = record;
  zip.addText('README.txt', README);
  zip.addJson('candidate.json', person);
  for (const round of rounds) {
    const { interviewId, seatId, state } = round;
    const folder = folderOf(round);
    const seat = state.seats[seatId];
    const { decisions, ...facts } = shown.find(one => one.seatId === seatId) ?? {};
    zip.addJson(`${folder}/interview.json`, {
      ...facts,
      ...(!state.scheduling?.open && { startsAt: new Date(state.scheduledAt).toISOString() }),
      name: seat?.displayName,
      email: seat?.email,
      device: seat?.setup,
      accommodations: seat?.accommodations,
      chat: (await parts.logs.readChat(interviewId, 0, CHAT_MAX)).filter(isBy(seatId)).map(chatLine),
      writtenAnswers: state.recruiter?.written,
    });
    if (decisions) zip.addJson(`${folder}/decisions.json`, decisions);
    if (seesScorecards(state, staffViewer(member)))
      zip.addJson(`${folder}/scorecards.json`, openScorecardsOf(scoringReportOf(state, staffViewer(member))));
    const report = await parts.reportOf(interviewId);
    if (report) zip.addJson(`${folder}/report.json`, report);
    for (const [name, text] of Object.entries(await ownWords(parts, round, member)))
      zip.addText(`${folder}/${name}`, text);
    const recordingId = state.recording?.recordingId;
    const files = recordingId ? await parts.files.of(recordingId, 'stored') : [];
    for (const file of files.filter(({ name }) => name.startsWith(`${seatId}-`)))
      zip.addFile(`${folder}/${file.name.slice(seatId.length + 1)}`, file, async () => {
        // The person can be deleted during the download.
        await parts.records.requireRounds(round.rootId, member);
      });
  }
  zip.end();
  return zip.bytes;
}

/** Returns the candidate's own words with their corrections, unless the member may not see the transcript yet. */
async function ownWords(
  { transcripts }: Pick<CandidateExportParts, 'transcripts'>,
  { interviewId, seatId, state }: ShownRound,
  member: StaffMember,
): Promise<Record<string, string>> {
  const may = { correct: false, download: true, erase: false };
  const whole = await transcripts.read({ state, viewer: staffViewer(member), may });
  const isOwn = (part: { seatId?: SeatId | undefined }) => part.seatId === seatId;
  const own = {
    ...whole,
    speakers: whole.speakers.filter(isOwn),
    passages: whole.passages.filter(isOwn),
  };
  if (own.passages.length === 0) return {};
  const startedAt = state.recording?.stretches[0]?.startedAt ?? state.scheduledAt;
  const subject = { interviewId, title: state.jobRole, startedAt };
  return {
    'transcript.txt': transcriptFile('txt', own, subject),
    'transcript.json': transcriptFile('json', own, subject),
  };
}

function folderOf({ state, seatId }: ShownRound): string {
  const day = new Date(state.scheduledAt).toISOString().slice(0, 10);
  return downloadName(state.jobRole, `${day}-${seatId.slice(-8)}`);
}

function isBy(seatId: string) {
  return ({ payload }: ChatSent) => payload.fromSeatId === seatId;
}

function chatLine({ at, payload: { text } }: ChatSent) {
  return { at: new Date(at).toISOString(), text };
}

const README = [
  'Everything about one candidate that the person who exported it may see',
  '',
  'candidate.json: names, email addresses, connected practice, and merged records.',
  'One folder for each interview, named after the role and the date (UTC):',
  '  interview.json: time, consent, what the candidate wrote, and accommodations',
  '  decisions.json: decisions with their reasons, once the member no longer rates',
  '  scorecards.json: ratings and notes, once the scorecards are open',
  '  report.json: the published report',
  '  transcript.txt, transcript.json: the candidate’s own words and their corrections, once the member may see them',
  '  *.webm: the candidate’s own recordings, without those of other people',
  '',
  'Interviews of hiring teams that the member isn’t in, and interviews that are rated with hidden names, are left out.',
  '',
].join('\r\n');
