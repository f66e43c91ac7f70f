import { onEveryDatabase } from './everyDatabase.ts';
import { describeRecordingStores } from './recordingsStore.contract.ts';
import { describeReportClips } from './reportClips.contract.ts';

onEveryDatabase(open => {
  describeRecordingStores(open);
  describeReportClips(open);
});
