import { onEveryDatabase } from './everyDatabase.ts';
import { describeFeedbackStore } from './feedbackStore.contract.ts';

onEveryDatabase(describeFeedbackStore);
