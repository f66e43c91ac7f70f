import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { decodeReport, decodeScoring } from '../../../server/store/reportFormat.ts';
import type { SettingName } from '../../../server/store/settingStore.ts';
import { quickFolder } from '../../support/temporaryFolder.ts';
import { openTestStore } from '../../support/testStore.ts';
import { FORMATS, type Json } from './goldenLog.ts';

interface Stored {
  reports: Json[];
  scorings?: Json[];
  settings: Record<SettingName, Json>;
}

/** Later fields may be present; the stored fields keep their values. */
it.each(FORMATS)('reports and settings of the format %s read as they were stored', async format => {
  const file = path.join(import.meta.dirname, format, 'stored.json');
  const { reports, scorings = [], settings }: Stored = JSON.parse(readFileSync(file, 'utf8'));
  expect(reports).not.toEqual([]);
  for (const report of reports)
    expect({ it: decodeReport(JSON.stringify(report)) }).toMatchObject({ it: report });
  for (const scoring of scorings)
    expect({ it: decodeScoring(JSON.stringify(scoring)) }).toMatchObject({ it: scoring });
  await using folder = await quickFolder('store');
  const store = await openTestStore({ DATA_DIR: folder.path });
  for (const [name, value] of Object.entries(settings)) {
    await store.database.kysely
      .insertInto('settings')
      .values({ name, value: JSON.stringify(value) })
      .execute();
    expect({ it: await store.settings.read(name as SettingName) }).toMatchObject({ it: value });
  }
  await store.close();
});
