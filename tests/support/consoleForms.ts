import type { Locator, Page } from 'playwright-core';
import { account } from '../../client/texts/account.ts';
import { twoFactorTexts } from '../../client/texts/accountSecurity.ts';
import { bulkTexts } from '../../client/texts/bulk.ts';
import { candidateTexts } from '../../client/texts/candidates.ts';
import { common } from '../../client/texts/common.ts';
import { disableTexts } from '../../client/texts/disable.ts';
import { evaluationTexts } from '../../client/texts/evaluations.ts';
import { evaluationTeamTexts } from '../../client/texts/evaluationTeam.ts';
import { hoursTexts, schedulingTexts } from '../../client/texts/hours.ts';
import { interviewListTexts } from '../../client/texts/interviewList.ts';
import { interviewPageTexts } from '../../client/texts/interviewPage.ts';
import { interviewPeopleTexts } from '../../client/texts/interviewPeople.ts';
import { kitTexts } from '../../client/texts/kits.ts';
import { loopTexts } from '../../client/texts/loops.ts';
import { messageTexts } from '../../client/texts/messages.ts';
import { newInterviewTexts } from '../../client/texts/newInterview.ts';
import { organizationTexts } from '../../client/texts/organization.ts';
import { keepTexts, recordingTexts } from '../../client/texts/recordingList.ts';
import { staffTexts as staff } from '../../client/texts/staff.ts';
import { teamTexts } from '../../client/texts/teams.ts';
import { templateTexts } from '../../client/texts/templates.ts';
import { InterviewId, TeamId, TemplateId } from '../../shared/ids.ts';
import type { InterviewView } from '../../shared/interview/view.ts';
import { usualWords } from '../../shared/messages/usualMessages.ts';
import { EMPTY_PROFILE } from '../../shared/organization.ts';
import type { RouteName } from '../../shared/protocol/http.ts';
import { USUAL_RULES, usualHours } from '../../shared/scheduling/hours.ts';
import { exampleView, SEATS } from '../unit/client/exampleView.ts';
import { ADA, OTHER_ADA, record, summary } from './madeUpCandidates.ts';
import { MadeUpEvaluations } from './madeUpEvaluations.ts';
import { MadeUpInterviews, severalInterviews } from './madeUpInterviews.ts';
import type { ReviewServer } from './reviewServer.ts';
import { member } from './reviewStage.ts';

/** A form of the console, and what a person types into it. */
export interface ConsoleForm {
  name: string;
  /** Address after `/console/`. */
  path: string;
  /** Title of the dialog that has the form. Without it, the form is part of the page. */
  dialog?: string;
  open?: (page: Page) => Promise<unknown>;
  /** Labels of the fields, with what is typed or chosen, and the position among fields of this label. */
  typed: readonly (readonly [label: string, text: string, position?: number])[];
  /** Choices that aren't typed. */
  choose?: (form: Locator) => Promise<unknown>;
  submit: string | RegExp;
  route: RouteName;
  /** False if leaving loses no text that would have to be typed again. */
  asks?: false;
}

const { form, create } = newInterviewTexts;
const { detail } = interviewPageTexts;
const { debrief, decisions, merge } = candidateTexts;
const { views } = interviewListTexts;
const { retention } = recordingTexts;
const GRACE = { ...member('interviewer'), userId: 'grace', name: 'Grace Hopper', email: 'grace@example.org' };
const PASSWORD = 'correct horse battery';
const TEMPLATE = {
  templateId: TemplateId.parse('01890000-0000-7000-8000-000000000001'),
  name: 'Nurses',
  content: { title: 'First round', jobRole: 'Nurse', people: [] },
  updatedAt: 0,
};
const OPEN = exampleView(SEATS.grace, []);
const ENDED: InterviewView = {
  ...OPEN,
  interviewId: InterviewId.parse('00000000-0000-7000-8000-00000000000e'),
  phase: 'ended',
};

const press = (name: string) => (page: Page) =>
  page.getByRole('button', { name, exact: true }).first().click();
const choose = (menu: string, item: string) => async (page: Page) => {
  await press(menu)(page);
  await page.getByRole('menuitem', { name: item, exact: true }).click();
};

