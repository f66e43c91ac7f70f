import type { CandidateReport } from '../../../../shared/report/candidateReport.ts';
import { isolated } from '../../../printing/printFonts.ts';

const DAY = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });

/** Print cannot know where it is read: days are those of UTC, which the foot says. */
export function day(at: number): string {
  return DAY.format(at);
}

/** "8 s", "2 min", "2 min 30 s". */
export function stretch(durationMs: number): string {
  const seconds = Math.round(durationMs / 1_000);
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  if (minutes === 0) return `${rest} s`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}

/** "2:30": where many stand below each other. */
export function clock(durationMs: number): string {
  const seconds = Math.round(durationMs / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** "2.1 s" where tenths are told apart. */
export function moment(durationMs: number): string {
  return durationMs < 10_000 ? `${(durationMs / 1_000).toFixed(1)} s` : stretch(durationMs);
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

export function evaluatorsOf({ evaluators: { count: people, names, spentMs } }: CandidateReport): string {
  const who = names?.length
    ? new Intl.ListFormat('en-US').format(names.map(isolated))
    : count(people, 'evaluator');
  return spentMs ? `${who}, ${count(Math.max(1, Math.round(spentMs / 60_000)), 'minute')} of work` : who;
}

export function kindOf({ kind }: CandidateReport): string {
  return kind === 'practice' ? 'Report on a practice interview' : 'Report on an interview';
}
