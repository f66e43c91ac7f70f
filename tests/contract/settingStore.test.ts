import { onEveryDatabase } from './everyDatabase.ts';
import { describeSettingStore } from './settingStore.contract.ts';

onEveryDatabase(describeSettingStore);
