import { uuidv7 } from 'uuidv7';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../server/store/store.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import { Slug } from '../../shared/protocol/siteRoutes.ts';
import { exampleKit } from '../support/exampleKit.ts';
import { newInterviewId } from '../support/interviewLog.ts';
import type { OpenStore } from './everyDatabase.ts';

const slug = (text: string) => Slug.parse(text);

/** Tests that the store of the public site must pass on every database. */
export function describeSiteStore(open: OpenStore): void {
  describe('the public site', () => {
    let store: Store;

    beforeEach(async () => {
      store = await open();
    });

    it('counts nothing when there is no practice', async () => {
      const kitId = await newKit(store);
      expect((await store.site.numbers())(kitId)).toEqual({ interviewed: 0, withFeedback: 0, rated: 0 });
    });

    it('counts practice that ended with an answer, practice with a report, and its ratings, per kit', async () => {
      const [kitId, other] = [await newKit(store), await newKit(store)];
      await addInterview(store, { kitId, practice: 'self' });
      await addInterview(store, { kitId, practice: 'self' });
      await addInterview(store, { kitId, practice: 'evaluation', feedbackAt: 5, stars: 5 });
      await addInterview(store, { kitId, practice: 'evaluation', feedbackAt: 6, stars: 4 });
      await addInterview(store, { kitId, practice: 'evaluation', feedbackAt: 7, stars: 4 });
      // None of these ended with an answer.
      await addInterview(store, { kitId, practice: 'evaluation', answers: 0, feedbackAt: 8 });
      await addInterview(store, { kitId, practice: 'self', phase: 'open' });
      await addInterview(store, { kitId, practice: 'self', phase: 'cancelled' });
      await addInterview(store, { kitId: null, practice: 'self' });
      await addInterview(store, { kitId: other, practice: 'evaluation', stars: 1 });
      const numbers = await store.site.numbers();
      expect(numbers(kitId)).toEqual({ interviewed: 5, withFeedback: 3, rated: 3, average: 4.3 });
      expect(numbers(other)).toEqual({ interviewed: 1, withFeedback: 0, rated: 1, average: 1 });
    });

    it('does not count interviews with invited candidates', async () => {
      const kitId = await newKit(store);
      await addInterview(store, { kitId });
      await addInterview(store, { kitId, feedbackAt: 6, stars: 4 });
      expect((await store.site.numbers())(kitId)).toEqual({ interviewed: 0, withFeedback: 0, rated: 0 });
    });

    it('keeps the stars of deleted practice', async () => {
      const kitId = await newKit(store);
      await store.database.kysely
        .insertInto('feedbackRatings')
        .values({ interviewId: `deleted:${uuidv7()}`, kitId, stars: 3, ratedAt: 1 })
        .execute();
      expect((await store.site.numbers())(kitId)).toMatchObject({ rated: 1, average: 3 });
    });

    it('lists kits in the order of publishing, without archived ones', async () => {
      const [first, second, third] = [await newKit(store), await newKit(store), await newKit(store)];
      await publish(store, first, 'one');
      await publish(store, second, 'two');
      await publish(store, third, 'three');
      await store.kits.setArchived(second, true, entry());
      expect((await store.site.publicHeads()).map(({ slug, version }) => [slug, version])).toEqual([
        ['one', 1],
        ['three', 1],
      ]);
      await store.site.order([third, first], entry());
      expect((await store.site.publicHeads()).map(one => one.slug)).toEqual(['three', 'one']);
    });

    it('orders known kits: kits that are left out follow, and unpublished or repeated ones change nothing', async () => {
      const kits = [await newKit(store), await newKit(store), await newKit(store)] as const;
      for (const [index, kitId] of kits.entries()) await publish(store, kitId, `role-${index}`);
      const hidden = await newKit(store);
      await store.site.order([hidden, kits[2], kits[2]], entry());
      expect((await store.site.publicHeads()).map(one => one.kitId)).toEqual([kits[2], kits[0], kits[1]]);
      expect((await store.site.publications()).map(one => one.position)).toEqual([0, 1, 2]);
    });

    it('lists a kit that is published again last, and remembers that strangers could see it', async () => {
      const [first, second] = [await newKit(store), await newKit(store)];
      await publish(store, first, 'one');
      await publish(store, second, 'two');
      await change(store, first, 'one', false);
      expect(await store.site.findBySlug(slug('one'))).toMatchObject({
        kitId: first,
        published: false,
        publishedAt: expect.any(Number),
      });
      await publish(store, first, 'one');
      expect((await store.site.publicHeads()).map(one => one.slug)).toEqual(['two', 'one']);
    });

    it('redirects from an earlier address, which no other kit gets and its own kit can have again', async () => {
      const [kitId, other] = [await newKit(store), await newKit(store)];
      await publish(store, kitId, 'old');
      await publish(store, kitId, 'new');
      expect(await store.site.findBySlug(slug('old'))).toMatchObject({ kitId, slug: 'new' });
      expect(await change(store, other, 'old', true)).toEqual({ takenBy: kitId });
      expect(await change(store, other, 'new', true)).toEqual({ takenBy: kitId });
      expect(await store.site.findBySlug(slug('old'))).toMatchObject({ kitId, earlierSlugs: ['old'] });
      await publish(store, kitId, 'old');
      expect(await store.site.findBySlug(slug('new'))).toMatchObject({ slug: 'old', earlierSlugs: ['new'] });
    });

    it('does not redirect from an address that was never public', async () => {
      const kitId = await newKit(store);
      await change(store, kitId, 'draft', false);
      await publish(store, kitId, 'final');
      expect(await store.site.findBySlug(slug('draft'))).toBeUndefined();
    });

    it('gives an address to one of many simultaneous requests', async () => {
      const stores = [store, await open(), await open()];
      const kits = await Promise.all(Array.from({ length: 9 }, () => newKit(store)));
      const outcomes = await Promise.all(
        kits.map((kitId, index) => change(stores[index % stores.length] ?? store, kitId, 'wanted', true)),
      );
      const winner = kits[outcomes.indexOf('changed')];
      expect(outcomes.filter(outcome => outcome === 'changed')).toHaveLength(1);
      for (const outcome of outcomes.filter(one => one !== 'changed'))
        expect(outcome).toEqual({ takenBy: winner });
      expect(await store.site.publicHeads()).toHaveLength(1);
    });

    it('audits who changed something, and nothing when nothing changed', async () => {
      const [kitId, other] = [await newKit(store), await newKit(store)];
      await publish(store, kitId, 'mine');
      const before = (await store.audit.list(100)).length;
      await change(store, other, 'mine', true);
      expect(await store.audit.list(100)).toHaveLength(before);
      await change(store, kitId, 'mine', false);
      const [newest] = await store.audit.list(1);
      expect(newest).toMatchObject({ actor: 'somebody', action: 'publication.changed' });
    });
  });
}

