import { onEveryDatabase } from './everyDatabase.ts';
import { describeMediaFileStore } from './mediaFileStore.contract.ts';

onEveryDatabase(describeMediaFileStore);
