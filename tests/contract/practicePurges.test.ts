import { onEveryDatabase } from './everyDatabase.ts';
import { describePracticePurges } from './practicePurges.contract.ts';

onEveryDatabase(describePracticePurges);
