import { setImmediate as settled } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { Retention } from '../../../../server/features/recording/Retention.ts';
import type { SettingStore } from '../../../../server/store/settingStore.ts';
import { eventually } from '../../../support/eventually.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

it('a retention time that changes during a sweep applies right after that sweep', async () => {
  let days = 365;
  const settings = {
    read: async () => days,
    write: async (_name: string, value: number) => {
      days = value;
    },
  } as unknown as SettingStore;
  const swept: number[] = [];
  const slow = Promise.withResolvers<void>();
  const retention = new Retention({
    settings,
    recordings: {
      endedBefore: async before => {
        swept.push(Math.round((Date.now() - before) / DAY_MS));
        await slow.promise;
        return [];
      },
    },
    interviews: { execute: async () => Promise.reject(new Error('Nothing is to be erased.')) },
    logger: pino({ level: 'silent' }),
  });
  onTestFinished(() => retention.close());
  await eventually('the first sweep', () => swept.length === 1);
  const changes = [retention.change(30, 'u-1'), retention.change(7, 'u-1')];
  // Both changes are stored and wait for the sweep.
  await settled();
  slow.resolve();
  await Promise.all(changes);
  expect(swept).toEqual([365, 7]);
});
