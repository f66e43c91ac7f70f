import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { candidateTexts } from '../../client/texts/candidates.ts';
import { common } from '../../client/texts/common.ts';
import { loopTexts } from '../../client/texts/loops.ts';
import { newInterviewTexts } from '../../client/texts/newInterview.ts';
import { staffReasonTexts } from '../../client/texts/staffErrors.ts';
import { templateTexts } from '../../client/texts/templates.ts';
import { workloadTexts } from '../../client/texts/workload.ts';
import { AppError } from '../../shared/errors.ts';
import { CandidateId, InterviewId, SeatId, TemplateId } from '../../shared/ids.ts';
import type { InterviewView } from '../../shared/interview/view.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import type { MemberLoad } from '../../shared/protocol/availabilityRoutes.ts';
import type { CandidateRecord, CandidateSummary } from '../../shared/protocol/candidateRoutes.ts';
import type { RouteParams } from '../../shared/protocol/http.ts';
import type { KitSummary } from '../../shared/protocol/kitRoutes.ts';
import type { InterviewTemplate } from '../../shared/protocol/templateRoutes.ts';
import { expectAccessibleInEveryLook, expectNoViolations } from '../support/accessible.ts';
import { ConsolePage } from '../support/consolePage.ts';
import { exampleView, SEATS } from '../unit/client/exampleView.ts';

const KIT: KitSummary = {
  ...{
    kitId: KitId.parse('backend'),
    version: 1,
    role: 'Backend Developer',
    level: 'Mid-level',
    locale: 'en',
  },
  ...{ builtIn: true, archived: false, questions: 9, competencies: 5, minutes: 35, errors: 0, warnings: 0 },
  updatedAt: 0,
};
const load = (name: string, more: Partial<MemberLoad> = {}): MemberLoad => ({
  ...{
    userId: name,
    name: `${name} Member`,
    email: `${name.toLowerCase()}@example.org`,
    role: 'interviewer',
  },
  ...{ disabled: false, interviews: 0, openRatings: 0, busy: [] },
  ...more,
});
const INTERVIEW = InterviewId.parse('01890000-0000-7000-8000-0000000000aa');
const ROUNDS = [INTERVIEW, InterviewId.parse('01890000-0000-7000-8000-0000000000bb')] as const;
const NOON = Date.UTC(2099, 4, 6, 12);
const MEMBERS = [
  load('Grace', { busy: [{ from: NOON, to: NOON + 1, interviewId: INTERVIEW, title: 'Ada, coding' }] }),
  load('Ian'),
];
const MIA: CandidateSummary = {
  ...{ candidateId: CandidateId.parse('01890000-0000-7000-8000-0000000000ab'), name: 'Mia Ito' },
  ...{ email: 'mia@example.org', jobRoles: ['Nurse'], rounds: 1, latestAt: 0 },
};
const RECORD: CandidateRecord = {
  ...{ candidateId: MIA.candidateId, name: MIA.name, email: 'mia@example.org' },
  ...{ alsoKnownAs: [], merges: [], practice: [], history: [] },
  rounds: [
    {
      ...{ interviewId: INTERVIEW, seatId: SeatId.parse('01890000-0000-7000-8000-0000000000ac') },
      ...{ title: 'Nurse, round 1', jobRole: 'Nurse', scheduledAt: 0, phase: 'ended', status: 'held' },
      ...{ heldByRecruiter: false, interviewers: [], tookPart: true, deciding: 'not-held' },
    },
  ],
};

/** The candidate's seat. Each round has its own. */
const seatOf = (interviewId: InterviewId) => SeatId.parse(interviewId);
const linkOf = (interviewId: InterviewId) => ({
  ...{ seatId: seatOf(interviewId), expiresAt: NOON },
  url: `https://vivavoce.example.org/join#${interviewId}`,
});

function roundView(interviewId: InterviewId): InterviewView {
  const { openedAt: _opened, endsAt: _ends, seats, ...view } = exampleView(SEATS.grace, []);
  const { [SEATS.ada]: ada } = seats;
  if (!ada) throw new Error('The example has no candidate.');
  const link = { expiresAt: NOON, revoked: false };
  const seatId = seatOf(interviewId);
  return { ...view, interviewId, phase: 'lobby', seats: { [seatId]: { ...ada, seatId, link } } };
}

let staff: ConsolePage;
let templates: InterviewTemplate[] = [];
let interviews: RouteParams<'interviews.create'>[] = [];
let loops: RouteParams<'interviews.createLoop'>[] = [];

