import { RECRUITER_PEER_ID, type SeatId } from '../../../shared/ids.ts';
import type { InterviewEvent } from '../../../shared/interview/events.ts';
import { agreesToTranscript } from '../../../shared/interview/setup.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { FinishedMedia, FinishedRecording } from '../../../shared/recording/finished.ts';
import { readPerson } from '../../../shared/recording/finished.ts';
import type { Review } from '../../../shared/recording/review.ts';
import { isMainlyWithin } from '../../../shared/recording/spans.ts';
import { spreadWords } from '../../../shared/transcript/wordTimes.ts';
import type { NewPassage, NewTranscript } from '../../store/transcriptStore.ts';
import { createReview } from '../recording/review/createReview.ts';
import type { RecognizedSegment } from './transcribeTask.ts';
import { type SpokenPassage, sourceOfLine, withoutEchoes } from './withoutEchoes.ts';

/** Shorter speech that wasn't understood is a cough or a laugh. */
const NOT_UNDERSTOOD_MIN_MS = 1_000;

export interface AgreedTrack {
  readonly seatId: SeatId;
  readonly media: FinishedMedia;
}

/**
 * Returns the tracks of people who agreed to a transcript. Undefined if a candidate who was recorded didn't agree:
 * then there is no transcript at all.
 */
export function agreedTracks(
  finished: FinishedRecording,
  { seats }: InterviewState,
): AgreedTrack[] | undefined {
  const tracks = finished.media.flatMap(media => {
    const named = readPerson(media.person);
    const seat = named.kind === 'seat' ? seats[named.seatId] : undefined;
    return seat && media.kind === 'person' && media.hasAudio ? [{ seat, media }] : [];
  });
  const candidates = Object.values(seats).filter(
    ({ seatId, role, tookPart }) =>
      role === 'candidate' && (tookPart || tracks.some(({ seat }) => seat.seatId === seatId)),
  );
  if (candidates.length === 0 || !candidates.every(({ consent }) => agreesToTranscript(consent)))
    return undefined;
  return tracks
    .filter(({ seat }) => agreesToTranscript(seat.consent))
    .map(({ seat, media }) => ({ seatId: seat.seatId, media }));
}

interface Recorded {
  readonly finished: FinishedRecording;
  readonly state: InterviewState;
  readonly events: readonly InterviewEvent[];
}

/** Returns passages and questions of recognized speech, without echoes. */
export function passagesOf(
  { finished, state, events }: Recorded,
  tracks: readonly AgreedTrack[],
  segments: readonly RecognizedSegment[],
): Pick<NewTranscript, 'passages' | 'questions'> {
  const review = createReview({
    state,
    events,
    record: { finished, files: {}, jobs: [] },
    viewer: { kind: 'product' },
    may: { erase: false, download: false },
  });
  const spoken = segments.flatMap(segment => spokenPassage(segment, tracks));
  const lines = review.captions.map(caption => sourceOfLine(RECRUITER_PEER_ID, caption));
  const agreed = new Set<string>(tracks.map(({ seatId }) => seatId));
  const withheld = finished.media
    .filter(({ person }) => !agreed.has(person) && person !== RECRUITER_PEER_ID)
    .flatMap(({ person, speech }) => speech.map(span => ({ ...span, person, words: [] })));
  const voices = finished.media.filter(({ kind }) => kind === 'person');
  const kept = withoutEchoes(spoken, [...spoken, ...lines], withheld, voices);
  return {
    passages: kept
      .map((passage): NewPassage => newPassage(passage, review))
      .toSorted((a, b) => a.fromMs - b.fromMs),
    questions: review.chapters.map(({ questionId, number, text, fromMs }) => ({
      ...{ questionId, atMs: fromMs, number, text },
      competencies: competenciesOf(state, questionId),
    })),
  };
}

function spokenPassage(
  { seatId, fromMs, toMs, text, understood }: RecognizedSegment,
  tracks: readonly AgreedTrack[],
): SpokenPassage[] {
  if (understood ? text === '' : toMs - fromMs < NOT_UNDERSTOOD_MIN_MS) return [];
  const track = tracks.find(
    ({ media, seatId: own }) => own === seatId && media.fromMs <= toMs && fromMs < media.toMs,
  );
  if (!track) return [];
  const span = { fromMs, toMs };
  const words = understood ? spreadWords(text, span, track.media) : [];
  return [{ person: seatId, ...span, understood, words }];
}

function newPassage(
  { person, ...passage }: SpokenPassage,
  { chapters }: Pick<Review, 'chapters'>,
): NewPassage {
  const chapter = chapters.find(one => isMainlyWithin(passage, one));
  return { ...passage, seatId: person as SeatId, ...(chapter && { questionId: chapter.questionId }) };
}

function competenciesOf(
  { rubric }: InterviewState,
  questionId: string,
): NewTranscript['questions'][number]['competencies'] {
  const kit = rubric?.chosen.kit;
  const question = kit?.questions.find(({ id }) => id === questionId);
  return (question?.competencies ?? []).flatMap(id => {
    const name = kit?.competencies.find(competency => competency.id === id)?.name;
    return name === undefined ? [] : [{ competencyId: id, name }];
  });
}
