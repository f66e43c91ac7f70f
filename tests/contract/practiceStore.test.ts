import { onEveryDatabase } from './everyDatabase.ts';
import { describePracticeStores } from './practiceStore.contract.ts';

onEveryDatabase(describePracticeStores);