beforeAll(async () => {
  staff = await ConsolePage.create();
  staff.signIn('owner');
  staff.server
    .answer('kits.list', () => ({ kits: [KIT] }))
    .answer('teams.list', () => ({ teams: [] }))
    .answer('mail.status', () => ({ configured: true }))
    .answer('staff.availability', () => ({ members: MEMBERS, candidateBusy: [] }))
    .answer('scheduling.free', () => ({ times: [NOON + 3_600_000] }))
    .answer('candidates.list', ({ filter }) => ({
      candidates: 'mia ito mia@example.org'.includes(filter?.search?.toLowerCase() ?? '') ? [MIA] : [],
    }))
    .answer('candidates.read', () => ({ candidate: RECORD }))
    .answer('templates.list', () => ({ templates }))
    .answer('templates.create', input => {
      const templateId = TemplateId.parse('01890000-0000-7000-8000-000000000001');
      const template = { templateId, ...input, updatedAt: 0 } as InterviewTemplate;
      templates = [template];
      return { template };
    })
    .answer('templates.change', ({ templateId: _same, seenAt: _seen, ...changes }) => {
      const [template] = templates.map(one => ({ ...one, ...changes }) as InterviewTemplate);
      if (!template) throw AppError.notFound('template', '');
      templates = [template];
      return { template };
    })
    .answer('templates.delete', () => {
      templates = [];
      return {};
    })
    .answer('interviews.create', input => {
      interviews.push(input);
      throw AppError.unavailable('database-unavailable');
    })
    .answer('interviews.createLoop', input => {
      loops.push(input);
      if (loops.length === 1) throw AppError.unavailable('database-unavailable');
      return { rounds: ROUNDS.map(interviewId => ({ interviewId, links: [linkOf(interviewId)] })) };
    })
    .answer('interviews.read', ({ interviewId }) => ({
      view: roundView(interviewId),
      status: 'scheduled',
    }))
    .answer('links.repeat', ({ interviewId }) => ({ link: linkOf(interviewId) }));
});
afterAll(() => staff[Symbol.asyncDispose]());
beforeEach(() => {
  interviews = [];
  loops = [];
});

const named = (label: string) => staff.page.getByLabel(label, { exact: true });
const press = (name: string) => staff.page.getByRole('button', { name, exact: true }).click();
const members = () => staff.page.getByRole('listbox', { name: workloadTexts.team });
const { form, create } = newInterviewTexts;

