import { onEveryDatabase } from './everyDatabase.ts';
import { describeMediaGrantStore } from './mediaGrantStore.contract.ts';

onEveryDatabase(describeMediaGrantStore);
