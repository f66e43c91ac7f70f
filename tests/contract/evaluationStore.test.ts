import { describeEvaluationStore } from './evaluationStore.contract.ts';
import { onEveryDatabase } from './everyDatabase.ts';

onEveryDatabase(describeEvaluationStore);
