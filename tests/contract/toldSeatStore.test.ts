import { onEveryDatabase } from './everyDatabase.ts';
import { describeToldSeatStore } from './toldSeatStore.contract.ts';

onEveryDatabase(describeToldSeatStore);
