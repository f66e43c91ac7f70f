import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { importTexts as texts } from '../../client/texts/imports.ts';
import { ImportId, TemplateId } from '../../shared/ids.ts';
import {
  IMPORT_UPLOAD,
  type ImportCheck,
  type ImportPlan,
  type ImportView,
} from '../../shared/protocol/importRoutes.ts';
import { expectAccessibleInEveryLook } from '../support/accessible.ts';
import { ConsolePage } from '../support/consolePage.ts';

const importId = ImportId.parse('01900000-0000-7000-8000-000000000001');
const templateId = TemplateId.parse('01900000-0000-7000-8000-000000000002');
const IMPORTED: ImportView = {
  ...{
    importId,
    fileName: 'march.csv',
    createdAt: 0,
    state: 'checking',
    rows: 3,
    encoding: 'UTF-8',
    separator: ';',
  },
  ...{ done: 0, created: 0, known: 0, bad: 0 },
  columns: [
    { name: 'Candidate', samples: ['Ada Lovelace'], field: 'name' },
    { name: 'Contact', samples: ['ada@example.org'], field: 'email' },
    { name: 'Slot', samples: ['03/04/2027 10:00'], field: 'date' },
    { name: 'Salary', samples: ['1'] },
  ],
};
const CHECK: ImportCheck = {
  ...{ good: 1, bad: 1, known: 1, missing: [], twice: [] },
  busy: [{ row: 2, name: 'Grace', from: 0, to: 1_800_000, timeZone: 'UTC', title: 'Talk' }],
  problems: [
    {
      row: 3,
      column: 'Contact',
      found: 'grace(at)example.org',
      expected: 'An address',
      fix: 'Correct the address.',
    },
  ],
  preview: [
    {
      ...{ row: 2, name: 'Ada Lovelace', email: 'ada@example.org', title: 'First round', jobRole: 'Nurse' },
      ...{
        scheduledAt: Date.UTC(2027, 3, 3, 8),
        timeZone: 'Europe/Berlin',
        minutes: 45,
        interviewers: ['Grace'],
      },
    },
  ],
};

let staff: ConsolePage;
let page: Page;
let imported: ImportView;
let plan: ImportPlan | undefined;

beforeAll(async () => {
  staff = await ConsolePage.create();
  ({ page } = staff);
  imported = IMPORTED;
  staff.signIn('organizer');
  staff.server
    .answer('imports.list', () => ({ imports: [] }))
    .answer('imports.read', () => ({ import: imported }))
    .answer('imports.check', asked => ({
      check: asked.plan.dateOrder
        ? CHECK
        : { ...CHECK, problems: [], preview: [], good: 0, ambiguous: { row: 2, text: '03/04/2027 10:00' } },
    }))
    .answer('imports.start', asked => {
      plan = asked.plan;
      imported = { ...imported, state: 'running', plan: asked.plan, done: 1 };
      return {};
    })
    .answer('kits.list', () => ({ kits: [] }))
    .answer('mail.status', () => ({ configured: true }))
    .answer('templates.list', () => ({
      templates: [
        {
          templateId,
          name: 'Nurses',
          updatedAt: 0,
          content: { title: 'First round', jobRole: 'Nurse', people: [] },
        },
      ],
    }));
  await page.route(`**${IMPORT_UPLOAD}?*`, route => route.fulfill({ json: { importId } }));
});
afterAll(async () => {
  await page?.unrouteAll();
  await staff?.[Symbol.asyncDispose]();
});

it('a file is uploaded, matched, checked, and imported, and rows with problems can be downloaded', async () => {
  await staff.open('interviews/import');
  const file = { name: 'march.csv', mimeType: 'text/csv', buffer: Buffer.from('Candidate;Contact') };
  await page.getByText(texts.file.limits(10_000, 10)).waitFor();
  await page.setInputFiles('input[type=file]', file);
  await page.getByRole('heading', { name: texts.columns.title }).waitFor();
  const fieldOf = (name: string) => page.getByLabel(texts.columns.fieldOf(name));
  expect(await fieldOf('Contact').inputValue()).toBe('email');
  expect(await fieldOf('Salary').inputValue()).toBe('');
  await fieldOf('Salary').selectOption({ label: texts.fields.minutes });
  await page.getByRole('button', { name: texts.columns.next }).press('Enter');
  // The choice of columns isn't left while required ones are missing.
  await page.getByLabel(texts.columns.template, { exact: true }).selectOption({ label: 'Nurses' });
  await fieldOf('Contact').selectOption({ label: texts.columns.ignore });
  await page.getByRole('button', { name: texts.columns.next }).press('Enter');
  await page.getByText(texts.check.missing.email).waitFor();
  await fieldOf('Contact').selectOption({ label: texts.fields.email });
  await page.getByLabel(texts.columns.template, { exact: true }).selectOption('');
  await page.getByRole('button', { name: texts.columns.next }).press('Enter');
  // No template is chosen unasked, and interviews without one need a job role.
  expect(await page.getByLabel(texts.columns.template, { exact: true }).inputValue()).toBe('');
  await page.getByText(texts.columns.jobRoleNeeded).waitFor();
  const jobRole = page.getByRole('textbox', { name: texts.columns.jobRole });
  expect(await jobRole.evaluate(field => field === document.activeElement)).toBe(true);
  await expectAccessibleInEveryLook(page);
  await page.getByLabel(texts.columns.template, { exact: true }).selectOption({ label: 'Nurses' });
  await page.getByRole('button', { name: texts.columns.next }).press('Enter');
  await page.getByRole('button', { name: /^The day first/ }).press('Enter');
  const problems = page.getByRole('table', { name: texts.check.problems });
  await problems.getByText('grace(at)example.org').waitFor();
  await page.getByText(/^Row 2: Grace is busy .*: Talk$/).waitFor();
  await page.getByText('Nurses', { exact: true }).waitFor();
  await page.getByText(texts.check.usualLength(45, true)).waitFor();
  await page.getByRole('button', { name: texts.check.download(1) }).waitFor();
  await expectAccessibleInEveryLook(page);
  await page.getByRole('button', { name: texts.check.createMail(1) }).press('Enter');
  const progress = page.getByRole('progressbar');
  await progress.waitFor();
  expect(await progress.getAttribute('aria-valuetext')).toBe(texts.run.done(1, 3));
  expect(plan).toMatchObject({
    ...{ templateId, dateOrder: 'dmy', mail: true },
    columns: ['name', 'email', 'date', 'minutes'],
  });
  imported = { ...imported, state: 'done', done: 3, created: 1, bad: 1, known: 1 };
  await page.getByRole('heading', { name: texts.result.title(1) }).waitFor();
  await page.getByRole('button', { name: texts.check.download(1) }).waitFor();
  const show = page.getByRole('link', { name: texts.result.show });
  expect(await show.getAttribute('href')).toBe(`/console/interviews?import=${importId}&sort=-created`);
  await expectAccessibleInEveryLook(page);
});
