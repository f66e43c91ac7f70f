import type {
  FinishedMedia,
  FinishedRecording,
  Gap,
  Span,
} from '../../../../../shared/recording/finished.ts';
import { lengthMs, mergedSpans, sharedSpans, spansWithout } from '../../../../../shared/recording/spans.ts';
import type { ComposedPerson } from '../composeTask.ts';

/** A picture missing for less than this stands still instead of making place for a card. */
const CARD_MIN_MS = 1_500;
/** A person who comes back within this keeps the place. */
const AWAY_KEPT_MS = 60_000;
/** A microphone that is off for less than this is not worth a sign. */
const MUTED_MIN_MS = 500;

/** When there is what of one person, on the recording's time line. */
export interface CastTimes {
  person: ComposedPerson;
  /** When the person has a place in the picture. */
  seated: Span[];
  /** When the person is not connected, and has the place all the same. */
  away: Span[];
  /** When the camera gives a picture, which may stand still. */
  pictures: SourceTimes[];
  muted: Span[];
  speech: Span[];
}

/** When a file has a picture. */
export interface SourceTimes {
  media: FinishedMedia;
  spans: Span[];
}

/** A screen that is shared, and by whom. */
export interface ScreenTimes extends SourceTimes {
  person: ComposedPerson;
}

const RANKS = { candidate: 0, recruiter: 1, interviewer: 2 } as const;

/** Everybody of whom there is something, in the order in which they have their places: the candidate first. */
export function castTimesOf(recording: FinishedRecording, people: readonly ComposedPerson[]): CastTimes[] {
  const cast = people.flatMap(person => {
    const media = recording.media.filter(file => file.kind === 'person' && file.person === person.person);
    return media.length > 0 ? [timesOf(person, media)] : [];
  });
  const beginning = ({ seated }: CastTimes) => seated[0]?.fromMs ?? 0;
  return cast.toSorted((a, b) => RANKS[a.person.role] - RANKS[b.person.role] || beginning(a) - beginning(b));
}

export function screenTimesOf(
  recording: FinishedRecording,
  people: readonly ComposedPerson[],
): ScreenTimes[] {
  return recording.media.flatMap(media => {
    const person = people.find(each => each.person === media.person);
    if (media.kind !== 'screen' || !media.hasVideo || !person) return [];
    return [{ person, media, spans: pictureSpans(media, []) }];
  });
}

function timesOf(person: ComposedPerson, media: readonly FinishedMedia[]): CastTimes {
  const connected = mergedSpans(media.flatMap(file => spansWithout([file], gapsOf(file, ['away']))));
  const seated = withoutHoles(connected, AWAY_KEPT_MS);
  const away = spansWithout(seated, connected).filter(span => lengthMs(span) >= CARD_MIN_MS);
  return {
    person,
    seated,
    away,
    pictures: media
      .filter(({ hasVideo }) => hasVideo)
      .map(file => ({ media: file, spans: sharedSpans(pictureSpans(file, away), seated) })),
    muted: mergedSpans(media.flatMap(file => mutedSpans(file))).filter(
      span => lengthMs(span) >= MUTED_MIN_MS,
    ),
    speech: mergedSpans(media.flatMap(({ speech }) => speech)),
  };
}

/** While a picture is lost or its capturing stands still, what came last is still the picture. */
function pictureSpans(media: FinishedMedia, away: readonly Span[]): Span[] {
  const off = gapsOf(media, ['off', 'muted', 'away'], 'video').filter(gap => lengthMs(gap) >= CARD_MIN_MS);
  const on = spansWithout([media], mergedSpans([...off, ...away]));
  return on.filter(span => lengthMs(span) >= CARD_MIN_MS);
}

function mutedSpans(media: FinishedMedia): Span[] {
  return media.hasAudio
    ? gapsOf(media, ['muted', 'off'], 'audio')
    : [{ fromMs: media.fromMs, toMs: media.toMs }];
}

function gapsOf(media: FinishedMedia, reasons: readonly Gap['reason'][], kind?: Gap['kind']): Span[] {
  return mergedSpans(
    media.gaps.filter(gap => reasons.includes(gap.reason) && (kind === undefined || gap.kind === kind)),
  );
}

/** With holes shorter than this taken for part of it. */
export function withoutHoles(spans: readonly Span[], longestMs: number): Span[] {
  const filled: Span[] = [];
  for (const { fromMs, toMs } of mergedSpans(spans)) {
    const last = filled.at(-1);
    if (last && fromMs - last.toMs <= longestMs) last.toMs = toMs;
    else filled.push({ fromMs, toMs });
  }
  return filled;
}
