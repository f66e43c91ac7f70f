import { describeErasureStore } from './erasureStore.contract.ts';
import { onEveryDatabase } from './everyDatabase.ts';

onEveryDatabase(describeErasureStore);
