import { uuidv7 } from 'uuidv7';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../server/store/store.ts';
import type { StoredVoiceUpload } from '../../server/store/voiceUploadStore.ts';
import type { Kit } from '../../shared/kit/kit.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import { earlierKit, exampleKit } from '../support/exampleKit.ts';
import type { OpenStore } from './everyDatabase.ts';

/** Tests that kits must pass on every database. */
export function describeKitStore(open: OpenStore): void {
  describe('kits', () => {
    let store: Store;

    beforeEach(async () => {
      store = await open();
    });

    it('returns the kit that was saved', async () => {
      const kitId = await created(store);
      const expected = { kitId, version: 1, builtIn: false, archived: false, updatedAt: expect.any(Number) };
      expect(await store.kits.findNewest(kitId)).toEqual({ ...expected, kit: exampleKit() });
      expect(await store.kits.findHead(kitId)).toEqual(expected);
      expect(await store.kits.heads()).toEqual([expected]);
    });

    it('keeps every character that a text can have', async () => {
      const role = 'Zeichen \u0000 \ud800 \u{1f600} "\'\\ \n';
      const kitId = await created(store, exampleKit({ role }));
      expect((await store.kits.findNewest(kitId))?.kit.role).toBe(role.trim());
    });

    it('upgrades a kit of an earlier version to the current format, with the same result each time', async () => {
      const question = { question: 'What is caching?', answer: 'Keeping what is asked for again.' };
      const kitId = await created(store, earlierKit([question]) as Kit);
      const read = await store.kits.findNewest(kitId);
      expect(read?.kit.guide.questions).toMatchObject([{ id: 'what-is-caching', ...question }]);
      expect(await (await open()).kits.findNewest(kitId)).toEqual(read);
      // Saved with another heading, it keeps its address; the version before stays what it was.
      const [entry] = read?.kit.guide.questions ?? [];
      const next = {
        ...exampleKit(),
        guide: { ...exampleKit().guide, questions: [{ ...entry, title: 'Caches' }] },
      };
      await store.kits.save({ ...write(kitId, next as Kit), expectedVersion: 1 });
      expect((await store.kits.findNewest(kitId))?.kit.guide.questions).toMatchObject([
        { id: 'what-is-caching', title: 'Caches' },
      ]);
      expect((await store.kits.findVersion(kitId, 1))?.kit).toEqual(read?.kit);
    });

    it('returns nothing for an unknown kit or version', async () => {
      const kitId = await created(store);
      expect(await store.kits.findNewest(newKitId())).toBeUndefined();
      expect(await store.kits.findHead(newKitId())).toBeUndefined();
      expect(await store.kits.findVersion(kitId, 2)).toBeUndefined();
      expect(await store.kits.findVersion(newKitId(), 1)).toBeUndefined();
      expect(await store.kits.versions(newKitId())).toEqual([]);
    });

    it('has one kit per id', async () => {
      const kitId = await created(store);
      const again = { ...write(kitId, exampleKit({ role: 'Another' })), builtIn: true };
      expect(await store.kits.create(again)).toBe('taken');
      expect((await store.kits.findNewest(kitId))?.kit.role).toBe(exampleKit().role);
      expect(await store.kits.versions(kitId)).toHaveLength(1);
    });

    it('keeps each version unchanged', async () => {
      const kitId = await created(store);
      await saved(store, kitId, 1, 'Second');
      await saved(store, kitId, 2, 'Third');
      expect(await store.kits.findNewest(kitId)).toMatchObject({ version: 3, kit: { role: 'Third' } });
      expect(await store.kits.findVersion(kitId, 2)).toMatchObject({ version: 2, kit: { role: 'Second' } });
      expect((await store.kits.findVersion(kitId, 1))?.kit).toEqual(exampleKit());
      expect((await store.kits.versions(kitId)).map(({ version }) => version)).toEqual([3, 2, 1]);
    });

    it('refuses to save over an older version, and stores nothing of it', async () => {
      const kitId = await created(store);
      await saved(store, kitId, 1, 'Second');
      const late = { ...write(kitId, exampleKit({ role: 'Late' })), expectedVersion: 1 };
      expect(await store.kits.save(late)).toBe('stale');
      expect(await store.kits.findNewest(kitId)).toMatchObject({ version: 2, kit: { role: 'Second' } });
      expect(await store.audit.list(10)).toHaveLength(2);
    });

    it('refuses to save a kit that was never created', async () => {
      expect(await store.kits.save({ ...write(newKitId()), expectedVersion: 1 })).toBe('stale');
      expect(await store.kits.heads()).toEqual([]);
    });

    it('gives each version to exactly one of many concurrent writers', async () => {
      const stores = [store, await open(), await open()];
      const kitId = await created(store);
      for (let version = 1; version <= 5; version += 1) {
        const outcomes = await Promise.all(
          Array.from({ length: 12 }, (_, index) => {
            const kit = exampleKit({ role: `Saver ${index} of ${version}` });
            const racer = stores[index % stores.length] ?? store;
            return racer.kits.save({ ...write(kitId, kit), expectedVersion: version });
          }),
        );
        expect(outcomes.filter(outcome => outcome === 'saved')).toHaveLength(1);
        const winner = outcomes.indexOf('saved');
        expect((await store.kits.findNewest(kitId))?.kit.role).toBe(`Saver ${winner} of ${version}`);
      }
      expect(await store.kits.versions(kitId)).toHaveLength(6);
      expect(await store.audit.list(100)).toHaveLength(6);
    });

    it('lets one of several servers add a built-in kit', async () => {
      const stores = [store, await open(), await open()];
      const kitId = newKitId();
      const outcomes = await Promise.all(
        stores.map(one => one.kits.create({ ...write(kitId), builtIn: true })),
      );
      expect(outcomes.toSorted()).toEqual(['created', 'taken', 'taken']);
      expect((await store.kits.findHead(kitId))?.builtIn).toBe(true);
    });

    it('archives and restores kits, with one audit entry for each change', async () => {
      const kitId = await created(store);
      const entry = { actor: 'u-1', action: 'kit.archived', target: kitId };
      await store.kits.setArchived(kitId, true, entry);
      await store.kits.setArchived(kitId, true, entry);
      expect(await store.kits.findNewest(kitId)).toMatchObject({ archived: true, version: 1 });
      await store.kits.setArchived(kitId, false, { ...entry, action: 'kit.restored' });
      expect((await store.kits.findHead(kitId))?.archived).toBe(false);
      const actions = (await store.audit.list(10)).map(({ action }) => action);
      expect(actions.toSorted()).toEqual(['kit.archived', 'kit.created', 'kit.restored']);
    });

    it('returns who saved each version, while their account exists', async () => {
      const kitId = newKitId();
      await store.kits.create({ ...write(kitId), savedBy: null, builtIn: true });
      await saved(store, kitId, 1, 'Second');
      const at = expect.any(Number);
      expect(await store.kits.versions(kitId)).toEqual([
        { version: 2, at, savedBy: 'u-1', savedByName: undefined },
        { version: 1, at, savedBy: null, savedByName: undefined },
      ]);
    });

    it('keeps one recording for the words of a line, with any characters, and deletes it', async () => {
      const kitId = await created(store);
      const text = 'Zeichen \u0000 \ud800 \u{1f600} "';
      const recording = { ...recordingOf(kitId, text), fileSha256: 'a'.repeat(64) };
      const entry = { actor: 'u-1', action: 'recording.kept', target: kitId };
      await store.voiceUploads.put(recording, entry);
      const newer = { ...recording, fileSha256: 'b'.repeat(64), name: 'newer.wav', createdAt: 2 };
      expect(await store.voiceUploads.put(newer, entry)).toBe(recording.fileSha256);
      expect(await (await open()).voiceUploads.list(kitId)).toEqual([newer]);
      expect(await store.voiceUploads.list(newKitId())).toEqual([]);
      const removed = { ...entry, action: 'recording.removed' };
      expect(await store.voiceUploads.textsOf(newer.fileSha256)).toEqual([newer.text]);
      expect(await store.voiceUploads.remove(kitId, newer.textSha256, removed)).toEqual({
        fileSha256: newer.fileSha256,
        text: newer.text,
      });
      expect(await store.voiceUploads.remove(kitId, newer.textSha256, removed)).toBeUndefined();
      expect(await store.voiceUploads.textsOf(newer.fileSha256)).toEqual([]);
      expect(await store.voiceUploads.list(kitId)).toEqual([]);
      const actions = (await store.audit.list(10)).map(({ action }) => action);
      expect(actions.toSorted()).toEqual([
        'kit.created',
        'recording.kept',
        'recording.kept',
        'recording.removed',
      ]);
    });

    it('copies the original’s recordings with a kit, independent from then on', async () => {
      const kitId = await created(store);
      const entry = { actor: 'u-1', action: 'recording.kept', target: kitId };
      const hello = recordingOf(kitId, 'Hello.');
      const bye = { ...recordingOf(kitId, 'Zeichen \u0000.'), textSha256: 'd'.repeat(64), createdAt: 2 };
      for (const recording of [hello, bye]) await store.voiceUploads.put(recording, entry);
      const copyId = newKitId();
      await store.kits.create({ ...write(copyId), builtIn: false, copyOf: kitId });
      expect(await store.voiceUploads.list(copyId)).toEqual([
        { ...hello, kitId: copyId },
        { ...bye, kitId: copyId },
      ]);
      await store.voiceUploads.remove(copyId, hello.textSha256, entry);
      expect(await store.voiceUploads.list(kitId)).toEqual([hello, bye]);
    });

    it('refuses a recording for a kit that does not exist', async () => {
      const recording = recordingOf(newKitId(), 'Hello.');
      const entry = { actor: 'u-1', action: 'recording.kept', target: recording.kitId };
      await expect(store.voiceUploads.put(recording, entry)).rejects.toThrow();
      expect(await store.audit.list(10)).toEqual([]);
    });

    it('lets no one change or delete a version', async () => {
      const kitId = await created(store);
      const { kysely } = store.database;
      const refusal = /never changes/;
      await expect(
        kysely
          .updateTable('kitVersions')
          .set({ kit: '{}' } as never)
          .execute(),
      ).rejects.toThrow(refusal);
      await expect(kysely.deleteFrom('kitVersions').execute()).rejects.toThrow(refusal);
      expect((await store.kits.findNewest(kitId))?.kit).toEqual(exampleKit());
    });
  });
}

function newKitId(): KitId {
  return KitId.parse(uuidv7());
}

function recordingOf(kitId: KitId, text: string): StoredVoiceUpload {
  const sha256 = 'c'.repeat(64);
  return {
    kitId,
    textSha256: sha256,
    text,
    fileSha256: sha256,
    name: 'hello.wav',
    createdAt: 1,
    createdBy: 'u-1',
  };
}

function write(kitId: KitId, kit: Kit = exampleKit()) {
  const entry = { actor: 'u-1', action: 'kit.created', target: kitId };
  return { kitId, kit, savedBy: 'u-1', entry };
}

async function created(store: Store, kit?: Kit): Promise<KitId> {
  const kitId = newKitId();
  expect(await store.kits.create({ ...write(kitId, kit), builtIn: false })).toBe('created');
  return kitId;
}

async function saved(store: Store, kitId: KitId, expectedVersion: number, role: string): Promise<void> {
  expect(await store.kits.save({ ...write(kitId, exampleKit({ role })), expectedVersion })).toBe('saved');
}
