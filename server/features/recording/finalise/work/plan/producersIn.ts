import type { FinishedMedia } from '../../../../../../shared/recording/finished.ts';
import type { AlignedSegment } from './AlignedSegment.ts';

const RTP_WRAP = 2 ** 32;

/** From which producers a file was made, and where their RTP time lies. Segments whose journal does not tell are left out. */
export function producersIn(segments: readonly AlignedSegment[]): FinishedMedia['producers'] {
  return segments.flatMap(segment => {
    const { journal, timeline, clockRate, source } = segment;
    if (!journal.start) return [];
    const { first } = journal;
    const knots = first
      ? timeline
          .knots()
          .map(({ mediaMs, recordingMs }): [number, number] => [
            (first.rtp + Math.round((mediaMs * clockRate) / 1_000)) % RTP_WRAP,
            Math.round(recordingMs * 100) / 100,
          ])
      : [];
    return {
      producerId: journal.start.producerId,
      source,
      clockRate,
      fromMs: Math.max(0, Math.round(segment.fromMs)),
      toMs: Math.max(0, Math.round(segment.toMs)),
      knots,
    };
  });
}