/** Answers what the pages with the forms read. */
export function serveConsoleForms(server: ReviewServer): void {
  new MadeUpEvaluations().serve(server);
  const interviews = new MadeUpInterviews();
  interviews.all = severalInterviews(3, Date.now() + 86_400_000);
  interviews.serve(server);
  server
    .answer('mail.status', () => ({ configured: true }))
    .answer('templates.list', () => ({ templates: [TEMPLATE] }))
    .answer('staff.availability', () => ({ members: [], candidateBusy: [] }))
    .answer('staff.list', () => ({ members: [member(), GRACE], invitations: [] }))
    .answer('staff.openWork', () => ({
      ...{ claims: [], seats: [], reports: [] },
      teams: [{ teamId: TeamId.parse('01890000-0000-7000-8000-000000000009'), name: 'Nursing' }],
    }))
    .answer('organization.read', () => ({ profile: EMPTY_PROFILE }))
    .answer('messages.list', () => ({
      messages: (['candidate', 'interviewer'] as const).map(seat => ({
        ...{ kind: 'invitation' as const, seat, changed: false },
        words: usualWords({ kind: 'invitation', seat }),
      })),
    }))
    .answer('hours.read', () => ({ hours: usualHours('UTC'), usual: false }))
    .answer('scheduling.read', () => USUAL_RULES)
    .answer('retention.read', () => ({ days: 180 }))
    .answer('secondFactor.read', () => ({ on: false, codesLeft: 0, hasPassword: true }))
    .answer('candidates.read', () => ({ candidate: record() }))
    .answer('candidates.list', () => ({
      candidates: [summary({ candidateId: OTHER_ADA, name: 'A. Lovelace' })],
    }))
    .answer('interviews.read', ({ interviewId }) => ({
      view: interviewId === ENDED.interviewId ? ENDED : OPEN,
      status: 'live',
    }))
    .answer('debrief.read', () => ({ state: 'open', comments: [], people: [] }));
}

