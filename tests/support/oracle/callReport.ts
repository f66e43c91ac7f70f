import type { FinishedMedia, Span } from '../../../shared/recording/finished.ts';
import { mergedSpans, spansWithout, totalMs } from '../../../shared/recording/spans.ts';
import { BeaconWall } from './beaconWall.ts';
import { type AnnouncedGap, announcedGaps, judge, type OracleReport } from './judge.ts';
import { type ObservedFile, observe, type SeenEvent } from './observe.ts';

/** A disturbance of a beacon, in this machine's clock (`Date.now()`). */
export interface Disturbance {
  beacon: string;
  kind: AnnouncedGap['kind'];
  /** Nothing is required between these times. */
  from: number;
  to: number;
  /** The beacon itself stopped: its events in this time are late, and don't count. */
  isOutOfTime?: boolean;
  /** Part in which nothing may be found. */
  silentFrom?: number;
  silentTo?: number;
}

export interface CallReport {
  /** Events are expected except during disturbances and gaps that the recording announces. */
  announced: OracleReport;
  /** Events are expected except during disturbances. */
  strict: OracleReport;
  /** Share of all beacons' time that the recording announces as missing, 0 to 1. */
  announcedShare: number;
}

/** What a recording states about itself: a finished recording, or a review of it. */
export interface ToldRecording {
  durationMs: number;
  stretches: readonly Span[];
  /** `person` is the name of the beacon. */
  media: readonly Pick<
    FinishedMedia,
    'fileName' | 'person' | 'fromMs' | 'toMs' | 'hasAudio' | 'hasVideo' | 'gaps'
  >[];
}

/** At its start and end, a recording may lack media that was in transit. */
const ENDS_MS = 700;

/** Report on the individual files of a finished recording. */
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

/** Report on the composed file. */
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

/** Announced gaps of a person: gaps of their files, times without a file, and times without a recording. */
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
