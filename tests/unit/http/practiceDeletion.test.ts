import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { tablesThatMention } from '../../support/practiceRows.ts';
import { PracticedInterview } from './practicedInterview.ts';
import { PracticedServer, QUESTION, SHORT } from './practicedServer.ts';
import { refusalOf, refusalsOf } from './refusals.ts';

const house = PracticedServer.ofEachTest();
const { exchange, start } = house;

describe('deleting practice', () => {
  const receiptOf = (receiptId: string) =>
    eventually('the deletion to be complete', async () => {
      const { receipt } = await house.server.visitor().call('practice.receipt', { receiptId });
      return receipt.completedAt !== undefined && receipt;
    });
  const filesLeft = () => readdir(house.server.config.recordingFolder, { recursive: true }).catch(() => []);

  it('hides a page completely right away, and deletes all of it a moment later', async () => {
    const stranger = await start({ name: 'Ada Lovelace', email: 'ada@example.org', purpose: 'evaluation' });
    const held = await PracticedInterview.hold(house.server, stranger);
    const link = await (await stranger.again(SHORT)).untilReady();
    const stored = await house.server.store.mediaFiles.of(held.recordingId, 'stored');
    const { pageId } = await house.server.store.database.kysely
      .selectFrom('practicePages')
      .select('pageId')
      .executeTakeFirstOrThrow();
    const rows = await house.server.store.practice.attemptsOf(pageId);
    const { receipt } = await stranger.asker.call('practice.delete', { page: stranger.page });
    expect(receipt).toMatchObject({ scope: 'page', attempts: 2 });
    for (const refusal of await refusalsOf([
      stranger.ask(),
      stranger.attempt(),
      exchange(link),
      stranger.asker.call('practice.delete', { page: stranger.page }),
    ]))
      expect(refusal.code).toBe('link-invalid');
    const complete = await receiptOf(receipt.receiptId);
    expect(complete).toMatchObject({ scope: 'page', attempts: 2 });
    // Files on media servers count in addition to those in the storage.
    expect(complete.files).toBeGreaterThanOrEqual(stored.length);
    expect(complete.bytes).toBeGreaterThan(5_000);
    expect(await filesLeft()).toEqual([]);
    expect(house.server.nodes.stretches).toEqual([]);
    const ids = [pageId, ...rows.map(({ interviewId }) => interviewId), 'Ada Lovelace', 'ada@example.org'];
    expect(await tablesThatMention(house.server.store, ids)).toEqual([]);
    expect(
      (await refusalOf(house.owner.call('interviews.read', { interviewId: stranger.interviewId }))).code,
    ).toBe('not-found');
  });

  it('leaves other attempts when one is deleted', async () => {
    const first = await start();
    await PracticedInterview.hold(house.server, first);
    const second = await first.again(SHORT);
    const { receipt } = await first.asker.call('practice.delete', first.ref);
    expect(receipt).toMatchObject({ scope: 'attempt', attempts: 1 });
    expect((await refusalOf(first.ask())).code).toBe('not-found');
    await receiptOf(receipt.receiptId);
    expect(await tablesThatMention(house.server.store, [first.interviewId])).toEqual([]);
    expect((await second.attempt()).state).toBe('open');
  });

  it('takes effect immediately for an attempt that waits', async () => {
    const [, , third, fourth] = [await start(), await start(), await start(), await start()];
    const { receipt } = await third.asker.call('practice.delete', third.ref);
    expect(await fourth.ask()).toMatchObject({ state: 'waiting', ahead: 0 });
    expect(await receiptOf(receipt.receiptId)).toMatchObject({ attempts: 1, files: 0, bytes: 0 });
    expect(await tablesThatMention(house.server.store, [third.interviewId])).toEqual([]);
  });

  it('ends a running recording, and deletes it as well', async () => {
    const stranger = await start();
    const held = new PracticedInterview(house.server, stranger);
    await held.enter();
    await held.record();
    await held.answer(QUESTION);
    const changes: string[] = [];
    house.server.interviews.subscribe(({ events }) => changes.push(...events.map(({ kind }) => kind)));
    const { receipt } = await stranger.asker.call('practice.delete', stranger.ref);
    expect(changes).toEqual(expect.arrayContaining(['session.ended', 'link.revoked', 'recording.erased']));
    const complete = await receiptOf(receipt.receiptId);
    expect(complete.files).toBeGreaterThan(0);
    expect(await house.server.store.erasures.list(stranger.interviewId)).toMatchObject([
      { cause: 'request' },
    ]);
    expect(house.server.nodes.stretches).toEqual([]);
    expect(await tablesThatMention(house.server.store, [stranger.interviewId])).toEqual([]);
    // A server that still uses the interview finds it deleted, and restores nothing.
    await expect(held.answer(QUESTION)).rejects.toMatchObject({ code: 'not-found' });
    expect(await tablesThatMention(house.server.store, [stranger.interviewId])).toEqual([]);
  });

  it('has a receipt that can be read only by its ID', async () => {
    expect(
      (await refusalOf(house.server.visitor().call('practice.receipt', { receiptId: 'no-such-receipt' })))
        .code,
    ).toBe('not-found');
  });
});

describe('staff in the console', () => {
  it('see practice for evaluation, and none that people keep private', async () => {
    const wanted = await start({ purpose: 'evaluation', name: 'Ada' });
    await PracticedInterview.hold(house.server, wanted);
    const own = await start({ name: 'Private Person' });
    await PracticedInterview.hold(house.server, own);
    expect((await house.owner.call('interviews.list', {})).interviews).toEqual([]);
    const { recordings } = await house.owner.call('recording.list', {});
    expect(recordings.map(({ interviewId }) => interviewId)).toEqual([wanted.interviewId]);
    expect((await house.owner.call('review.open', { interviewId: wanted.interviewId })).review.state).toBe(
      'ready',
    );
    expect((await refusalOf(house.owner.call('review.open', { interviewId: own.interviewId }))).code).toBe(
      'forbidden',
    );
  });
});
