import { staffMay } from '../../../shared/permissions.ts';
import type { EvaluationStage } from '../../../shared/protocol/evaluationRoutes.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import type { NoticeStore } from '../../store/noticeStore.ts';
import type { Mail } from '../mail/Mail.ts';

/** Named in one message; the queue has the others. */
const NAMED = 20;

const FREE_NAMED = 3;

const MISSING: Partial<Record<EvaluationStage, 'ratings' | 'agreement' | 'report'>> = {
  agree: 'agreement',
  write: 'report',
};

interface WarningOptions {
  publicUrl: string;
  notices: Pick<NoticeStore, 'takeLate'>;
  mail: Pick<Mail, 'send'>;
  members: readonly StaffMember[];
  /** How much each has in hand. */
  heldBy: () => Promise<ReadonlyMap<string, number>>;
}

/** Tells every lead which promises will hardly be kept, each of them once between two mornings. */
export async function warnOfLatePromises(
  { publicUrl, notices, mail, members, heldBy }: WarningOptions,
  morning: number,
  now: number,
): Promise<void> {
  const leads = members.filter(({ role }) => staffMay('evaluations.manage', role));
  const free = await leastBusy(members, heldBy);
  await notices.takeLate(morning, now, async (late, transaction) => {
    const reports = late.slice(0, NAMED).map(({ role, promisedAt, stage }) => ({
      role,
      promisedAt,
      overdue: promisedAt <= now,
      missing: MISSING[stage] ?? 'ratings',
    }));
    for (const { userId, email } of leads)
      await mail.send(
        {
          // Nothing of a practice attempt may be left in it.
          onceKey: `late-promises ${userId} ${now}`,
          kind: 'late-promises',
          address: email,
          content: {
            url: `${publicUrl}/console/evaluations`,
            reports,
            more: late.length - reports.length,
            free,
          },
        },
        transaction,
      );
  });
}

async function leastBusy(
  members: readonly StaffMember[],
  heldBy: WarningOptions['heldBy'],
): Promise<{ name: string; held: number }[]> {
  const held = await heldBy();
  return members
    .filter(({ role }) => staffMay('evaluations.rate', role))
    .map(({ name, userId }) => ({ name, held: held.get(userId) ?? 0 }))
    .toSorted((a, b) => a.held - b.held || a.name.localeCompare(b.name))
    .slice(0, FREE_NAMED);
}
