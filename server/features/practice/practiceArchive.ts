import type { Readable } from 'node:stream';
import type { InterviewId, SeatId } from '../../../shared/ids.ts';
import { formatList } from '../../../shared/intl.ts';
import type { PracticeAttempt, PracticePage } from '../../../shared/protocol/practiceRoutes.ts';
import { candidateOf } from '../../../shared/recruiter/recruiterContextOf.ts';
import { transcriptFile } from '../../../shared/transcript/transcriptFiles.ts';
import type { StoredMediaFile } from '../../store/mediaFileStore.ts';
import type { ListedAttempt, StoredPracticePage } from '../../store/practiceStore.ts';
import { downloadName } from '../recording/MediaAccess.ts';
import { ZipArchive } from '../recording/zipArchive.ts';
import type { AttemptDetail } from './AttemptDetails.ts';
import { type PracticeParts, practicePageOf } from './practicePage.ts';

/** Content of an attempt's folder. */
interface Folder {
  name: string;
  attempt: PracticeAttempt;
  /** Texts are written as they are, all else as JSON. */
  sheets: Readonly<Record<string, unknown>>;
  files: readonly { name: string; file: StoredMediaFile }[];
}

/** Streams a private page as a ZIP, without evaluators' ratings. Throws `link-invalid` or `rate-limited`. */
export async function practiceArchive(parts: PracticeParts, token: string): Promise<Readable> {
  const stored = await parts.pages.require(token);
  await parts.limits.spend('practiceArchive', stored.pageId);
  const writing = new ArchiveWriting(parts, stored);
  await writing.start(await practicePageOf(parts, stored));
  return writing.zip.bytes;
}

class ArchiveWriting {
  readonly zip: ZipArchive;
  readonly #parts: PracticeParts;
  readonly #page: StoredPracticePage;

  constructor(parts: PracticeParts, page: StoredPracticePage) {
    this.#parts = parts;
    this.#page = page;
    this.zip = new ZipArchive(parts.finished.storage);
  }