async function newKit(store: Store): Promise<KitId> {
  const kitId = KitId.parse(uuidv7());
  await store.kits.create({ kitId, kit: exampleKit(), savedBy: null, builtIn: false, entry: entry() });
  return kitId;
}

function change(store: Store, kitId: KitId, address: string, published: boolean) {
  return store.site.change({ kitId, slug: slug(address), published, entries: [entry()] });
}

async function publish(store: Store, kitId: KitId, address: string): Promise<void> {
  expect(await change(store, kitId, address, true)).toBe('changed');
}

function entry() {
  return { actor: 'somebody', action: 'publication.changed', target: 'site' };
}

interface Held {
  kitId: KitId | null;
  phase?: string;
  answers?: number;
  practice?: string;
  feedbackAt?: number;
  stars?: number;
}

async function addInterview(store: Store, held: Held): Promise<void> {
  const { kitId, phase = 'ended', answers = 3, practice = null, feedbackAt = null, stars } = held;
  const interviewId = newInterviewId();
  const { kysely } = store.database;
  await kysely
    .insertInto('interviews')
    .values({
      interviewId,
      lastSeq: 1,
      title: 'Title',
      jobRole: 'Role',
      scheduledAt: 1,
      plannedMinutes: 45,
      phase,
      presentCandidate: 0,
      presentInterviewer: 0,
      presentEvaluator: 0,
      presentObserver: 0,
      kitId,
      heldByRecruiter: 1,
      scorecardsOpen: 0,
      practice,
      answers,
      feedbackAt,
    })
    .execute();
  if (stars !== undefined && kitId)
    await kysely.insertInto('feedbackRatings').values({ interviewId, kitId, stars, ratedAt: 1 }).execute();
}
