import { onEveryDatabase } from './everyDatabase.ts';
import { describeReportClips } from './reportClips.contract.ts';

onEveryDatabase(describeReportClips);
