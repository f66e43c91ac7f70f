import { onEveryDatabase } from './everyDatabase.ts';
import { describeTranscriptStore } from './transcriptStore.contract.ts';

onEveryDatabase(describeTranscriptStore);
