import { staffMay } from '../../../shared/permissions.ts';
import type { EvaluationStage } from '../../../shared/protocol/evaluationRoutes.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import type { NoticeStore } from '../../store/noticeStore.ts';
import type { Mail } from '../mail/Mail.ts';

/** Named in one message; the queue has the others. */
const NAMED = 20;

const MISSING: Partial<Record<EvaluationStage, 'ratings' | 'agreement' | 'report'>> = {
  agree: 'agreement',
  write: 'report',
};

interface WarningOptions {
  publicUrl: string;
  notices: Pick<NoticeStore, 'takeLate'>;
  mail: Pick<Mail, 'send'>;
  members: readonly StaffMember[];
}

/** Tells every lead which promises will hardly be kept, each of them once between two mornings. */
export async function warnOfLatePromises(
  { publicUrl, notices, mail, members }: WarningOptions,
  morning: number,
  now: number,
): Promise<void> {
  const leads = members.filter(({ role }) => staffMay('evaluations.manage', role));
  await notices.takeLate(morning, now, async (late, transaction) => {
    const [first] = late;
    if (!first) return;
    const reports = late.slice(0, NAMED).map(({ role, promisedAt, stage }) => ({
      role,
      promisedAt,
      overdue: promisedAt <= now,
      missing: MISSING[stage] ?? 'ratings',
    }));
    for (const { userId, email } of leads)
      await mail.send(
        {
          onceKey: `late-promises ${userId} ${first.interviewId} ${morning}`,
          kind: 'late-promises',
          address: email,
          content: {
            url: `${publicUrl}/console/evaluations`,
            reports,
            more: late.length - reports.length,
          },
        },
        transaction,
      );
  });
}
