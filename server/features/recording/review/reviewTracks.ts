import type { InterviewView } from '../../../../shared/interview/view.ts';
import type { FinishedMedia } from '../../../../shared/recording/finished.ts';
import { readPerson } from '../../../../shared/recording/person.ts';
import type { ReviewTrack } from '../../../../shared/recording/review.ts';
import type { RecordingRecord } from './recordingRecord.ts';

type Whose = Pick<ReviewTrack, 'role' | 'seatId' | 'name'>;

const ORDER: readonly ReviewTrack['role'][] = ['candidate', 'recruiter', 'interviewer'];

/** What can be played of each person: candidates first, screens after the people. A file that is not in the storage is not there. */
export function reviewTracks(
  { finished, files }: Pick<RecordingRecord, 'finished' | 'files'>,
  view: InterviewView,
): ReviewTrack[] {
  const tracks = (finished?.media ?? []).flatMap((media): ReviewTrack[] => {
    const file = files[media.fileName];
    if (!file) return [];
    const thumbnail = media.thumbnailName === undefined ? undefined : files[media.thumbnailName]?.fileId;
    return [{ ...file, ...playedOf(media), ...whoseIs(media, view), ...(thumbnail && { thumbnail }) }];
  });
  return tracks.toSorted(
    (a, b) =>
      Number(a.kind === 'screen') - Number(b.kind === 'screen') ||
      ORDER.indexOf(a.role) - ORDER.indexOf(b.role) ||
      a.fromMs - b.fromMs,
  );
}

function playedOf(media: FinishedMedia): Omit<ReviewTrack, keyof Whose | 'fileId' | 'contentType' | 'bytes'> {
  const { kind, fromMs, toMs, hasAudio, hasVideo, width, height, gaps, speech, levels } = media;
  return {
    kind,
    fromMs,
    toMs,
    hasAudio,
    hasVideo,
    gaps,
    speech,
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    ...(levels && { levels }),
  };
}

function whoseIs({ person }: FinishedMedia, view: InterviewView): Whose {
  const named = readPerson(person);
  if (named.kind === 'recruiter') return { role: 'recruiter', name: 'Virtual recruiter' };
  const seat = named.kind === 'seat' ? view.seats[named.seatId] : undefined;
  if (!seat) return { role: 'interviewer', name: person };
  return {
    role: seat.role === 'candidate' ? 'candidate' : 'interviewer',
    seatId: seat.seatId,
    name: seat.displayName,
  };
}
