import { onEveryDatabase } from './everyDatabase.ts';
import { describeRecordingStores } from './recordingsStore.contract.ts';

onEveryDatabase(describeRecordingStores);
