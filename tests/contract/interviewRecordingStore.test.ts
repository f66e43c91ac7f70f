import { onEveryDatabase } from './everyDatabase.ts';
import { describeInterviewRecordingStore } from './interviewRecordingStore.contract.ts';

onEveryDatabase(describeInterviewRecordingStore);
