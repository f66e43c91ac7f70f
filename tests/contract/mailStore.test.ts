import { onEveryDatabase } from './everyDatabase.ts';
import { describeMailStore } from './mailStore.contract.ts';

onEveryDatabase(describeMailStore);
