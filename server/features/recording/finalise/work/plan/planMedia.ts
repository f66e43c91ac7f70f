import {
  type CapturedPerson,
  type Span,
  UNKNOWN_PERSON,
} from '../../../../../../shared/recording/finished.ts';
import { sharedSpans, spansWithout } from '../../../../../../shared/recording/spans.ts';
import { type AlignedSegment, msOfPacket, type Part } from '../align/alignSegments.ts';
import { LOOKAHEAD_MS } from './planSound.ts';

/** A file that is to be made. */
export interface MediaPlan {
  /** Without its ending. */
  name: string;
  person: string;
  kind: 'person' | 'screen';
  span: Span;
  sound: readonly Part[];
  picture: readonly Part[];
  soundSegments: readonly AlignedSegment[];
  pictureSegments: readonly AlignedSegment[];
  /** All that the person sent, whichever file it is in. */
  personSegments: readonly AlignedSegment[];
}

const NAME_MAX_CHARACTERS = 40;

/** Which files are made of what was captured: one for each person with anything of a camera or a microphone, and one for each screen that was shared. */
export function planMedia(
  segments: readonly AlignedSegment[],
  people: readonly CapturedPerson[],
): MediaPlan[] {
  const names = new Names();
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
        name: names.next(file.name),
        person,
        span,
        soundSegments: sound,
        pictureSegments: picture,
        personSegments: own,
      };
    });
  });
}

/** In the order in which they were named. Of people no one knows, each page is one. */
function claimLoads(segments: readonly AlignedSegment[], people: readonly CapturedPerson[]) {
  const personOf = new Map(people.map(({ peerId, person }) => [peerId as string, person]));
  // Where only one person was there, it can be no one else.
  const only = new Set(personOf.values()).size === 1 ? people[0]?.person : undefined;
  const known = Map.groupBy(segments, ({ peerId }) => (peerId === undefined ? only : personOf.get(peerId)));
  const unknown = Map.groupBy(known.get(undefined) ?? [], ({ peerId, segmentId }) => peerId ?? segmentId);
  return [...new Set(personOf.values())]
    .map(person => ({ person, own: known.get(person) ?? [] }))
    .concat([...unknown.values()].map(own => ({ person: UNKNOWN_PERSON, own })));
}

/** A share is one producer, through however many stretches, and the sound that went with it. Sound that goes with none has a file, too. */
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

/** Its first packet begins before what is heard in it. */
function withLookahead({ fromMs, toMs }: Part): Span {
  return { fromMs: fromMs - LOOKAHEAD_MS, toMs };
}

/** Nothing where there is no key frame that anything could begin with. */
function decodable(picture: readonly Part[]): readonly Part[] {
  const span = spanOf(picture);
  return span && !planPicture(picture, span).next().done ? picture : [];
}

/** Whole milliseconds; undefined of nothing. */
function spanOf(spans: readonly Span[]): Span | undefined {
  if (spans.length === 0) return undefined;
  return {
    fromMs: Math.max(0, Math.floor(Math.min(...spans.map(({ fromMs }) => fromMs)))),
    toMs: Math.ceil(Math.max(...spans.map(({ toMs }) => toMs))),
  };
}

/** What may stand in the name of a file, of whatever a person is called. */
function nameOf(person: string): string {
  const plain = person
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, NAME_MAX_CHARACTERS)
    .replace(/^-+|-+$/g, '');
  return plain || 'person';
}

/** No name twice: each gets a number. */
class Names {
  readonly #taken = new Set<string>();

  next(name: string): string {
    let number = 1;
    while (this.#taken.has(`${name}-${number}`)) number += 1;
    this.#taken.add(`${name}-${number}`);
    return `${name}-${number}`;
  }
}

/** One frame of a finished file's picture. `atMs` is whole and counts from the file's own zero, and never twice the same. */
export interface PictureStep {
  part: Part;
  index: number;
  atMs: number;
  /** Until the next one, or the end of the file. */
  lengthMs: number;
  isKey: boolean;
  /** Of key frames, in px. */
  width: number;
  height: number;
}

/** What was captured just before its stretch began came after that, and is shown at once. */
const BEFORE_MAX_MS = 200;

/** The picture of a file: the frames that can be decoded, when they were captured. In its gaps the last one stands still. */
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
    // Frames depend on those before, and those may belong to another page or have been lost.
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

/** Which segment a file follows when: where two overlap, as two pages of one person may, the one that began later. In order, apart from each other. */
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
