import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { InterviewId } from '../../../shared/ids.ts';
import { titleFor } from '../../../shared/interview/visibility.ts';
import { PRACTICE_TRANSCRIPT_FILE, TRANSCRIPT_FILE } from '../../../shared/protocol/transcriptRoutes.ts';
import { TranscriptDownload } from '../../../shared/transcript/transcript.ts';
import { TRANSCRIPT_TYPES, transcriptFile } from '../../../shared/transcript/transcriptFiles.ts';
import type { StaffInterviews } from '../../interviews/staffInterviews.ts';
import { downloadName } from '../recording/MediaAccess.ts';
import {
  type DownloadedFile,
  type FormDownload,
  formDownload,
  type StaffDownload,
  staffDownload,
} from '../routeHandlers.ts';
import { staffReader } from './routes.ts';
import type { TranscriptReader, TranscriptReading } from './TranscriptReading.ts';

type DownloadReading = Pick<TranscriptReading, 'read' | 'captionedVideo' | 'noteDownload'>;

const Wanted = z.strictObject({ interviewId: InterviewId, format: TranscriptDownload });

export function transcriptDownload(reading: TranscriptReading, interviews: StaffInterviews): StaffDownload {
  return staffDownload({
    path: TRANSCRIPT_FILE,
    access: 'recordings.download',
    params: Wanted,
    handle: async ({ interviewId, format }, member) =>
      fileFor(reading, staffReader(await interviews.read(interviewId, member), member), format),
  });
}

/** The same for a private page. `readerOf` checks the page's token and the attempt. */
export function practiceTranscriptDownload(
  reading: DownloadReading,
  readerOf: (ref: { page: string; interviewId: InterviewId }) => Promise<TranscriptReader>,
): FormDownload {
  return formDownload({
    path: PRACTICE_TRANSCRIPT_FILE,
    limit: 'practiceOpen',
    form: Wanted.extend({ page: z.string().max(64) }),
    handle: async ({ format, ...ref }) => fileFor(reading, await readerOf(ref), format),
    failure: 'a transcript could not be downloaded',
    sentences: {
      'link-invalid': 'This page no longer exists.',
      'not-found': 'There is no transcript to download.',
    },
  });
}

async function fileFor(
  reading: DownloadReading,
  reader: TranscriptReader,
  format: TranscriptDownload,
): Promise<DownloadedFile> {
  const { state, viewer } = reader;
  const { actor: _notedAsDownload, ...silent } = reader;
  const transcript = await reading.read(silent);
  if (transcript.state === 'hidden') throw AppError.forbidden();
  if (transcript.state !== 'ready') throw AppError.notFound('transcript', state.interviewId);
  const title = titleFor(state, viewer);
  if (format === 'mp4') {
    const body = await reading.captionedVideo(reader, transcript);
    await reading.noteDownload(reader);
    return { contentType: 'video/mp4', fileName: downloadName(title, 'captioned.mp4'), body };
  }
  const startedAt = state.recording?.stretches[0]?.startedAt ?? 0;
  const text = transcriptFile(format, transcript, { interviewId: state.interviewId, title, startedAt });
  await reading.noteDownload(reader);
  return {
    contentType: TRANSCRIPT_TYPES[format],
    fileName: downloadName(title, `transcript.${format}`),
    body: Buffer.from(text),
  };
}
