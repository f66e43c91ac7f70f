import { describe, expect, it } from 'vitest';
import type { InterviewPhase } from '../../../shared/interview/phases.ts';
import { InterviewPhase as PhaseSchema } from '../../../shared/interview/phases.ts';
import { Presence } from '../../../shared/interview/state.ts';
import {
  ACTIONS,
  type Action,
  judge,
  may,
  receivesFrom,
  type Situation,
  STAFF_ACTIONS,
  type StaffAction,
  sourcesOf,
  staffMay,
} from '../../../shared/permissions.ts';
import { PracticePurpose } from '../../../shared/practice/practice.ts';
import {
  SeatRole,
  type StaffRole,
  StaffRole as StaffRoleSchema,
  type ViewerRole,
} from '../../../shared/roles.ts';

/**
 * The expected table, written independently of the one in `shared`. A cell lists the phases in which the
 * role may act (`L`obby, `O`pen, `E`nded, `C`anceled); `*` requires the lead, `@` a seat in the room for as
 * long as it exists, `!` the candidate's consent to observers, `~` a stranger who practices; `-` is never.
 * The organizer may do nothing in private practice.
 */
const EXPECTED: Record<Action, readonly [string, string, string, string, string]> = {
  //                     candidate  interviewer evaluator observer organizer
  'interview.read': ['LOEC', 'LOEC', 'LOEC', 'LOEC', 'LOEC'],
  'setup.report': ['LO', 'LO', 'LO', 'LO', '-'],
  'consent.give': ['LO', 'LO', '-', '-', '-'],
  'connection.test': ['LO', 'LO', 'LO', 'LO', '-'],
  'seat.enter': ['LO', 'LO', 'LO', 'LO', '-'],
  'seat.leave': ['LOEC', 'LOEC', 'LOEC', 'LOEC', '-'],
  'session.open': ['-', 'L*', '-', '-', '-'],
  'session.close': ['-', 'O*', '-', '-', '-'],
  'session.extend': ['-', 'O*', '-', '-', '-'],
  'session.end': ['-', 'LO*', '-', '-', '-'],
  'seat.admit': ['-', 'O*', '-', '-', '-'],
  'seat.remove': ['-', 'LO*', '-', '-', '-'],
  'lead.transfer': ['-', 'LO*', '-', '-', 'LO'],
  'help.send': ['-', 'LO', '-', '-', 'LO'],
  'help.read': ['LOEC', 'LOEC', '-', '-', 'LOEC'],
  'chat.send': ['O@', 'O@', '-', '-', '-'],
  'chat.read': ['OEC@', 'OEC@', 'OEC@', 'OEC@!', '-'],
  'question.read': ['OEC@', 'OEC@', 'OEC@', 'OEC@!', '-'],
  'captions.write': ['-', '-', '-', '-', '-'],
  'media.receive': ['O@', 'O@', 'O@', 'O@!', '-'],
  'media.send': ['O@', 'O@', '-', '-', '-'],
  'captions.read': ['O@', 'O@', 'O@', 'O@!', '-'],
  'rubric.read': ['-', 'LOEC', 'LOEC', '-', 'LOEC'],
  'question.conduct': ['-', 'O*', '-', '-', '-'],
  'probe.queue': ['-', 'O@', 'O@', '-', '-'],
  'probe.settle': ['-', 'O*', '-', '-', '-'],
  'logistics.send': ['-', 'O@', 'O@', '-', '-'],
  'recruiter.answer': ['O@', '-', '-', '-', '-'],
  'recruiter.direct': ['-', 'O*', '-', '-', '-'],
  'rating.put': ['-', 'LOE', 'LOE', '-', '-'],
  'note.put': ['-', 'LOE', 'LOE', '-', '-'],
  'scorecard.lock': ['-', 'LOE', 'LOE', '-', '-'],
  'rating.revise': ['-', 'LOE', 'LOE', '-', '-'],
  'scorecards.open': ['-', 'OE*', '-', '-', 'OE'],
  'scoring.close': ['-', 'E*', '-', '-', 'E'],
  'recording.direct': ['-', 'O*', '-', '-', '-'],
  'recording.erase': ['-', 'LOE*', '-', '-', 'LOEC'],
  'recording.review': ['E~', 'E', 'E', '-', 'LOEC'],
  'transcript.withdraw': ['E', 'E', '-', '-', '-'],
  'transcript.correct': ['-', 'E*', '-', '-', 'LOEC'],
};

