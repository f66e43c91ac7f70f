import { onEveryDatabase } from './everyDatabase.ts';
import { describeReportReaderStore } from './reportReaderStore.contract.ts';

onEveryDatabase(describeReportReaderStore);