/** Tests run in order and follow one template. */
describe('a template', () => {
  it('has an empty list that says how to save one', async () => {
    await staff.open('templates');
    await staff.page.getByText(templateTexts.list.emptyBody).waitFor();
    await expectAccessibleInEveryLook(staff.page);
  });

  it('is saved from the form of an interview, whose interviewer is picked by keyboard', async () => {
    const { page } = staff;
    await staff.open('interviews/new');
    await named(form.title).fill('Ada, first round');
    await named('Kit').selectOption('backend');
    expect(await named(form.minutes).inputValue()).toBe('35');
    await page.getByText(form.kitLength.used(9, 35)).waitFor();
    await named(form.name).first().fill('Ada');
    const interviewer = page.getByRole('combobox', { name: form.name }).last();
    await interviewer.fill('member');
    // Those who are free come first.
    expect(await members().getByRole('option').allTextContents()).toEqual([
      expect.stringContaining('Ian Member'),
      expect.stringContaining('Grace Member'),
    ]);
    await expectNoViolations(page, 'form');
    await interviewer.press('Escape');
    await members().waitFor({ state: 'detached' });
    await interviewer.press('ArrowDown');
    await interviewer.press('ArrowDown');
    await interviewer.press('Enter');
    expect(await interviewer.inputValue()).toBe('Grace Member');
    await page.getByText(/Busy .*: Ada, coding/).waitFor();
    await press(templateTexts.save.open);
    await page.getByRole('dialog').getByLabel(templateTexts.save.name).fill('First round');
    await press(templateTexts.save.submit);
    await page.getByText(templateTexts.save.saved('First round')).waitFor();
    expect(templates).toMatchObject([
      { name: 'First round', content: { title: '{candidate}, first round' } },
    ]);
    expect(templates[0]?.content).not.toHaveProperty('plannedMinutes');
  });

  it('starts an interview, to which the candidate is added', async () => {
    await staff.open('templates');
    await staff.page.getByRole('link', { name: templateTexts.list.use }).click();
    expect(await named(form.title).inputValue()).toBe('{candidate}, first round');
    await named(form.name).first().fill('Alan');
    // Grace has another interview then. There are times at which she is free, and one question.
    await staff.page.getByText(workloadTexts.nextFree).waitFor();
    await staff.page
      .getByRole('link', { name: workloadTexts.openOtherLabel('Ada, coding') })
      .first()
      .waitFor();
    await press(create.submit);
    const question = staff.page.getByRole('alertdialog', { name: workloadTexts.ask.title(['Grace Member']) });
    await question.getByRole('button', { name: workloadTexts.ask.keep }).click();
    expect(interviews).toEqual([]);
    await press(create.submit);
    await question.getByRole('button', { name: workloadTexts.ask.confirm }).click();
    await staff.page.getByRole('alert').filter({ hasText: create.failed }).waitFor();
    expect(interviews).toMatchObject([
      {
        ...{ title: 'Alan, first round', plannedMinutes: 35, kitId: 'backend', mail: true },
        seats: [{ displayName: 'Alan' }, { displayName: 'Grace Member', email: 'grace@example.org' }],
      },
    ]);
    expect(await named(form.name).first().inputValue()).toBe('Alan');
  });

  it('is edited, duplicated, and deleted', async () => {
    const { page } = staff;
    page.once('dialog', question => void question.accept());
    await staff.open('templates');
    const menu = (item: string) => async () => {
      await page.getByRole('button', { name: /^Actions for/ }).click();
      await page.getByRole('menuitem', { name: item }).click();
    };
    await menu(templateTexts.list.edit)();
    const name = page.getByLabel(templateTexts.save.name);
    expect(await name.inputValue()).toBe('First round');
    await name.fill('Second round');
    await named(form.minutes).fill('50');
    await press(create.groups.interviewer.add);
    // An email without a name isn't dropped. The row above is empty, and isn't part of the template.
    await press(create.groups.evaluator.add);
    await page.getByRole('textbox', { name: form.email }).last().fill('eva@example.org');
    await press(templateTexts.save.submit);
    const evaluator = page.getByRole('combobox', { name: form.name }).last();
    await evaluator.and(page.locator(':focus')).waitFor();
    await evaluator.fill('Eva');
    await expectAccessibleInEveryLook(page);
    await press(templateTexts.save.submit);
    await page.getByRole('link', { name: /^Second round/ }).waitFor();
    expect(templates).toMatchObject([
      {
        ...{ name: 'Second round' },
        content: {
          plannedMinutes: 50,
          people: [
            { role: 'interviewer', displayName: 'Grace Member' },
            { role: 'evaluator', displayName: 'Eva', email: 'eva@example.org' },
          ],
        },
      },
    ]);
    await expectAccessibleInEveryLook(page);
    await menu(templateTexts.duplicate)();
    await page.getByRole('link', { name: /^Copy of Second round/ }).waitFor();
    await menu(templateTexts.list.delete)();
    await press(templateTexts.delete.confirm);
    await page.getByText(templateTexts.list.emptyTitle).waitFor();
  });
});

describe('the people of an interview', () => {
  it('are picked with Enter, which never creates the interview, and Tab goes from the name to the email', async () => {
    const { page } = staff;
    await staff.open('interviews/new');
    await named(form.title).fill('Ada, first round');
    await named(form.jobRole).fill('Developer');
    await named(form.name).first().fill('Ada');
    const interviewer = page.getByRole('combobox', { name: form.name }).last();
    await interviewer.fill('gra');
    await members().getByRole('option').waitFor();
    await interviewer.press('Enter');
    expect(await interviewer.inputValue()).toBe('Grace Member');
    await interviewer.press('Enter');
    // Typing the whole name is enough.
    await interviewer.fill('ian member');
    await interviewer.press('Tab');
    const address = page.getByRole('textbox', { name: form.email }).last();
    await expect.poll(() => address.inputValue()).toBe('ian@example.org');
    await interviewer.fill('Barb');
    await members().waitFor({ state: 'detached' });
    await interviewer.press('Enter');
    await interviewer.press('Tab');
    await page.keyboard.type('barb@example.org');
    const email = page.getByRole('textbox', { name: form.email }).last();
    expect(await email.inputValue()).toBe('barb@example.org');
    await email.press('Enter');
    await named(form.name).first().press('Enter');
    await page
      .getByText(
        '1 person gets an email now. Ada gets no email, because the address is missing or incomplete.',
      )
      .waitFor();
    await expectAccessibleInEveryLook(page);
    // The form's own button still creates it, once.
    await press(create.submit);
    await page.getByRole('alert').filter({ hasText: create.failed }).waitFor();
    expect(interviews).toMatchObject([{ seats: [{ displayName: 'Ada' }, { email: 'barb@example.org' }] }]);
    await named(form.when).fill('2020-01-01T10:00');
    await press(create.submit);
    await page.getByText(staffReasonTexts['time-passed']).waitFor();
    expect(interviews).toHaveLength(1);
    page.once('dialog', question => void question.accept());
  });
});

