import { expect, it } from 'vitest';
import type { Mail } from '../../../server/features/mail/Mail.ts';
import { warnOfLateReports } from '../../../server/features/notices/lateReports.ts';
import type { LateEvaluation } from '../../../server/store/noticeStore.ts';
import { TeamId } from '../../../shared/ids.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { newInterviewId } from '../../support/interviewLog.ts';

const TEAM = TeamId.parse(newInterviewId());

function member(email: string, role: StaffMember['role'], teams: TeamId[]): StaffMember {
  return { userId: email, name: email, email, role, disabled: false, teams };
}

function late(role: string, teamId?: TeamId): LateEvaluation {
  return { interviewId: newInterviewId(), role, dueAt: 1, stage: 'rate', teamId };
}

it('warns each organizer of late reports that they can see, and no one of none', async () => {
  const sent: Record<string, string[]> = {};
  const warn = (found: LateEvaluation[]) =>
    warnOfLateReports(
      {
        publicUrl: 'https://interviews.example.com',
        notices: { takeLate: (_morning, _now, tell) => tell(found, {} as never) },
        mail: {
          send: (async ({ address, content }) => {
            const { reports } = content as { reports: { role: string }[] };
            sent[address] = reports.map(({ role }) => role);
            return address;
          }) as Mail['send'],
        },
        members: [
          member('owner', 'owner', []),
          member('inside', 'organizer', [TEAM]),
          member('outside', 'organizer', []),
          member('evaluator', 'evaluator', [TEAM]),
        ],
        claimCounts: async () => new Map(),
      },
      0,
      2,
    );
  await warn([late('Developer', TEAM)]);
  expect(sent).toEqual({ owner: ['Developer'], inside: ['Developer'] });
  await warn([late('Developer', TEAM), late('Analyst')]);
  expect(sent).toEqual({
    owner: ['Developer', 'Analyst'],
    inside: ['Developer', 'Analyst'],
    outside: ['Analyst'],
  });
});
