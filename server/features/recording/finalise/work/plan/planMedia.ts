import {
  type CapturedPerson,
  type Span,
  UNKNOWN_PERSON,
} from '../../../../../../shared/recording/finished.ts';
import { sharedSpans, spansWithout } from '../../../../../../shared/recording/spans.ts';
import { type AlignedSegment, msOfPacket, type Part } from '../align/alignSegments.ts';
import { LOOKAHEAD_MS } from './planSound.ts';

export interface MediaPlan {
  name: string;
  person: string;
  kind: 'person' | 'screen';
  span: Span;
  sound: readonly Part[];
  picture: readonly Part[];
  soundSegments: readonly AlignedSegment[];
  pictureSegments: readonly AlignedSegment[];
  personSegments: readonly AlignedSegment[];
}

const NAME_MAX_CHARACTERS = 40;

/** Plans one file per person with camera or microphone, and one per shared screen. */
export function planMedia(
  segments: readonly AlignedSegment[],
  people: readonly CapturedPerson[],
): MediaPlan[] {
  const numbers = new Map<string, number>();
  const numbered = (name: string) => {
    const number = (numbers.get(name) ?? 0) + 1;
    numbers.set(name, number);
    return `${name}-${number}`;
  };
  return claimLoads(segments, people).flatMap(({ person, own }) => {
    const of = (source: AlignedSegment['source']) => own.filter(segment => segment.source === source);
    const name = nameOf(person);
    const files = [
      { kind: 'person' as const, name, sound: of('microphone'), picture: of('camera') },
      ...sharesOf(of('screen'), of('screenAudio')).map(share => ({
        kind: 'screen' as const,
        name: `${name}-screen`,
        ...share,
      })),
    ];
    return files.flatMap(({ sound, picture, ...file }) => {
      const parts = { sound: activeParts(sound), picture: decodable(activeParts(picture)) };
      const span = spanOf([...parts.sound.map(withLookahead), ...parts.picture]);
      if (!span) return [];
      return {
        ...file,
        ...parts,
        name: numbered(file.name),
        person,
        span,
        soundSegments: sound,
        pictureSegments: picture,
        personSegments: own,
      };
    });
  });
}

/** Groups segments by person. Each peer whose person is unknown counts as a separate person. */
function claimLoads(segments: readonly AlignedSegment[], people: readonly CapturedPerson[]) {
  const personOf = new Map(people.map(({ peerId, person }) => [peerId as string, person]));
  // If there is only one person, segments without a peer belong to that person.
  const only = new Set(personOf.values()).size === 1 ? people[0]?.person : undefined;
  const known = Map.groupBy(segments, ({ peerId }) => (peerId === undefined ? only : personOf.get(peerId)));
  const unknown = Map.groupBy(known.get(undefined) ?? [], ({ peerId, segmentId }) => peerId ?? segmentId);
  return [...new Set(personOf.values())]
    .map(person => ({ person, own: known.get(person) ?? [] }))
    .concat([...unknown.values()].map(own => ({ person: UNKNOWN_PERSON, own })));
}

/** Groups screens by producer. Audio joins the screen that it overlaps most, or else gets its own file. */
function sharesOf(screens: readonly AlignedSegment[], sounds: readonly AlignedSegment[]) {
  const shares = [...Map.groupBy(screens, producerOf).values()].map(picture => ({
    picture,
    sound: [] as AlignedSegment[],
  }));
  const alone: AlignedSegment[] = [];
  for (const sound of sounds) {
    const share = shares
      .map(each => ({ each, togetherMs: togetherMs(each.picture, sound) }))
      .filter(({ togetherMs }) => togetherMs > 0)
      .toSorted((a, b) => b.togetherMs - a.togetherMs)[0]?.each;
    (share?.sound ?? alone).push(sound);
  }
  const soundsAlone = [...Map.groupBy(alone, producerOf).values()].map(sound => ({ picture: [], sound }));
  return [...shares, ...soundsAlone].toSorted(
    (a, b) =>
      (spanOf([...a.picture, ...a.sound])?.fromMs ?? 0) - (spanOf([...b.picture, ...b.sound])?.fromMs ?? 0),
  );
}

