import type { JournalLineOf } from '../../../../../../shared/recording/journal.ts';
import { leastDelay } from './statistics.ts';

/**
 * By how much the recording process's clock is ahead of the media worker's, in milliseconds: a report tells the worker's time when it was
 * made and the other one when it came, and of many some come at once. Undefined without any.
 */
export function workerOffsetMs(
  reports: readonly Pick<JournalLineOf<'report'>, 'at' | 'ntpMs'>[],
): number | undefined {
  return reports.length === 0 ? undefined : leastDelay(reports.map(({ at, ntpMs }) => at - ntpMs));
}
