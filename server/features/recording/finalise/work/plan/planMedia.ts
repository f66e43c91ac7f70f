import {
  type CapturedPerson,
  type Span,
  UNKNOWN_PERSON,
} from '../../../../../../shared/recording/finished.ts';
import { sharedSpans } from '../../../../../../shared/recording/spans.ts';
import type { AlignedSegment, Part } from './AlignedSegment.ts';
import { planPicture } from './planPicture.ts';
import { LOOKAHEAD_MS } from './planSound.ts';
import { rulingParts } from './rulingParts.ts';

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
      const parts = { sound: rulingParts(sound), picture: decodable(rulingParts(picture)) };
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
