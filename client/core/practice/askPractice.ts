import { PRACTICE_ROUTES } from '../../../shared/protocol/practiceRoutes.ts';
import { routeCaller } from '../httpRoute.ts';

/** Calls the routes of the practice area, without the schemas of the console's routes. */
export const askPractice = routeCaller(PRACTICE_ROUTES);

export type AskPractice = typeof askPractice;
