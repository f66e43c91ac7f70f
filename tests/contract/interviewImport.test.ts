import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, it } from 'vitest';
import { importDownload } from '../../server/features/interviewImport/routes.ts';
import type { Store } from '../../server/store/store.ts';
import { type ImportId, InterviewId, type TemplateId } from '../../shared/ids.ts';
import { candidateFile, IMPORTER, ImportStage } from '../support/importStage.ts';
import { onEveryDatabase } from './everyDatabase.ts';

const CHOOSE_UNTIL = Date.UTC(2099, 0, 1);

onEveryDatabase(open => {
  describe('an import of interviews', () => {
    let store: Store;
    let stage: ImportStage;
    let templateId: TemplateId;
    beforeEach(async () => {
      store = await open();
      stage = new ImportStage(store);
      templateId = await stage.template();
      return () => stage[Symbol.asyncDispose]();
    });

    const statusOf = (importId: ImportId) => stage.imports.require(importId, IMPORTER);
    const allRows = () =>
      store.database.kysely.selectFrom('interviews').selectAll().orderBy('scheduledAt').execute();
    const count = async () => (await allRows()).length;
    const downloaded = async (importId: ImportId) => {
      const file = await importDownload(stage.imports, store.imports).handle({ importId }, IMPORTER);
      return (await (file.body as import('node:stream').Readable).toArray()).join('');
    };

    it('creates interviews without a template, whose rows name the job role or take the plan’s', async () => {
      const text =
        'Name;Email;Date;Time;Job role;Interviewers\r\n' +
        'Ada;ada@example.org;31.12.2098;14:30;;olga@example.org\r\n' +
        'Grace;grace@example.org;2099-01-01;14:30;Cook;\r\n';
      const unclear = await stage.upload(text.replace(';Job role;', ';Other;'));
      const without = await stage.imports.check(unclear, await stage.plan(unclear, undefined), IMPORTER);
      expect(without.missing).toEqual(['jobRole']);
      const importId = await stage.import(text, undefined, { jobRole: 'Nurse' });
      expect(await statusOf(importId)).toMatchObject({ state: 'done', created: 2, bad: 0 });
      expect(await allRows()).toMatchObject([
        { title: 'Nurse', jobRole: 'Nurse', plannedMinutes: 45, heldByRecruiter: 0 },
        { title: 'Cook', jobRole: 'Cook', plannedMinutes: 45, heldByRecruiter: 0 },
      ]);
      const again = await stage.upload(text.replaceAll(';;', ';Nurse;').replace('14:30', '14:45'));
      const checked = await stage.imports.check(again, await stage.plan(again, undefined), IMPORTER);
      // The interview of the unchanged row is skipped, so that it isn't taken for another one.
      expect(checked).toMatchObject({ good: 1, known: 1 });
      expect(checked.busy).toMatchObject([{ row: 2, name: 'Olga', title: 'Nurse' }]);
    });

    it('creates an interview from the template for each good row', async () => {
      const text =
        'Name;Email;Date;Time;Zone;Title;Minutes;Interviewers\r\n' +
        'Ada;ada@example.org;31.12.2098;14:30;;;;\r\n' +
        'Grace;grace@example.org;2099-01-01;9:00 AM;Asia/Tokyo;Talk;60;olga@example.org\r\n';
      const importId = await stage.import(text, templateId, { mail: true });
      const rows = await allRows();
      expect(rows).toMatchObject([
        {
          ...{
            title: 'Meet Ada',
            jobRole: 'Nurse',
            plannedMinutes: 30,
            timeZone: 'Europe/Berlin',
            mailed: 1,
          },
          scheduledAt: Date.UTC(2098, 11, 31, 13, 30),
        },
        {
          ...{ title: 'Talk', plannedMinutes: 60, timeZone: 'Asia/Tokyo' },
          scheduledAt: Date.UTC(2099, 0, 1),
        },
      ]);
      expect(JSON.parse(rows[1]?.seats ?? '')).toMatchObject([
        { role: 'candidate', name: 'Grace' },
        { role: 'interviewer', name: 'Olga' },
      ]);
      expect(await statusOf(importId)).toMatchObject({ state: 'done', done: 2, created: 2, bad: 0 });
      expect((await store.audit.list(10)).map(({ action }) => action)).toEqual(
        expect.arrayContaining(['import.started', 'interview.created']),
      );
    });

    it('creates nothing twice from the same file, or from a corrected one', async () => {
      const broken = `${candidateFile(120)}Late;late@example.org;30.02.2099;10:00\r\n`;
      await stage.import(broken, templateId);
      expect(await count()).toBe(120);
      const again = await stage.upload(broken);
      const plan = await stage.plan(again, templateId);
      expect(await stage.imports.check(again, plan, IMPORTER)).toMatchObject({ good: 0, known: 120, bad: 1 });
      await stage.imports.start(again, plan, IMPORTER);
      await stage.run(again);
      expect(await statusOf(again)).toMatchObject({ created: 0, known: 120, bad: 1, done: 121 });
      const corrected = await stage.import(broken.replace('30.02.', '28.02.'), templateId);
      expect(await statusOf(corrected)).toMatchObject({ created: 1, known: 120, bad: 0 });
      expect(await count()).toBe(121);
    });

    it('creates nothing twice when two servers import the same file, and work on the same import', async () => {
      await using other = new ImportStage(await open());
      const [first, second] = await Promise.all([
        stage.upload(candidateFile(260)),
        other.upload(candidateFile(260)),
      ]);
      const plan = await stage.plan(first, templateId);
      await stage.imports.start(first, plan, IMPORTER);
      await other.imports.start(second, plan, IMPORTER);
      await Promise.all([stage.run(first), other.run(second), other.run(first), stage.run(second)]);
      const [a, b] = [await statusOf(first), await statusOf(second)];
      expect(await count()).toBe(260);
      expect([a.done, b.done, a.created + b.created, a.known + b.known]).toEqual([260, 260, 260, 260]);
    });

    it('continues after an interruption', async () => {
      const importId = await stage.upload(candidateFile(230));
      await stage.imports.start(importId, await stage.plan(importId, templateId), IMPORTER);
      await stage.run(importId, 0.3);
      expect(await statusOf(importId)).toMatchObject({ state: 'running', done: 100, created: 100 });
      await stage.run(importId);
      expect(await statusOf(importId)).toMatchObject({ state: 'done', done: 230, created: 230, known: 0 });
      expect(await count()).toBe(230);
    });

    it('returns the rows with problems as a file, which can be corrected and imported', async () => {
      const text =
        'Name;Email;Date;Title\r\nAda;ada@example.org;2099-01-01 10:00;\r\n=Eve;eve;2099-01-01 10:00;@x\r\n';
      const importId = await stage.upload(text);
      const plan = await stage.plan(importId, templateId);
      await stage.imports.check(importId, plan, IMPORTER);
      const before = await downloaded(importId);
      await stage.imports.start(importId, plan, IMPORTER);
      await stage.run(importId);
      const file = await downloaded(importId);
      expect(file).toBe(before);
      expect(parse(file, { bom: true, delimiter: ';', columns: true })).toMatchObject([
        { Name: "'=Eve", Email: 'eve', Title: "'@x", Row: '3', Problem: expect.stringContaining('“eve”') },
      ]);
      const corrected = await stage.import(file.replace('"eve"', '"eve@example.org"'), templateId);
      expect(await statusOf(corrected)).toMatchObject({ created: 1, bad: 0 });
      expect((await allRows()).map(({ title }) => title).toSorted()).toEqual(['@x', 'Meet Ada']);
    });

    it('keeps no row whose interview was created', async () => {
      const importId = await stage.import(candidateFile(60), templateId);
      expect((await store.imports.chunks(importId)).map(({ rows }) => rows)).toEqual(['[]', '[]']);
      await store.imports.deleteOld(Date.now() + 1);
      await expect(statusOf(importId)).rejects.toMatchObject({ code: 'not-found' });
      expect(await count()).toBe(60);
    });

    it('creates an interview again if it was canceled', async () => {
      const file = candidateFile(2);
      await stage.import(file, templateId);
      const [row] = await allRows();
      await store.database.kysely
        .updateTable('interviews')
        .set({ phase: 'cancelled' })
        .where('interviewId', '=', row?.interviewId ?? '')
        .execute();
      const again = await stage.import(file, templateId);
      expect(await statusOf(again)).toMatchObject({ created: 1, known: 1 });
      expect(await statusOf(await stage.import(file, templateId))).toMatchObject({ created: 0, known: 2 });
    });

    it('is seen only by its member', async () => {
      const importId = await stage.upload(candidateFile(1));
      const other = { ...IMPORTER, userId: 'someone', role: 'owner' as const };
      expect(await stage.imports.listOf(other)).toEqual([]);
      await expect(stage.imports.require(importId, other)).rejects.toMatchObject({ code: 'not-found' });
    });

    it('fails, and can be continued, if its member may no longer create interviews', async () => {
      const importId = await stage.upload(candidateFile(1));
      const plan = await stage.plan(importId, templateId);
      await stage.imports.start(importId, plan, IMPORTER);
      stage.staff = [{ ...IMPORTER, disabled: true }];
      await stage.run(importId);
      expect(await statusOf(importId)).toMatchObject({ state: 'failed', created: 0 });
      stage.staff = [IMPORTER];
      await stage.imports.start(importId, plan, IMPORTER);
      await stage.run(importId);
      expect(await statusOf(importId)).toMatchObject({ state: 'done', created: 1, reason: undefined });
    });

    it('lets candidates choose the time in rows without a date', async () => {
      const text = 'Name,Email,Interviewers\nAda,ada@example.org,olga@example.org\nEve,eve@example.org,\n';
      const importId = await stage.import(text, templateId, { chooseUntil: CHOOSE_UNTIL });
      expect(await statusOf(importId)).toMatchObject({ created: 1, bad: 1 });
      const [row] = await allRows();
      const state = await stage.interviews.read(InterviewId.parse(row?.interviewId));
      expect(state.scheduling).toMatchObject({ until: CHOOSE_UNTIL, open: true });
      expect(
        await statusOf(await stage.import(text, templateId, { chooseUntil: CHOOSE_UNTIL + 1 })),
      ).toMatchObject({
        ...{ created: 0, known: 1, bad: 1 },
      });
    });

    it('doesn’t start twice, or while the file has open questions', async () => {
      const importId = await stage.upload(candidateFile(1));
      const plan = await stage.plan(importId, templateId);
      const unclear = { ...plan, columns: plan.columns.map(() => null) };
      await expect(stage.imports.start(importId, unclear, IMPORTER)).rejects.toMatchObject({
        reason: 'import-unclear',
      });
      await stage.imports.start(importId, plan, IMPORTER);
      await expect(stage.imports.start(importId, plan, IMPORTER)).rejects.toMatchObject({
        reason: 'import-started',
      });
    });
  });
});
