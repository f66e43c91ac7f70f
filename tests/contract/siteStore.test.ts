import { onEveryDatabase } from './everyDatabase.ts';
import { describeSiteStore } from './siteStore.contract.ts';

onEveryDatabase(describeSiteStore);
