import type {
  FinishedMedia,
  FinishedRecording,
  Gap,
  Span,
} from '../../../../../shared/recording/finished.ts';
import { lengthMs, mergedSpans, sharedSpans, spansWithout } from '../../../../../shared/recording/spans.ts';
import type { ComposedPerson } from '../composeTask.ts';

/** In a video gap of at least this length, a card is shown instead of the last frame. */
const CARD_MIN_MS = 1_500;
/** A disconnected person who returns within this time keeps their tile. */
const AWAY_TILE_MS = 60_000;
const MUTED_MIN_MS = 500;

/** When one person is present, visible, muted, and speaking, on the recording's timeline. */
export interface CastTimes {
  person: ComposedPerson;
  present: Span[];
  /** When the person is disconnected but keeps the tile. */
  away: Span[];
  pictures: SourceTimes[];
  muted: Span[];
  speech: Span[];
}

export type SourceTimes = { media: FinishedMedia; spans: Span[] };
export type ScreenTimes = SourceTimes & { person: ComposedPerson };

const RANKS = { candidate: 0, recruiter: 1, interviewer: 2 } as const;

/** Returns the times of everyone who sent media, in the order of their tiles. */
export function castTimesOf(recording: FinishedRecording, people: readonly ComposedPerson[]): CastTimes[] {
  const cast = people.flatMap(person => {
    const media = recording.media.filter(file => file.kind === 'person' && file.person === person.person);
    return media.length > 0 ? [timesOf(person, media)] : [];
  });
  const beginning = ({ present }: CastTimes) => present[0]?.fromMs ?? 0;
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
  const present = withoutHoles(connected, AWAY_TILE_MS);
  const away = spansWithout(present, connected).filter(span => lengthMs(span) >= CARD_MIN_MS);
  return {
    person,
    present,
    away,
    pictures: media
      .filter(({ hasVideo }) => hasVideo)
      .map(file => ({ media: file, spans: sharedSpans(pictureSpans(file, away), present) })),
    muted: mergedSpans(media.flatMap(file => mutedSpans(file))).filter(
      span => lengthMs(span) >= MUTED_MIN_MS,
    ),
    speech: mergedSpans(media.flatMap(({ speech }) => speech)),
  };
}

/** Returns when the video is shown. A lost or stalled video keeps showing its last frame. */
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

export function withoutHoles(spans: readonly Span[], longestMs: number): Span[] {
  const filled: Span[] = [];
  for (const { fromMs, toMs } of mergedSpans(spans)) {
    const last = filled.at(-1);
    if (last && fromMs - last.toMs <= longestMs) last.toMs = toMs;
    else filled.push({ fromMs, toMs });
  }
  return filled;
}
