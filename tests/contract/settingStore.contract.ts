import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../server/store/store.ts';
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
  });
}
