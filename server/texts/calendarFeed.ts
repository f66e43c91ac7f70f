import { formatList } from '../../shared/intl.ts';
import type { SeatRole } from '../../shared/roles.ts';

const PARTS: Record<SeatRole, string> = {
  candidate: 'You take part as the candidate.',
  interviewer: 'You interview.',
  evaluator: 'You rate.',
  observer: 'You observe.',
  captioner: 'You write captions.',
};

export function feedName(organization: string): string {
  return organization ? `Interviews at ${organization}` : 'Interviews';
}

export function feedSummary(title: string, candidates: readonly string[]): string {
  return candidates.length > 0 ? `Interview: ${formatList(candidates)}, ${title}` : `Interview: ${title}`;
}

export function feedDescription(role: SeatRole, jobRole: string): string {
  return `Role: ${jobRole}. ${PARTS[role]}`;
}
