import { beforeEach, describe, expect, it } from 'vitest';
import type { StoredGrant } from '../../server/store/mediaGrantStore.ts';
import type { Store } from '../../server/store/store.ts';
import { type InterviewId, type RecordingId, UserId } from '../../shared/ids.ts';
import { newLinkId, newSeatId } from '../support/interviewLog.ts';
import { hex, recordingSteps } from '../support/recordingSteps.ts';
import type { OpenStore } from './everyDatabase.ts';
import { openWithInterview } from './interviewStore.contract.ts';

/** Tests that the store of grants to watch and download recordings must pass on every database. */
export function describeMediaGrantStore(open: OpenStore): void {
  describe('a grant', () => {
    let store: Store;
    let interviewId: InterviewId;
    let recordingId: RecordingId;
    const { noted } = recordingSteps(() => ({ store, interviewId, recordingId }));

    beforeEach(async () => {
      ({ store, interviewId, recordingId } = await openWithInterview(open));
    });

    const grant = (changes: Partial<StoredGrant> = {}): StoredGrant => ({
      grantHash: hex(),
      interviewId,
      recordingId,
      holder: { kind: 'staff', userId: UserId.parse('u-1') },
      ...changes,
    });
    const MINUTE = 60_000;

    it('identifies its person until it expires, and for longer when extended in time', async () => {
      await noted();
      const staff = grant();
      const seat = grant({ holder: { kind: 'seat', seatId: newSeatId(), linkId: newLinkId() } });
      for (const one of [staff, seat]) {
        await store.mediaGrants.add(one, MINUTE);
        expect(await store.mediaGrants.find(one.grantHash)).toEqual({ ...one, expired: false });
      }
      expect(await store.mediaGrants.extend(staff.grantHash, MINUTE)).toBe(true);
      const late = grant();
      await store.mediaGrants.add(late, -1);
      expect(await store.mediaGrants.find(late.grantHash)).toEqual({ ...late, expired: true });
      expect(await store.mediaGrants.extend(late.grantHash, MINUTE)).toBe(false);
      expect(await store.mediaGrants.extend(hex(), MINUTE)).toBe(false);
      expect(await store.mediaGrants.find(hex())).toBeUndefined();
    });

    it('is logged once for each use, by any server', async () => {
      await noted();
      const one = grant();
      await store.mediaGrants.add(one, MINUTE);
      const entry = { actor: 'u-1', action: 'recording.watched', target: recordingId };
      const stores = [store, await open(), await open()];
      await Promise.all(stores.map(each => each.mediaGrants.noteUse(one.grantHash, 'watch', entry)));
      await store.mediaGrants.noteUse(one.grantHash, 'another', {
        ...entry,
        action: 'recording.downloaded',
      });
      const actions = (await store.audit.list(10)).map(({ action }) => action);
      expect(actions.toSorted()).toEqual(['recording.downloaded', 'recording.watched']);
    });

    it('is deleted a day after it expired, and immediately with the recording', async () => {
      await noted();
      const [old, recent, good] = [grant(), grant(), grant()];
      await store.mediaGrants.add(old, -25 * 60 * MINUTE);
      await store.mediaGrants.add(recent, -MINUTE);
      await store.mediaGrants.add(good, MINUTE);
      await store.mediaGrants.noteUse(old.grantHash, 'watch', {
        actor: 'u-1',
        action: 'recording.watched',
        target: recordingId,
      });
      await store.mediaGrants.prune();
      expect(await store.mediaGrants.find(old.grantHash)).toBeUndefined();
      expect(await store.mediaGrants.find(recent.grantHash)).toMatchObject({ expired: true });
      await store.erasures.start({ interviewId, recordingId, cause: 'request', requestedAt: 1 });
      expect(await store.mediaGrants.find(good.grantHash)).toBeUndefined();
    });
  });
}
