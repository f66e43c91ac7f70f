import { beforeEach, describe, expect, it } from 'vitest';
import { summaryOf } from '../../server/interviews/summary.ts';
import type { Append } from '../../server/store/interviewAppend.ts';
import type { Store } from '../../server/store/store.ts';
import { TeamId, TemplateId } from '../../shared/ids.ts';
import { reduceAll } from '../../shared/interview/reduce.ts';
import type { InterviewTemplate } from '../../shared/protocol/templateRoutes.ts';
import { InterviewLog, newInterviewId } from '../support/interviewLog.ts';
import { onEveryDatabase } from './everyDatabase.ts';

const [OURS, THEIRS] = [newInterviewId(), newInterviewId()].map(id => TeamId.parse(id)) as [TeamId, TeamId];

const templateOf = (name: string, teamId?: TeamId): InterviewTemplate => ({
  templateId: TemplateId.parse(newInterviewId()),
  name,
  content: { title: `{candidate}, ${name}`, jobRole: name, people: [], ...(teamId && { teamId }) },
  updatedAt: 1_000,
});
const entry = { actor: 'olga', action: 'template.changed', target: 'template' };

onEveryDatabase(open => {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });

  describe('templates of interviews', () => {
    it('are listed, changed, and deleted only within the hiring teams of the reader', async () => {
      const [free, ours, theirs] = [
        templateOf('Free'),
        templateOf('Ours', OURS),
        templateOf('Theirs', THEIRS),
      ];
      for (const template of [free, ours, theirs]) await store.templates.create(template, entry);
      const { templates } = store;
      expect(await templates.list('all')).toEqual([free, ours, theirs]);
      expect(await templates.list([OURS])).toEqual([free, ours]);
      expect(await templates.list([])).toEqual([free]);
      expect(await templates.find(theirs.templateId, [OURS])).toBeUndefined();
      expect(await templates.change(theirs.templateId, [OURS], { name: 'Mine' }, entry)).toBeUndefined();
      expect(await templates.delete(theirs.templateId, [OURS], entry)).toBe(false);
      expect(await templates.find(theirs.templateId, 'all')).toEqual(theirs);

      const renamed = await templates.change(ours.templateId, [OURS], { name: 'Better' }, entry);
      expect(renamed).toEqual({ ...ours, name: 'Better', updatedAt: expect.any(Number) });
      const content = { ...ours.content, teamId: THEIRS, plannedMinutes: 30 };
      expect(await templates.change(ours.templateId, [OURS], { content }, entry)).toMatchObject({ content });
      const stale = { name: 'Worse', seenAt: ours.updatedAt };
      expect(await templates.change(ours.templateId, 'all', stale, entry)).toBe('overtaken');
      expect(await templates.find(ours.templateId, [OURS])).toBeUndefined();
      expect(await templates.delete(free.templateId, [], entry)).toBe(true);
      expect(await templates.delete(free.templateId, [], entry)).toBe(false);
      expect((await templates.list('all')).map(({ name }) => name)).toEqual(['Better', 'Theirs']);
      expect(await store.audit.list(10)).toHaveLength(6);
    });

    it('are left out when a newer version wrote them', async () => {
      const [known, newer] = [templateOf('Known'), templateOf('Newer')];
      for (const template of [known, newer]) await store.templates.create(template, entry);
      await store.database.kysely
        .updateTable('interviewTemplates')
        .set({ content: JSON.stringify({ ...newer.content, loop: [] }) })
        .where('templateId', '=', newer.templateId)
        .execute();
      expect(await store.templates.list('all')).toEqual([known]);
      expect(await store.templates.change(newer.templateId, 'all', { name: 'x' }, entry)).toBeUndefined();
    });
  });

  describe('new interviews in one transaction', () => {
    const appendOf = (log: InterviewLog): Append => {
      const state = reduceAll(log.events);
      if (!state) throw new Error('The log is empty.');
      return {
        interviewId: state.interviewId,
        expectedSeq: 0,
        events: log.events,
        summary: summaryOf(state),
      };
    };
    const stored = async (append: Append) => store.interviews.lastSeq(append.interviewId);

    it('are all stored, with what is written in addition', async () => {
      const appends = [appendOf(new InterviewLog()), appendOf(new InterviewLog())];
      await store.interviews.appendAll(appends, transaction => store.audit.add(entry, transaction));
      for (const append of appends) expect(await stored(append)).toBe(append.events.length);
      expect(await store.audit.list(10)).toHaveLength(1);
    });

    it('are not stored when one exists, or the additional write fails', async () => {
      const [first, second] = [appendOf(new InterviewLog()), appendOf(new InterviewLog())];
      await store.interviews.append(second);
      const write = () => store.interviews.appendAll([first, second]);
      await expect(write()).rejects.toMatchObject({ code: 'conflict', reason: 'interview-exists' });
      expect(await stored(first)).toBe(0);
      const failing = store.interviews.appendAll([first], async transaction => {
        await store.audit.add(entry, transaction);
        throw new Error('taken');
      });
      await expect(failing).rejects.toThrow('taken');
      expect(await stored(first)).toBe(0);
      expect(await store.audit.list(10)).toEqual([]);
    });
  });
});