  async start(page: PracticePage): Promise<void> {
    const listed = await this.#parts.store.practice.attemptsOf(this.#page.pageId);
    const rows = new Map(listed.map(row => [row.interviewId, row]));
    const folders: Folder[] = [];
    for (const attempt of page.attempts) folders.push(await this.#folderOf(attempt, page, rows));
    this.zip.addText('README.txt', readme(folders));
    this.zip.addJson('page.json', {
      ...(page.name !== undefined && { name: page.name }),
      ...(page.email && { email: page.email.address }),
      createdAt: timeText(page.createdAt),
    });
    for (const { name: folder, sheets, files, attempt } of folders) {
      for (const [name, sheet] of Object.entries(sheets))
        if (typeof sheet === 'string') this.zip.addText(`${folder}/${name}`, sheet);
        else this.zip.addJson(`${folder}/${name}`, sheet);
      for (const { name, file } of files) this.#addFile(attempt.interviewId, `${folder}/${name}`, file);
    }
    this.zip.end();
  }

  async #folderOf(
    attempt: PracticeAttempt,
    page: PracticePage,
    rows: ReadonlyMap<InterviewId, ListedAttempt>,
  ): Promise<Folder> {
    const row = rows.get(attempt.interviewId);
    const detail = row && attempt.state === 'over' ? await this.#parts.details.of(row) : undefined;
    const sheet = attemptJson(attempt, detail, await this.#consentOf(row, detail));
    const report = attempt.evaluation === 'ready' && (await this.#parts.reportOf(attempt.interviewId));
    const seatId = row?.interview && (await this.#candidateSeat(row.interviewId));
    const transcript = row?.interview && seatId && (await this.#transcriptOf(attempt, seatId));
    const recordingId = attempt.recording.state === 'ready' && row?.recording?.recordingId;
    const files = recordingId ? await this.#parts.store.mediaFiles.of(recordingId, 'stored') : [];
    return {
      name: folderOf(attempt, page.attempts),
      attempt,
      sheets: { 'attempt.json': sheet, ...(report && { 'report.json': report }), ...transcript },
      // Leaves out clips, because they are parts of the other files.
      files: files
        .filter(({ kind }) => kind !== 'thumbnail' && kind !== 'clip')
        .map(file => ({ name: fileName(file, seatId), file })),
    };
  }

  async #candidateSeat(interviewId: InterviewId): Promise<SeatId | undefined> {
    return candidateOf(await this.#parts.interviews.current(interviewId))?.seatId;
  }

  /** Returns the transcript as the private page downloads it. */
  async #transcriptOf(
    { interviewId, role, startedAt, createdAt }: PracticeAttempt,
    seatId: SeatId,
  ): Promise<Record<string, string> | undefined> {
    const state = await this.#parts.interviews.current(interviewId);
    if (!state) return undefined;
    const may = { correct: false, download: true, erase: false };
    const transcript = await this.#parts.transcripts.read({ state, viewer: { kind: 'seat', seatId }, may });
    if (transcript.state !== 'ready') return undefined;
    const subject = { interviewId, title: role, startedAt: startedAt ?? createdAt };
    return {
      'transcript.txt': transcriptFile('txt', transcript, subject),
      'transcript.json': transcriptFile('json', transcript, subject),
    };
  }

  async #consentOf(
    row: ListedAttempt | undefined,
    detail: AttemptDetail | undefined,
  ): Promise<boolean | undefined> {
    if (detail || !row?.interview) return detail?.agreedToRecording;
    const state = await this.#parts.interviews.current(row.interviewId);
    return candidateOf(state)?.consent?.recording;
  }

  /** Checks before the file that the attempt still exists, because it can be deleted during the download. */
  #addFile(interviewId: InterviewId, name: string, file: StoredMediaFile): void {
    const { practice } = this.#parts.store;
    this.zip.addFile(name, file, async () => {
      if (!(await practice.owns(this.#page.pageId, interviewId)))
        throw new Error('The practice interview was deleted during the download.');
    });
  }
}

/** Names a folder after the attempt's role, start time, and length. Numbers attempts with the same name. */
function folderOf(attempt: PracticeAttempt, all: readonly PracticeAttempt[]): string {
  const nameOf = ({ createdAt, role, length }: PracticeAttempt) => {
    const [date = '', time = ''] = new Date(createdAt).toISOString().split('T');
    return downloadName(role, `${date}-${time.slice(0, 5).replace(':', '')}-${length}`);
  };
  const same = all.filter(one => nameOf(one) === nameOf(attempt));
  const number = same.length - same.indexOf(attempt);
  return number > 1 ? `${nameOf(attempt)}-${number}` : nameOf(attempt);
}

/** Returns the file name that the archive's README explains. Stored names start with the person's seat. */
function fileName({ kind, name }: StoredMediaFile, seatId: SeatId | undefined): string {
  if (kind === 'composed') return name.replace(/^composed/, 'everything');
  const own = seatId && name.startsWith(`${seatId}-`) ? name.slice(seatId.length + 1) : undefined;
  if (own === undefined) return name.replace(/^candidate-(screen-)?/, (_whole, screen) => screen ?? 'you-');
  return own.startsWith('screen-') ? own : `you-${own}`;
}

function attemptJson(
  attempt: PracticeAttempt,
  detail: AttemptDetail | undefined,
  agreedToRecording: boolean | undefined,
): unknown {
  const { role, length, purpose, state: outcome, evaluation, note, delivery } = attempt;
  return {
    role,
    length,
    purpose,
    state: outcome,
    askedFor: timeText(attempt.createdAt),
    ...(attempt.startedAt !== undefined && { started: timeText(attempt.startedAt) }),
    ...(attempt.endedAt !== undefined && { ended: timeText(attempt.endedAt) }),
    ...(agreedToRecording !== undefined && { agreedToRecording }),
    recording: attempt.recording.state,
    evaluation,
    questions: attempt.questions.map(({ questionId, ...question }) => ({
      ...question,
      asked: (detail?.openings.get(questionId) ?? []).map(timeText),
    })),
    ...(delivery && { delivery }),
    note,
  };
}

/** Lists the files that the archive has, and says of each folder what isn't ready yet. */
function readme(folders: readonly Folder[]): string {
  return [
    'Everything on your private practice page',
    '',
    'One folder for each practice, named after the role, the date, and the time (UTC).',
    'Times in the files are in milliseconds. Facts are never a score. VLC, Firefox, and Chrome play the videos.',
    ...folders.flatMap(folder => ['', `${folder.name}/`, ...contentsOf(folder), ...pendingOf(folder)]),
    '',
    'This copy is yours. Deleting your page doesn’t delete it.',
    '',
  ].join('\r\n');
}

const SHEETS: Readonly<Record<string, string>> = {
  'attempt.json': 'questions, model answers, your written answers and notes, your best takes, how you spoke',
  'report.json': 'your report',
  'transcript.txt': 'what was said, recognized automatically, to read',
  'transcript.json': 'the same with the time of each word',
};

function contentsOf({ sheets, files }: Folder): string[] {
  return [
    ...Object.keys(sheets).map(name => `  ${name}: ${SHEETS[name]}`),
    ...files.map(({ name, file }) => `  ${name}: ${describe(name, file)}`),
  ];
}

function describe(name: string, { kind }: StoredMediaFile): string {
  if (kind === 'composed') return 'everyone in one video';
  if (kind === 'screen') return 'a shared screen';
  if (name.startsWith('you-')) return 'you';
  return name.startsWith('recruiter-') ? 'the recruiter' : 'another person';
}

function pendingOf({ attempt, files }: Folder): string[] {
  const { recording, evaluation, state } = attempt;
  const videos = state === 'over' && recording.state === 'processing';
  const composed = files.length > 0 && !files.some(({ file }) => file.kind === 'composed');
  const pending = [
    ...(videos ? ['the recording'] : []),
    ...(composed ? ['the combined video'] : []),
    ...(evaluation === 'waiting' ? ['your report'] : []),
  ];
  if (pending.length === 0) return [];
  return [`  Not ready yet: ${formatList(pending)}. Download everything again later.`];
}

function timeText(at: number): string {
  return new Date(at).toISOString();
}
