import { onEveryDatabase } from './everyDatabase.ts';
import { describeReportStore } from './reportStore.contract.ts';

onEveryDatabase(describeReportStore);