describe('a candidate who has a record', () => {
  it('is suggested by name, with the address', async () => {
    const { page } = staff;
    await staff.open('interviews/new');
    const name = page.getByRole('combobox', { name: form.name }).first();
    await name.fill('mia');
    await page.getByRole('option', { name: /Mia Ito/ }).waitFor();
    await name.press('Enter');
    expect(await name.inputValue()).toBe('Mia Ito');
    const email = page.getByRole('textbox', { name: form.email }).first();
    expect(await email.inputValue()).toBe('mia@example.org');
    // Another name is another person.
    await name.fill('Noor Ali');
    expect(await email.inputValue()).toBe('');
    // The address of a known candidate with another name is probably a mistake.
    const { sameAddress } = candidateTexts;
    await email.fill('mia@example.org');
    await page.getByText(sameAddress.belongs('Mia Ito')).waitFor();
    await press(sameAddress.keep);
    await page.getByText(sameAddress.kept('Mia Ito')).waitFor();
    await name.fill('Totally Different');
    await press(sameAddress.use('Mia Ito'));
    expect(await name.inputValue()).toBe('Mia Ito');
    await page.getByText(sameAddress.belongs('Mia Ito')).waitFor({ state: 'detached' });
    await email.fill('noor@gmial.com');
    await press(form.useLikely);
    expect(await email.inputValue()).toBe('noor@gmail.com');
    page.once('dialog', question => void question.accept());
  });

  it('is in a new interview that is opened from the record', async () => {
    const { page } = staff;
    await staff.open(`interviews/new?candidate=${MIA.candidateId}`);
    expect(await page.getByRole('combobox', { name: form.name }).first().inputValue()).toBe('Mia Ito');
    expect(await named(form.jobRole).inputValue()).toBe('Nurse');
  });
});

describe('several rounds', () => {
  const links = () => staff.page.getByRole('textbox', { name: /^Round \d: / });

  it('are planned in one form, which says what overlaps and keeps what was typed', async () => {
    const { page } = staff;
    await staff.open('interviews/rounds');
    await named(form.name).first().fill('Ada');
    await page.getByLabel(form.email).first().fill('ada@example.org');
    await named(form.jobRole).fill('Developer');
    await named(loopTexts.starts).first().fill('2099-05-06T10:00');
    for (const [index, name] of ['ian', 'grace'].entries()) {
      const interviewer = page.getByRole('combobox', { name: form.name }).nth(index + 1);
      await interviewer.fill(name);
      await members().getByRole('option').click();
    }
    await named(loopTexts.starts).last().selectOption('own');
    await named(loopTexts.ownWhen).fill('2099-05-06T10:20');
    await page.getByText('This round overlaps round 1. Choose a later time.').waitFor();
    await expectAccessibleInEveryLook(page);
    await press(loopTexts.submit(2));
    expect(loops).toEqual([]);
    await named(loopTexts.starts).last().selectOption('30');
    await page.getByText(workloadTexts.ask.title(['Grace Member'])).waitFor();
    await press(loopTexts.submit(2));
    // Grace has another interview then.
    const question = page.getByRole('alertdialog', { name: workloadTexts.ask.title(['Grace Member']) });
    await question.getByRole('button', { name: workloadTexts.ask.keep }).click();
    expect(loops).toEqual([]);
    await press(loopTexts.submit(2));
    await question.getByRole('button', { name: workloadTexts.ask.confirm }).click();
    await page.getByRole('alert').filter({ hasText: loopTexts.failed }).waitFor();
    expect(await named(form.name).first().inputValue()).toBe('Ada');
    await press(loopTexts.submit(2));
    await page.getByRole('heading', { name: loopTexts.ready }).waitFor();
    const [first, second] = loops[1]?.rounds ?? [];
    expect(first).toMatchObject({ title: 'Developer, round 1', people: [{ email: 'ian@example.org' }] });
    expect((second?.scheduledAt ?? 0) - (first?.scheduledAt ?? 0)).toBe(75 * 60_000);
    // The person has both links.
    const each = page.getByRole('listitem').filter({ hasText: common.roles.candidate });
    expect(await each.getByRole('textbox').count()).toBe(2);
    expect(await links().count()).toBe(2);
    page.on('dialog', dialog => void dialog.accept());
    await page.reload();
    await page.getByRole('heading', { name: loopTexts.ready }).waitFor();
    const show = page.getByRole('button', { name: newInterviewTexts.create.showLinksOf('Ada', 2) });
    await show.focus();
    await page.keyboard.press('Enter');
    await links().first().and(page.locator(':focus')).waitFor();
    expect(await links().last().inputValue()).toBe(linkOf(ROUNDS[1]).url);
  });
});