/** A captioner may do what an observer may, whatever the candidate answers about observers, and writes captions. */
function captionersCell(action: Action): string {
  return action === 'captions.write' ? 'O@' : (EXPECTED[action][3] ?? '?').replace('!', '');
}

const ROLES: readonly ViewerRole[] = ['candidate', 'interviewer', 'evaluator', 'observer', 'organizer'];
const PHASE_LETTERS: Record<InterviewPhase, string> = { lobby: 'L', open: 'O', ended: 'E', cancelled: 'C' };

/** Every situation of one role: phase x presence x lead x consent x practice. */
function situationsOf(role: ViewerRole): Situation[] {
  return PhaseSchema.options.flatMap(phase =>
    Presence.options.flatMap(presence =>
      [true, false].flatMap(isLead =>
        [true, false].flatMap(observersAllowed =>
          [undefined, ...PracticePurpose.options].map(practice => ({
            role,
            phase,
            presence,
            isLead,
            observersAllowed,
            ...(practice && { practice }),
          })),
        ),
      ),
    ),
  );
}

function expectedAnswer(
  cell: string,
  { role, phase, presence, isLead, observersAllowed, practice }: Situation,
): string {
  if (cell === '-' || presence === 'removed') return 'forbidden';
  if (cell.includes('~') && practice === undefined) return 'forbidden';
  if (role === 'organizer' && practice === 'self') return 'forbidden';
  if (cell.includes('*') && !isLead) return 'not-lead';
  if (!cell.includes(PHASE_LETTERS[phase])) return 'wrong-phase';
  const over = phase === 'ended' || phase === 'cancelled';
  if (cell.includes('@') && !over && presence !== 'inside' && presence !== 'reconnecting')
    return 'not-admitted';
  if (cell.includes('!') && !observersAllowed) return 'forbidden';
  return 'allowed';
}

describe('the permission table of roles', () => {
  it('has an expected row for every action', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual([...ACTIONS].sort());
  });

  describe.each(ACTIONS)('%s', action => {
    it.each([
      ...ROLES.map((role, column) => ({ role, cell: EXPECTED[action][column] ?? '?' })),
      { role: 'captioner' as const, cell: captionersCell(action) },
    ])('is "$cell" for the $role in every phase and presence, with or without the lead', ({ role, cell }) => {
      for (const situation of situationsOf(role)) {
        const verdict = judge(action, situation);
        const answer = verdict.allowed ? 'allowed' : verdict.code;
        expect(answer, JSON.stringify(situation)).toBe(expectedAnswer(cell, situation));
        expect(may(action, situation)).toBe(verdict.allowed);
      }
    });
  });

  it('lets only candidates and interviewers send media', () => {
    const all = ['microphone', 'camera', 'screen', 'screenAudio'];
    expect(sourcesOf('candidate')).toEqual(all);
    expect(sourcesOf('interviewer')).toEqual(all);
    expect(sourcesOf('evaluator')).toEqual([]);
    expect(sourcesOf('observer')).toEqual([]);
    expect(sourcesOf('captioner')).toEqual([]);
  });

  it('gives everyone the tracks of candidates, interviewers (recorded or not), and the virtual recruiter, and no others', () => {
    const roles = SeatRole.options;
    for (const role of roles)
      expect(receivesFrom(role)).toEqual(['candidate', 'interviewer', 'recruiter', 'unrecorded']);
  });
});

