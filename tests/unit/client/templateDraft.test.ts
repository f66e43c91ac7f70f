import { describe, expect, it } from 'vitest';
import { mailPlanOf } from '../../../client/screens/console/create/mailPlan.ts';
import { newPerson } from '../../../client/screens/console/create/peopleDraft.ts';
import { contentOf, draftFrom, titleOf } from '../../../client/screens/console/create/templateDraft.ts';
import { minutesFrom } from '../../../client/screens/console/interviews/InterviewFields.tsx';
import { newInterviewTexts } from '../../../client/texts/newInterview.ts';
import { TeamId } from '../../../shared/ids.ts';
import { KitId } from '../../../shared/kit/kitIds.ts';
import type { KitSummary } from '../../../shared/protocol/kitRoutes.ts';
import { TemplateContent } from '../../../shared/protocol/templateRoutes.ts';
import type { SeatRole } from '../../../shared/roles.ts';

const KIT: KitSummary = {
  ...{
    kitId: KitId.parse('backend'),
    version: 1,
    role: 'Backend',
    level: 'Mid',
    locale: 'en',
    builtIn: true,
  },
  ...{ archived: false, questions: 9, competencies: 5, minutes: 35, errors: 0, warnings: 0, updatedAt: 0 },
};
const CONTENT: TemplateContent = {
  title: '{candidate}, first round',
  jobRole: 'Backend developer',
  kitId: KIT.kitId,
  mail: true,
  people: [
    { role: 'evaluator', displayName: 'Eve', email: 'eve@example.org' },
    { role: 'interviewer', displayName: 'Ian' },
  ],
};
const WHEN = { when: '2099-05-01T10:00', zone: 'Europe/Berlin', occurrence: undefined };
const started = (content = CONTENT, kits = [KIT]) => draftFrom(content, [], { kits, teams: [] });

describe('a form that starts from a template', () => {
  it('has the template’s people in the order of roles, a place for the candidate, and the kit’s length', () => {
    const { draft, missing } = started();
    expect(missing).toEqual({ kit: false, team: false });
    expect(draft).toMatchObject({ minutes: '35', kitId: 'backend', mail: true, recruiterChosen: false });
    expect(draft.people.map(({ role, displayName }) => [role, displayName])).toEqual([
      ['candidate', ''],
      ['interviewer', 'Ian'],
      ['evaluator', 'Eve'],
    ]);
  });

  it('keeps the candidates who were typed', () => {
    const ada = { ...newPerson('candidate'), displayName: 'Ada' };
    const { draft } = draftFrom(CONTENT, [ada, newPerson('interviewer')], { kits: [KIT], teams: [] });
    expect(draft.people.map(({ displayName }) => displayName)).toEqual(['Ada', 'Ian', 'Eve']);
    expect(titleOf(draft)).toBe('Ada, first round');
  });

  it('says what can’t be chosen any longer', () => {
    const teamId = TeamId.parse('01890000-0000-7000-8000-000000000000');
    const gone = started({ ...CONTENT, teamId }, [{ ...KIT, archived: true }]);
    expect(gone.missing).toEqual({ kit: true, team: true });
    expect(gone.draft).toMatchObject({ kitId: '', teamId: '', minutes: '45' });
  });

  it('is saved as the same template again', () => {
    const draft = { ...started().draft, ...WHEN };
    const people = draft.people.map(person =>
      person.role === 'candidate' ? { ...person, displayName: 'Ada' } : person,
    );
    const content = contentOf({ ...draft, people, title: 'Ada, first round' }, [KIT]);
    expect(TemplateContent.parse(content)).toEqual({ ...CONTENT, people: CONTENT.people.toReversed() });
    expect(contentOf({ ...draft, minutes: '60' }, [KIT])).toMatchObject({ plannedMinutes: 60 });
  });

  it('lets the candidate choose the time if the saved form did', () => {
    const draft = { ...started().draft, ...WHEN, chooseDays: '7' };
    const content = TemplateContent.parse(contentOf(draft, [KIT]));
    expect(started(content).draft.chooseDays).toBe('7');
    expect(started().draft.chooseDays).toBe('');
  });

  it('is saved with the name’s place only where the whole name is', () => {
    const al = { ...newPerson('candidate'), displayName: 'Al (Alan)' };
    const draft = { ...started().draft, ...WHEN, people: [al] };
    expect(contentOf({ ...draft, title: 'Al (Alan): algebra' }, [KIT]).title).toBe('{candidate}: algebra');
    const short = { ...draft, people: [{ ...al, displayName: 'Al' }], title: 'Algebra with Al' };
    expect(contentOf(short, [KIT]).title).toBe('Algebra with {candidate}');
  });
});

describe('the emails of a new interview', () => {
  const person = (role: SeatRole, displayName: string, email = '') => ({
    ...newPerson(role),
    ...{ displayName, email },
  });
  const PEOPLE = [
    person('candidate', 'Ada', 'ada@example.org'),
    person('interviewer', 'Ian', 'ian@example.org'),
    person('evaluator', 'Olga Owner', ' '),
    person('observer', ''),
  ];
  const said = (sendsMail: boolean, timeIsChosen = false) =>
    newInterviewTexts.create.summary.mailed(mailPlanOf(PEOPLE, { sendsMail, timeIsChosen }));

  it('are announced before it is created, with who gets none', () => {
    expect(said(true)).toBe(
      '2 people get an email now. Olga Owner gets no email, because the address is missing or incomplete.',
    );
    expect(said(false)).toMatch(/^No one gets an email/);
  });

  it('go to the candidate alone until the candidate has chosen the time', () => {
    expect(said(true, true)).toBe(
      '1 person gets an email now. Ian gets one when the time is chosen. Olga Owner gets no email, because the address is missing or incomplete.',
    );
    const others = PEOPLE.filter(({ role }) => role === 'interviewer');
    expect(
      newInterviewTexts.create.summary.mailed(mailPlanOf(others, { sendsMail: true, timeIsChosen: true })),
    ).toBe('Ian gets an email when the time is chosen.');
  });
});

describe('the length', () => {
  it('is the kit’s until someone types another one', () => {
    expect(minutesFrom(KIT, '45', undefined)).toBe('35');
    expect(minutesFrom(KIT, '', undefined)).toBe('35');
    expect(minutesFrom({ ...KIT, minutes: 50 }, '35', KIT)).toBe('50');
    expect(minutesFrom(undefined, '35', KIT)).toBe('45');
    expect(minutesFrom(KIT, '60', undefined)).toBe('60');
  });
});
