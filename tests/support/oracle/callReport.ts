import type { FinishedMedia, Span } from '../../../shared/recording/finished.ts';
import { mergedSpans, spansWithout, totalMs } from '../../../shared/recording/spans.ts';
import { BeaconWall } from './beaconWall.ts';
import { type AnnouncedGap, announcedGaps, judge, type OracleReport } from './judge.ts';
import { type ObservedFile, observe, type SeenEvent } from './observe.ts';

/** Something that was done to a beacon, by this machine's clock (`Date.now()`). */
export interface Disturbance {
  beacon: string;
  kind: AnnouncedGap['kind'];
  /** From when on nothing need be there, and until when. */
  from: number;
  to: number;
  /** The beacon itself stands still meanwhile: what it still does is out of its time, and says nothing about the recording. */
  isOutOfTime?: boolean;
  /** The part of it in which nothing may be there. */
  silentFrom?: number;
  silentTo?: number;
}

export interface CallReport {
  /** Events are asked for outside of what was done to people, and of what the recording itself says is missing. */
  announced: OracleReport;
  /** Only what was done to people counts as an excuse. */
  strict: OracleReport;
  /** Of all beacons' time together, how much the recording says is missing, 0 to 1. */
  announcedShare: number;
}

/** What a recording says of itself: the finished one, or a review of it. */
export interface ToldRecording {
  durationMs: number;
  stretches: readonly Span[];
  /** `person` is the name of the beacon. */
  media: readonly Pick<
    FinishedMedia,
    'fileName' | 'person' | 'fromMs' | 'toMs' | 'hasAudio' | 'hasVideo' | 'gaps'
  >[];
}

/** At its beginning and end a recording may lack what was on its way. */
const ENDS_MS = 700;

/** What the oracle says of a finished recording's own files. */
export async function reportOfFiles(
  recording: ToldRecording,
  files: Readonly<Record<string, string>>,
  disturbances: readonly Disturbance[],
): Promise<CallReport> {
  const observed = recording.media.map(
    ({ fileName, fromMs, hasAudio, hasVideo }): ObservedFile => ({
      path: files[fileName] ?? fileName,
      fromMs,
      hasAudio,
      hasVideo,
    }),
  );
  return reportOf(recording, await observe(observed), disturbances);
}

/** The same for the one file that was composed of them. */
export async function reportOfComposed(
  recording: ToldRecording,
  file: string,
  disturbances: readonly Disturbance[],
): Promise<CallReport> {
  return reportOf(recording, await observe([{ path: file }]), disturbances);
}

function reportOf(
  recording: ToldRecording,
  events: readonly SeenEvent[],
  disturbances: readonly Disturbance[],
): CallReport {
  const { durationMs, media } = recording;
  const beacons = [...new Set(media.map(({ person }) => person))];
  const wall = new BeaconWall(events, durationMs);
  const place = (from: number, to: number) => ({
    fromMs: wall.recordingMs(from),
    toMs: wall.recordingMs(to),
  });
  const placed = ({ beacon, kind, from, to }: Disturbance) => ({ beacon, kind, ...place(from, to) });
  const done = disturbances.map(placed);
  const outOfTime = disturbances.filter(disturbance => disturbance.isOutOfTime).map(placed);
  const silences = disturbances.flatMap(({ beacon, kind, silentFrom, silentTo }) =>
    silentFrom === undefined || silentTo === undefined
      ? []
      : [{ beacon, kind, ...place(silentFrom, silentTo) }],
  );
  const said = beacons.flatMap(beacon => saidMissing(recording, beacon));
  const [fromMs, toMs] = [ENDS_MS, durationMs - ENDS_MS];
  return {
    announced: judge(events, { beacons, fromMs, toMs, gaps: [...done, ...said], silences, outOfTime }),
    strict: judge(events, { beacons, fromMs, toMs, gaps: done, silences, outOfTime }),
    announcedShare:
      beacons.reduce((sum, beacon) => {
        const own = said.filter(gap => gap.beacon === beacon && gap.kind === 'flash');
        return sum + totalMs(mergedSpans(own));
      }, 0) /
      (durationMs * beacons.length),
  };
}

/** Gaps of a person's files, times at which there is no file of them, and times at which nothing was recorded. */
function saidMissing({ durationMs, media, stretches }: ToldRecording, beacon: string): AnnouncedGap[] {
  const own = media.filter(({ person }) => person === beacon);
  const whole = { fromMs: 0, toMs: durationMs };
  const nothing = [
    ...spansWithout([whole], mergedSpans(own)),
    ...spansWithout([whole], mergedSpans(stretches)),
  ];
  return [
    ...own.flatMap(({ gaps }) => announcedGaps(beacon, gaps)),
    ...nothing.flatMap(({ fromMs, toMs }) =>
      (['flash', 'beep'] as const).map(kind => ({ beacon, kind, fromMs, toMs })),
    ),
  ];
}
