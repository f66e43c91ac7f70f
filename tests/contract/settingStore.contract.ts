import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../server/store/store.ts';
import { EMPTY_PROFILE } from '../../shared/organization.ts';
import type { OpenStore } from './everyDatabase.ts';

/** Tests that the store of settings must pass on every database. */
export function describeSettingStore(open: OpenStore): void {
  describe('settings', () => {
    let store: Store;

    beforeEach(async () => {
      store = await open();
    });

    it('stores the organization’s retention settings', async () => {
      const entry = { actor: 'u-1', action: 'retention.changed', target: 'organisation' };
      expect(await store.settings.read('retention.days')).toBeUndefined();
      for (const days of [30, null, 90] as const) {
        await store.settings.write('retention.days', days, entry);
        expect(await (await open()).settings.read('retention.days')).toBe(days);
      }
      expect(await store.audit.list(10)).toHaveLength(3);
    });

    it('runs edits one after another, so that none is lost', async () => {
      const entry = { actor: 'u-1', action: 'retention.changed', target: 'recordings' };
      const stores = [store, await open()];
      const addOne = ({ settings }: Store) =>
        settings.edit(async transaction => {
          const days = (await settings.read('retention.days', transaction)) ?? 0;
          await settings.write('retention.days', days + 1, undefined, transaction);
          return entry;
        });
      await Promise.all(Array.from({ length: 8 }, (_, index) => addOne(stores[index % 2] ?? store)));
      expect(await store.settings.read('retention.days')).toBe(8);
      await store.settings.edit(async () => undefined);
      expect(await store.audit.list(10)).toHaveLength(8);
    });

    it('stores the organization’s profile and logo, and that the logo was removed', async () => {
      const entry = { actor: 'u-1', action: 'organization.changed', target: 'organization' };
      const { timeZone: _zone, accent: _color, ...empty } = EMPTY_PROFILE;
      const profile = { ...empty, name: 'Ampère & Söhne', imprint: 'Street 1\nBerlin' };
      await store.settings.write('organization', profile, entry);
      expect(await (await open()).settings.read('organization')).toEqual(profile);
      for (const logo of [{ png: 'iVBORw0KGgo='.repeat(20_000), width: 480, height: 160 }, null]) {
        await store.settings.write('organization.logo', logo, entry);
        expect(await (await open()).settings.read('organization.logo')).toEqual(logo);
      }
    });
  });
}
