import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { candidateTexts } from '../../client/texts/candidates.ts';
import { staffReasonTexts } from '../../client/texts/staffErrors.ts';
import { AppError } from '../../shared/errors.ts';
import type { CandidateRecord } from '../../shared/protocol/candidateRoutes.ts';
import { expectAccessibleInEveryLook, expectNoViolations } from '../support/accessible.ts';
import { ConsolePage, PHONE } from '../support/consolePage.ts';
import {
  ADA,
  comparedGroup,
  decision,
  NOW,
  OTHER_ADA,
  record,
  summary,
} from '../support/madeUpCandidates.ts';

const { list, compare, page: texts, decisions, merge, deletion } = candidateTexts;

let staff: ConsolePage;
let candidate: CandidateRecord = record();
const asked: unknown[] = [];
let isEmpty = false;

beforeAll(async () => {
  staff = await ConsolePage.create();
  staff.signIn('owner');
  staff.server
    .answer('candidates.list', ({ filter, sort }) => {
      asked.push({ ...filter, sort });
      if (isEmpty) return { candidates: [], counts: { total: 0, jobRoles: [] } };
      const all = [
        summary({ decision: decision() }),
        summary({ candidateId: OTHER_ADA, name: 'A. Lovelace', email: undefined, rounds: 1 }),
      ];
      const candidates = filter?.outcome ? all.filter(one => one.decision) : all;
      return { candidates, counts: { total: candidates.length, jobRoles: ['Backend developer'] } };
    })
    .answer('candidates.compare', ({ jobRole }) => ({
      jobRoles: ['Backend developer'],
      groups: jobRole ? [comparedGroup(1), comparedGroup(2)] : [],
      unrated: jobRole ? 3 : 0,
    }))
    .answer('candidates.read', () => ({ candidate }))
    .answer('decisions.add', wanted => {
      asked.push(wanted);
      const { after, ...decided } = wanted;
      const added = decision({ ...decided, number: after + 1 });
      const [first, ...rest] = candidate.rounds;
      if (first) candidate = { ...candidate, rounds: [{ ...first, decisions: [added] }, ...rest] };
      return { decision: added };
    })
    .answer('candidates.correct', wanted => {
      asked.push(wanted);
      return {};
    })
    .answer('candidates.merge', wanted => {
      asked.push(wanted);
      return { candidateId: ADA };
    })
    .answer('candidates.unmerge', () => {
      candidate = { ...candidate, merges: [] };
      return {};
    })
    .answer('candidates.delete', () => {
      throw new AppError('conflict', 'candidate-live');
    });
});
afterAll(() => staff[Symbol.asyncDispose]());

describe('the list of candidates', () => {
  it('keeps search and filters in the address', async () => {
    const { page } = staff;
    await staff.open('candidates');
    await page.getByRole('link', { name: 'Ada Lovelace' }).waitFor();
    await expectAccessibleInEveryLook(page);
    await page.getByLabel(list.outcome).selectOption('advance');
    await page.getByLabel(list.search).fill('ada');
    await page.waitForURL(/candidates\?(?=.*outcome=advance)(?=.*search=ada)/);
    await page.getByLabel(list.role).selectOption('Backend developer');
    await page.getByLabel(list.sort).selectOption('name');
    await page.getByText(list.found(1, true)).waitFor();
    await page.waitForURL(/candidates\?(?=.*role=Backend)(?=.*sort=name)/);
    const jobRole = 'Backend developer';
    expect(asked).toContainEqual({ search: 'ada', outcome: 'advance', jobRole, sort: 'name' });
    await page.reload();
    expect(await page.getByLabel(list.search).inputValue()).toBe('ada');
    expect(await page.getByLabel(list.sort).inputValue()).toBe('name');
    expect(await page.getByLabel(list.role).inputValue()).toBe(jobRole);
  });

  it('has no filters while there is no one to look for', async () => {
    const { page } = staff;
    isEmpty = true;
    await staff.open('candidates');
    await page.getByText(list.emptyBody).waitFor();
    expect(await page.getByLabel(list.search).count()).toBe(0);
    isEmpty = false;
  });

  it('has cards without sideways scrolling on phones', async () => {
    const { page } = staff;
    await page.setViewportSize(PHONE);
    await staff.open('candidates');
    await page.getByRole('link', { name: 'Ada Lovelace' }).waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBe(PHONE.width);
    await page.setViewportSize({ width: 1_440, height: 900 });
  });
});

