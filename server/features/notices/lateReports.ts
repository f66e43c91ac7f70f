import { isInScope, staffMay, teamScopeOf } from '../../../shared/permissions.ts';
import type { EvaluationStatus } from '../../../shared/protocol/evaluationRoutes.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import type { NoticeStore } from '../../store/noticeStore.ts';
import type { Mail } from '../mail/Mail.ts';

const LISTED_MAX = 20;
const SUGGESTED_MAX = 3;

const MISSING: Partial<Record<EvaluationStatus, 'ratings' | 'agreement' | 'report'>> = {
  agree: 'agreement',
  write: 'report',
};

interface WarningOptions {
  publicUrl: string;
  notices: Pick<NoticeStore, 'takeLate'>;
  mail: Pick<Mail, 'send'>;
  members: readonly StaffMember[];
  claimCounts: () => Promise<ReadonlyMap<string, number>>;
}

/** Emails owners and organizers which of their reports may be late, at most once a day for each report. */
export async function warnOfLateReports(
  { publicUrl, notices, mail, members, claimCounts }: WarningOptions,
  dayStart: number,
  now: number,
): Promise<void> {
  const leads = members.filter(({ role }) => staffMay('evaluations.manage', role));
  const free = await leastBusy(members, claimCounts);
  await notices.takeLate(dayStart, now, async (late, transaction) => {
    const url = `${publicUrl}/console/evaluations`;
    for (const lead of leads) {
      const { userId, email: address } = lead;
      const own = late.filter(({ teamId }) => isInScope(teamId, teamScopeOf(lead)));
      if (own.length === 0) continue;
      const reports = own.slice(0, LISTED_MAX).map(({ role, dueAt, stage }) => ({
        role,
        promisedAt: dueAt,
        overdue: dueAt <= now,
        missing: MISSING[stage] ?? 'ratings',
      }));
      const content = { url, reports, more: own.length - reports.length, free };
      // Contains no interview id, because nothing of a deleted practice interview may remain.
      const onceKey = `late-promises ${userId} ${now}`;
      await mail.send({ onceKey, kind: 'late-promises', address, content }, transaction);
    }
  });
}

async function leastBusy(
  members: readonly StaffMember[],
  claimCounts: WarningOptions['claimCounts'],
): Promise<{ name: string; held: number }[]> {
  const held = await claimCounts();
  return members
    .filter(({ role }) => staffMay('evaluations.rate', role))
    .map(({ name, userId }) => ({ name, held: held.get(userId) ?? 0 }))
    .toSorted((a, b) => a.held - b.held || a.name.localeCompare(b.name))
    .slice(0, SUGGESTED_MAX);
}
