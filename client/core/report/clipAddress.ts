import type { InterviewId } from '../../../shared/ids.ts';
import { Span } from '../../../shared/recording/finished.ts';

/** Returns the address of the report editor, with a clip to use in the report. */
export function clipPath(interviewId: InterviewId, { fromMs, toMs }: Span): string {
  return `/console/reports/${interviewId}#clip=${fromMs}-${toMs}`;
}

export function readClip(hash: string): Span | undefined {
  const [, fromMs, toMs] = /^#clip=(\d{1,9})-(\d{1,9})$/.exec(hash) ?? [];
  const span = Span.safeParse({ fromMs: Number(fromMs), toMs: Number(toMs) }).data;
  return span && span.fromMs < span.toMs ? span : undefined;
}