function producerOf({ journal, segmentId }: AlignedSegment): string {
  return journal.start?.producerId ?? segmentId;
}

function togetherMs(screens: readonly AlignedSegment[], { peerId, fromMs, toMs }: AlignedSegment): number {
  return screens
    .filter(screen => screen.peerId === peerId)
    .flatMap(screen => sharedSpans([screen], [{ fromMs, toMs }]))
    .reduce((sum, shared) => sum + shared.toMs - shared.fromMs, 0);
}

/** Moves the span's start earlier, because an audio packet starts before its audible content. */
function withLookahead({ fromMs, toMs }: Part): Span {
  return { fromMs: fromMs - LOOKAHEAD_MS, toMs };
}

function decodable(picture: readonly Part[]): readonly Part[] {
  const span = spanOf(picture);
  return span && !planPicture(picture, span).next().done ? picture : [];
}

function spanOf(spans: readonly Span[]): Span | undefined {
  if (spans.length === 0) return undefined;
  return {
    fromMs: Math.max(0, Math.floor(Math.min(...spans.map(({ fromMs }) => fromMs)))),
    toMs: Math.ceil(Math.max(...spans.map(({ toMs }) => toMs))),
  };
}

function nameOf(person: string): string {
  const plain = person
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, NAME_MAX_CHARACTERS)
    .replace(/^-+|-+$/g, '');
  return plain || 'person';
}

/** A frame of the file. `atMs` counts from the file's start and is different for each frame. */
export interface PictureStep {
  part: Part;
  index: number;
  atMs: number;
  lengthMs: number;
  isKey: boolean;
  width: number;
  height: number;
}

/** Frames that were captured up to this long before a part are shown at its start. */
const BEFORE_MAX_MS = 200;

/** Yields all frames that can be decoded. The last frame before a gap stays visible until the gap ends. */
export function* planPicture(parts: readonly Part[], span: Span): Generator<PictureStep> {
  const lengthMs = span.toMs - span.fromMs;
  let previous: PictureStep | undefined;
  for (const step of framesOf(parts, span)) {
    if (previous) yield { ...previous, lengthMs: step.atMs - previous.atMs };
    previous = step;
  }
  if (previous) yield { ...previous, lengthMs: Math.max(1, lengthMs - previous.atMs) };
}

function* framesOf(parts: readonly Part[], span: Span): Generator<PictureStep> {
  let lastMs = -1;
  for (const part of parts) {
    const { packets } = part.segment;
    // Each part starts with a key frame, because the frames before it may be lost or in another segment.
    let waitsForKey = true;
    for (let index = 0; index < packets.count; index += 1) {
      const capturedMs = msOfPacket(part.segment, index);
      if (capturedMs < part.fromMs - BEFORE_MAX_MS) continue;
      if (capturedMs >= part.toMs) break;
      const { isKey, isAfterDamage, width, height } = packets.at(index);
      waitsForKey = !isKey && (waitsForKey || isAfterDamage);
      if (waitsForKey) continue;
      const atMs = Math.max(lastMs + 1, Math.round(Math.max(part.fromMs, capturedMs) - span.fromMs));
      lastMs = atMs;
      yield { part, index, atMs, lengthMs: 0, isKey, width, height };
    }
  }
}

/** Returns sorted, disjoint parts. If segments overlap, as with two open pages, the later one wins. */
export function activeParts(segments: readonly AlignedSegment[]): Part[] {
  let parts: Part[] = [];
  for (const segment of segments.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const { fromMs, toMs } = segment;
    if (toMs <= fromMs) continue;
    parts = parts.flatMap(part => cut(part, { fromMs, toMs }));
    parts.push({ segment, fromMs, toMs });
  }
  return parts.toSorted((a, b) => a.fromMs - b.fromMs);
}

function cut({ segment, ...span }: Part, removed: Span): Part[] {
  return spansWithout([span], [removed]).map(left => ({ segment, ...left }));
}
