import type { QueryHandlers } from '../query.ts';
import { requireRubric } from './requireRubric.ts';

/** What raters read on demand. */
export const rubricQueries = {
  'kit.read': async ({ state }) => ({ chosen: requireRubric(state).chosen }),
} satisfies Partial<QueryHandlers>;
