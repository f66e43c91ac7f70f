import { onEveryDatabase } from './everyDatabase.ts';
import { describeJobStore } from './jobStore.contract.ts';

onEveryDatabase(describeJobStore);
