import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { common } from '../../client/texts/common.ts';
import { kitTexts } from '../../client/texts/kits.ts';
import { newInterviewTexts } from '../../client/texts/newInterview.ts';
import { teamTexts } from '../../client/texts/teams.ts';
import type { HiringTeam } from '../../shared/hiringTeams.ts';
import { TeamId } from '../../shared/ids.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import type { SavedKit } from '../../shared/protocol/kitRoutes.ts';
import { expectNoViolations } from '../support/accessible.ts';
import { ConsolePage } from '../support/consolePage.ts';
import { exampleKit } from '../support/exampleKit.ts';
import { member } from '../support/reviewStage.ts';

const RITA = { ...member('evaluator'), userId: 'rita', name: 'Rita Rater', email: 'rita@example.org' };

let staff: ConsolePage;
let teams: HiringTeam[] = [];
const created: unknown[] = [];

beforeAll(async () => {
  staff = await ConsolePage.create();
  staff.signIn('owner');
  staff.server
    .answer('staff.list', () => ({ members: [member(), RITA], invitations: [] }))
    .answer('teams.list', () => ({ teams }))
    .answer('teams.create', wanted => {
      const team = {
        teamId: TeamId.parse('01890000-0000-7000-8000-000000000001'),
        archived: false,
        ...wanted,
      };
      teams = [team];
      return { team };
    })
    .answer('teams.change', ({ teamId: _same, ...change }) => {
      const [before] = teams;
      if (!before) throw new Error('There is no team.');
      const team = { ...before, ...change } as HiringTeam;
      teams = [team];
      return { team };
    })
    .answer('kits.list', () => ({ kits: [] }))
    .answer('interviews.create', input => {
      created.push(input.teamId);
      throw new Error('The test needs no interview.');
    });
});
afterAll(() => staff[Symbol.asyncDispose]());

const dialog = (title: string) => staff.page.getByRole('dialog', { name: title });
const choice = () => staff.page.getByLabel(teamTexts.label, { exact: true });

/** Tests run in order and follow one team. */
describe('hiring teams', () => {
  it('are not mentioned in the form of an interview while there are none', async () => {
    await staff.open('new');
    await staff.page.getByLabel(newInterviewTexts.form.title, { exact: true }).waitFor();
    await staff.page.waitForLoadState('networkidle');
    expect(await choice().count()).toBe(0);
  });

  it('are created with members by an owner, who can then rename and archive them', async () => {
    const { page } = staff;
    await staff.open('staff');
    await page.getByText(teamTexts.none).waitFor();
    await page.getByRole('button', { name: teamTexts.create }).click();
    const name = dialog(teamTexts.createTitle).getByLabel(teamTexts.name);
    await name.fill('E'.repeat(81));
    await name.press('Enter');
    await name.and(page.locator('[aria-invalid=true]')).waitFor();
    expect(await name.inputValue()).toBe('E'.repeat(81));
    await name.fill('Engineering');
    await dialog(teamTexts.createTitle).getByRole('checkbox', { name: RITA.name }).check();
    await expectNoViolations(page, '[role="dialog"]');
    await page.getByRole('button', { name: teamTexts.createSubmit }).click();
    const section = page.getByRole('region', { name: teamTexts.title });
    await section.getByText('Engineering').waitFor();
    await section.getByText(RITA.name).waitFor();
    expect(teams[0]?.members).toEqual([RITA.userId]);

    await page.getByRole('button', { name: teamTexts.actions('Engineering') }).click();
    await page.getByRole('menuitem', { name: teamTexts.edit }).click();
    const editor = dialog(teamTexts.editTitle('Engineering'));
    expect(await editor.getByRole('checkbox', { name: RITA.name }).isChecked()).toBe(true);
    await editor.getByLabel(teamTexts.name).fill('Platform');
    await editor.getByRole('button', { name: common.save }).click();
    await section.getByText('Platform').waitFor();

    for (const archived of [true, false]) {
      await page.getByRole('button', { name: teamTexts.actions('Platform') }).click();
      const item = archived ? teamTexts.archive : teamTexts.restore;
      await page.getByRole('menuitem', { name: item }).click();
      const badge = section.getByText(teamTexts.archivedBadge);
      await badge.waitFor({ state: archived ? 'visible' : 'detached' });
    }
  });

  it('can be chosen for a new interview', async () => {
    const { page } = staff;
    await staff.open('new');
    await choice().selectOption('Platform');
    await page.getByText(teamTexts.hint.interview.team).waitFor();
    await page.getByLabel(newInterviewTexts.form.title, { exact: true }).fill('Second round');
    await page.getByLabel(newInterviewTexts.form.jobRole, { exact: true }).fill('Developer');
    const [candidate, interviewer] = [0, 1].map(index =>
      page.getByLabel(newInterviewTexts.form.name, { exact: true }).nth(index),
    );
    await candidate?.fill('Ada');
    await interviewer?.fill('Grace');
    await page.getByRole('button', { name: newInterviewTexts.create.submit }).click();
    await page.getByText(newInterviewTexts.create.failed).waitFor();
    expect(created).toEqual([teams[0]?.teamId]);
  });

  it('can be chosen for a kit, and for none', async () => {
    const { page, server } = staff;
    const kitId = KitId.parse('01890000-0000-7000-8000-000000000002');
    let saved: SavedKit = {
      kitId,
      version: 1,
      builtIn: false,
      archived: false,
      updatedAt: 0,
      kit: exampleKit(),
    };
    server
      .answer('kits.read', () => saved)
      .answer('recordings.list', () => ({ recordings: [] }))
      .answer('kits.setTeam', ({ teamId }) => {
        saved = { ...saved, teamId: teamId ?? undefined };
        return {};
      });
    await staff.open(`kits/${kitId}`);
    for (const [name, expected] of [
      ['Platform', teams[0]?.teamId],
      [teamTexts.noTeam, undefined],
    ] as const) {
      await page.getByRole('button', { name: kitTexts.page.more }).click();
      await page.getByRole('menuitem', { name: teamTexts.kitItem }).click();
      await choice().selectOption(name);
      await dialog(teamTexts.kitTitle).getByRole('button', { name: common.save }).click();
      await dialog(teamTexts.kitTitle).waitFor({ state: 'detached' });
      expect(saved.teamId).toBe(expected);
    }
  });

  it('are read by an organizer who is in one, without controls', async () => {
    staff.signIn('organizer');
    await staff.open('staff');
    await staff.page.getByText('Platform').waitFor();
    expect(await staff.page.getByRole('button', { name: teamTexts.create }).count()).toBe(0);
    teams = [];
    await staff.open('staff');
    await staff.page.getByText(RITA.email).waitFor();
    expect(await staff.page.getByText(teamTexts.title).count()).toBe(0);
  });
});