describe('the comparison of candidates', () => {
  it('has a table for each version of the kit, and says that they don’t compare', async () => {
    const { page } = staff;
    await staff.open('candidates');
    await page.getByRole('link', { name: compare.link }).click();
    // It is the only role.
    await page.getByText(compare.versions).waitFor();
    expect(await page.getByRole('table').count()).toBe(2);
    await page.getByText(compare.unrated(3)).waitFor();
    await page
      .getByRole('link', { name: compare.watch('Ada Lovelace', 'Debugging') })
      .first()
      .waitFor();
    expect(page.url()).toMatch(/role=Backend/);
    await expectAccessibleInEveryLook(page);
    await page
      .getByRole('checkbox', { name: compare.pick('Ada Lovelace') })
      .first()
      .check();
    await page.getByRole('button', { name: compare.onlyPicked(1) }).click();
    expect(await page.getByRole('table').first().getByRole('rowheader').count()).toBe(1);
    await page
      .getByRole('button', { name: compare.decideOn(decisions.correct, 'Ada Lovelace') })
      .first()
      .click();
    await page.getByRole('dialog').getByLabel(decisions.outcome).waitFor();
    await page.keyboard.press('Escape');
  });
});

describe('the record of a candidate', () => {
  it('says when people can decide, and takes a decision with its reason', async () => {
    const { page } = staff;
    await staff.open(`candidates/${ADA}`);
    await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor();
    await page.getByText(decisions.states.rating).waitFor();
    await expectAccessibleInEveryLook(page);
    await page.getByRole('button', { name: decisions.decide }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByLabel(decisions.outcome).inputValue()).toBe('');
    await dialog.getByRole('button', { name: decisions.save }).click();
    for (const label of [decisions.stage, decisions.outcome, decisions.reason])
      expect(await dialog.getByLabel(label).getAttribute('aria-invalid')).toBe('true');
    await dialog.getByText(/^After “Round 1”, /).waitFor();
    await dialog.getByLabel(decisions.stage).selectOption('interview');
    // No one is hired before the last round.
    expect(await dialog.getByLabel(decisions.outcome).locator('option[value=hired]').count()).toBe(0);
    await dialog.getByLabel(decisions.stage).selectOption('final');
    await dialog.getByLabel(decisions.outcome).selectOption('hired');
    await dialog.getByLabel(decisions.reason).fill('Strong in both rounds');
    await dialog.getByRole('button', { name: decisions.save }).click();
    await page.getByText(candidateTexts.decided('final', 'hired')).first().waitFor();
    expect(asked).toContainEqual(expect.objectContaining({ outcome: 'hired', after: 0 }));
  });

  it('has its name and address corrected', async () => {
    const { page } = staff;
    await page.getByRole('button', { name: texts.actions }).click();
    await page.getByRole('menuitem', { name: candidateTexts.correction.action }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(candidateTexts.correction.name).fill('Ada Lovelace ');
    await dialog.getByLabel(candidateTexts.correction.email).fill('ada@lovelace.example');
    await expectNoViolations(page, '[role="dialog"]');
    await dialog.getByRole('button', { name: candidateTexts.correction.save }).click();
    await page.getByText(candidateTexts.correction.done).waitFor();
    expect(asked).toContainEqual({ candidateId: ADA, name: 'Ada Lovelace', email: 'ada@lovelace.example' });
  });

  it('merges another record after a warning about different names, and undoes a merge', async () => {
    const { page } = staff;
    await page.getByRole('button', { name: texts.actions }).click();
    await page.getByRole('menuitem', { name: merge.action }).click();
    await page.getByRole('radio', { name: /A\. Lovelace/ }).check();
    await page.getByText(merge.different('Ada Lovelace', 'A. Lovelace')).waitFor();
    await expectNoViolations(page, '[role="dialog"]');
    await page.getByRole('button', { name: merge.confirm, exact: true }).click();
    await page.getByText(merge.done).waitFor();
    expect(asked).toContainEqual({ candidateId: ADA, from: OTHER_ADA });
    await page.getByRole('button', { name: merge.undoOf('Ada King') }).click();
    await page.getByText(merge.undone).waitFor();
    await page.getByRole('heading', { name: merge.merged }).waitFor({ state: 'detached' });
  });

  it('is deleted only after a confirmation that says what stays, and not during an interview', async () => {
    const { page } = staff;
    await page.getByRole('button', { name: texts.actions }).click();
    await page.getByRole('menuitem', { name: deletion.action }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText(deletion.stays).waitFor();
    await expectNoViolations(page, '[role="alertdialog"]');
    expect(await dialog.getByRole('button', { name: deletion.confirm }).isDisabled()).toBe(true);
    await dialog.getByRole('checkbox').check();
    await dialog.getByRole('button', { name: deletion.confirm }).click();
    await dialog.getByText(staffReasonTexts['candidate-live']).waitFor();
  });

  it('shows the ten latest events of its history, and all on request', async () => {
    const { page } = staff;
    const held = Array.from({ length: 12 }, (_, day) => ({
      what: 'held' as const,
      at: NOW - day * 86_400_000,
    }));
    staff.server.answer('candidates.read', () => ({ candidate: record({ history: held }) }));
    await staff.open(`candidates/${ADA}`);
    const history = page.getByRole('region', { name: candidateTexts.history.title });
    await history.getByRole('listitem').first().waitFor();
    expect(await history.getByRole('listitem').count()).toBe(10);
    await history.getByRole('button', { name: candidateTexts.history.all(12) }).click();
    expect(await history.getByRole('listitem').count()).toBe(12);
    await expectNoViolations(page, 'main');
  });
});