const EXPECTED_STAFF: Record<StaffAction, Record<StaffRole, boolean>> = {
  'account.change': { owner: true, organizer: true, evaluator: true, interviewer: true },
  'interviews.read': { owner: true, organizer: true, evaluator: true, interviewer: true },
  'interviews.readAll': { owner: true, organizer: true, evaluator: false, interviewer: false },
  'organization.change': { owner: true, organizer: false, evaluator: false, interviewer: false },
  'interviews.create': { owner: true, organizer: true, evaluator: false, interviewer: false },
  'interviews.change': { owner: true, organizer: true, evaluator: false, interviewer: false },
  'links.issue': { owner: true, organizer: true, evaluator: false, interviewer: false },
  'links.revoke': { owner: true, organizer: true, evaluator: false, interviewer: false },
  'kits.read': { owner: true, organizer: true, evaluator: true, interviewer: false },
  'kits.change': { owner: true, organizer: true, evaluator: false, interviewer: false },
  'scorecards.read': { owner: true, organizer: true, evaluator: true, interviewer: true },
  'scorecards.export': { owner: true, organizer: true, evaluator: false, interviewer: false },
  'agreement.read': { owner: true, organizer: true, evaluator: false, interviewer: false },
  'evaluations.read': { owner: true, organizer: true, evaluator: true, interviewer: false },
  'evaluations.rate': { owner: true, organizer: true, evaluator: true, interviewer: false },
  'evaluations.manage': { owner: true, organizer: true, evaluator: false, interviewer: false },
  'reports.write': { owner: true, organizer: true, evaluator: true, interviewer: false },
  'reports.publish': { owner: true, organizer: true, evaluator: false, interviewer: false },
  'recordings.review': { owner: true, organizer: true, evaluator: true, interviewer: true },
  'recordings.download': { owner: true, organizer: true, evaluator: false, interviewer: false },
  'recordings.change': { owner: true, organizer: true, evaluator: false, interviewer: false },
  'recordings.erase': { owner: true, organizer: true, evaluator: false, interviewer: false },
  'retention.change': { owner: true, organizer: false, evaluator: false, interviewer: false },
  'storage.repair': { owner: true, organizer: false, evaluator: false, interviewer: false },
  'site.read': { owner: true, organizer: true, evaluator: true, interviewer: false },
  'site.change': { owner: true, organizer: true, evaluator: false, interviewer: false },
  'outbox.read': { owner: true, organizer: true, evaluator: false, interviewer: false },
  'outbox.change': { owner: true, organizer: true, evaluator: false, interviewer: false },
  'candidates.read': { owner: true, organizer: true, evaluator: true, interviewer: true },
  'candidates.change': { owner: true, organizer: true, evaluator: false, interviewer: false },
  'candidates.delete': { owner: true, organizer: true, evaluator: false, interviewer: false },
  'debrief.write': { owner: true, organizer: true, evaluator: true, interviewer: true },
  'decisions.make': { owner: true, organizer: true, evaluator: false, interviewer: false },
  'availability.change': { owner: true, organizer: true, evaluator: true, interviewer: true },
  'availability.read': { owner: true, organizer: true, evaluator: false, interviewer: false },
  'availability.changeOthers': { owner: true, organizer: true, evaluator: false, interviewer: false },
  'staff.read': { owner: true, organizer: true, evaluator: false, interviewer: false },
  'staff.invite': { owner: true, organizer: false, evaluator: false, interviewer: false },
  'staff.change': { owner: true, organizer: false, evaluator: false, interviewer: false },
  'audit.read': { owner: true, organizer: true, evaluator: false, interviewer: false },
  'audit.readAccounts': { owner: true, organizer: false, evaluator: false, interviewer: false },
  'teams.readAll': { owner: true, organizer: false, evaluator: false, interviewer: false },
  'teams.change': { owner: true, organizer: false, evaluator: false, interviewer: false },
};

describe('the permission table of staff', () => {
  it.each(STAFF_ACTIONS)('has the expected answer to %s for every staff role', action => {
    const answers = Object.fromEntries(StaffRoleSchema.options.map(role => [role, staffMay(action, role)]));
    expect(answers).toEqual(EXPECTED_STAFF[action]);
  });
});