export const CONSOLE_FORMS: readonly ConsoleForm[] = [
  {
    ...{ name: 'a new interview', path: 'interviews/new', route: 'interviews.create', submit: create.submit },
    typed: [
      [form.title, 'First round'],
      [form.jobRole, 'Nurse'],
      [form.name, 'Ada'],
      [form.name, 'Grace', 1],
    ],
  },
  {
    ...{ name: 'several rounds', path: 'interviews/rounds', route: 'interviews.createLoop' },
    submit: loopTexts.submit(2),
    typed: [
      [form.name, 'Ada'],
      [form.email, 'ada@example.org'],
      [form.jobRole, 'Nurse'],
      [form.name, 'Grace', 1],
      [form.name, 'Ian', 2],
    ],
  },
  {
    ...{ name: 'a template', path: `templates/${TEMPLATE.templateId}`, route: 'templates.change' },
    submit: templateTexts.save.submit,
    typed: [
      [templateTexts.save.name, 'Nurses of the night'],
      [form.name, 'Ian'],
    ],
  },
  {
    ...{
      name: 'details of an interview',
      path: `interviews/${OPEN.interviewId}`,
      route: 'interviews.change',
    },
    open: choose(detail.more, detail.edit),
    ...{ dialog: interviewPageTexts.edit.title, submit: common.save },
    typed: [[form.title, 'Second round']],
  },
  {
    ...{
      name: 'a template of an interview',
      path: `interviews/${OPEN.interviewId}`,
      route: 'templates.create',
    },
    open: choose(detail.more, templateTexts.save.open),
    ...{ dialog: templateTexts.save.title, submit: templateTexts.save.submit },
    typed: [[templateTexts.save.name, 'Nurses of the day']],
  },
  {
    ...{ name: 'another person', path: `interviews/${OPEN.interviewId}`, route: 'seats.add' },
    ...{ open: press(detail.addPerson), dialog: interviewPeopleTexts.addPerson.title },
    submit: interviewPeopleTexts.addPerson.submit,
    typed: [[form.name, 'Ian']],
  },
  {
    ...{ name: 'a person’s email address', path: `interviews/${OPEN.interviewId}`, route: 'seats.change' },
    open: choose(interviewPeopleTexts.person.actions('Ada'), interviewPeopleTexts.editPerson.menu),
    ...{ dialog: interviewPeopleTexts.editPerson.title('Ada'), submit: common.save },
    typed: [[form.name, 'Ada King']],
  },
  {
    ...{ name: 'a comment', path: `interviews/${ENDED.interviewId}`, route: 'debrief.add' },
    ...{ submit: debrief.add, typed: [[debrief.label, 'Strong in both rounds']] },
  },
  {
    ...{ name: 'a decision', path: `candidates/${ADA}`, route: 'decisions.add' },
    ...{ open: press(decisions.decide), dialog: decisions.dialog('Ada Lovelace'), submit: decisions.save },
    typed: [[decisions.reason, 'Strong in both rounds']],
    choose: async dialog => {
      await dialog.getByLabel(decisions.stage).selectOption('interview');
      await dialog.getByLabel(decisions.outcome).selectOption('advance');
    },
  },
  {
    ...{ name: 'a merge', path: `candidates/${ADA}`, route: 'candidates.merge', asks: false },
    open: choose(candidateTexts.page.actions, merge.action),
    ...{ dialog: merge.title('Ada Lovelace'), submit: merge.confirm, typed: [[merge.search, 'Lovelace']] },
    choose: dialog => dialog.getByRole('radio').check(),
  },
  {
    ...{ name: 'a saved view', path: 'interviews?q=round&sort=-time', route: 'views.create' },
    ...{ open: press(views.save), dialog: views.title, submit: views.save, typed: [[views.name, 'Rounds']] },
  },
  {
    ...{ name: 'a move of many interviews', path: 'interviews', route: 'bulk.move' },
    open: async page => {
      await page.getByRole('checkbox', { name: bulkTexts.selectShown }).click();
      await press(bulkTexts.actions.move)(page);
    },
    ...{
      dialog: bulkTexts.titles.move(3),
      submit: bulkTexts.confirm.move(2),
      typed: [[bulkTexts.how.days, '3']],
    },
  },
  {
    ...{ name: 'a new kit', path: 'kits', route: 'kits.create', open: press(kitTexts.list.create) },
    ...{ dialog: kitTexts.create.title, submit: kitTexts.create.submit },
    typed: [
      [kitTexts.create.role, 'Nurse'],
      [kitTexts.create.level, 'Senior'],
    ],
  },
  {
    ...{ name: 'a kit as text', path: 'kits/import', route: 'kits.import', submit: kitTexts.import.submit },
    typed: [[kitTexts.import.text, 'role: Nurse']],
  },
  {
    ...{ name: 'a due date', path: 'evaluations', route: 'evaluations.setDue' },
    open: choose(
      evaluationTexts.actions.more('Backend Developer', 'Candidate 1B9'),
      evaluationTexts.actions.changeDue,
    ),
    ...{ dialog: evaluationTexts.dueDialog.title, submit: evaluationTexts.dueDialog.save },
    typed: [[evaluationTexts.dueDialog.when, '2099-01-01T10:00']],
  },
  {
    ...{ name: 'settings of evaluations', path: 'evaluations/settings', route: 'evaluations.change' },
    ...{ submit: common.save, typed: [[evaluationTeamTexts.settings.promiseHours, '72']] },
  },
  {
    ...{ name: 'the organization', path: 'settings/organization', route: 'organization.change' },
    submit: common.save,
    typed: [[organizationTexts.name, 'Analytical Engines']],
  },
  {
    ...{ name: 'a message', path: 'settings/messages', route: 'messages.change', submit: common.save },
    typed: [[messageTexts.subject, 'We look forward to meeting you']],
  },
  {
    ...{ name: 'rules of scheduling', path: 'settings/scheduling', route: 'scheduling.change' },
    ...{ submit: common.save, typed: [[schedulingTexts.change, '48']] },
  },
  {
    ...{ name: 'a time of retention', path: 'settings/privacy', route: 'retention.change' },
    ...{ open: press(retention.changeOf), dialog: retention.dialogTitle, submit: keepTexts.save },
    typed: [[keepTexts.field, '365']],
  },
  {
    ...{ name: 'interview hours', path: 'account/hours', route: 'hours.change', submit: common.save },
    typed: [[hoursTexts.perDay, '2']],
  },
  {
    ...{ name: 'a second factor', path: 'account', route: 'secondFactor.begin' },
    ...{ open: press(twoFactorTexts.setUp), dialog: twoFactorTexts.password.title },
    ...{ submit: twoFactorTexts.password.submit, typed: [[account.settings.current, PASSWORD]] },
  },
  {
    ...{ name: 'an invitation of a colleague', path: 'settings/team', route: 'staff.invite' },
    ...{ open: press(staff.invite), dialog: staff.inviteTitle, submit: staff.inviteSubmitByMail },
    typed: [[staff.email, 'ada@example.org']],
  },
  {
    ...{ name: 'a hiring team', path: 'settings/team', route: 'teams.create', open: press(teamTexts.create) },
    ...{
      dialog: teamTexts.createTitle,
      submit: teamTexts.createSubmit,
      typed: [[teamTexts.name, 'Nursing']],
    },
  },
  {
    ...{ name: 'a hand-over', path: 'settings/team', route: 'staff.change', asks: false },
    open: choose(staff.actions(GRACE.name), staff.disable),
    ...{ dialog: staff.disableTitle(GRACE.name), submit: disableTexts.submitWithHeir },
    typed: [[disableTexts.heir, 'olga']],
  },
  {
    ...{ name: 'a new password', path: 'account', route: 'account.changePassword', asks: false },
    submit: account.settings.change,
    typed: [
      [account.settings.current, PASSWORD],
      [account.settings.new, `another ${PASSWORD}`],
    ],
  },
];
