import type { z } from 'zod';
import { PRACTICE_ROUTES } from '../../../shared/protocol/practiceRoutes.ts';
import { askRoute } from '../httpRoute.ts';

type Routes = typeof PRACTICE_ROUTES;
type PracticeRoute = keyof Routes;

/** Asks what strangers may ask. Apart from `callRoute`, which would bring every route of the console with it. Throws as `askRoute` does. */
export async function askPractice<N extends PracticeRoute>(
  name: N,
  params: z.input<Routes[N]['params']>,
  signal?: AbortSignal,
): Promise<z.infer<Routes[N]['result']>> {
  return (await askRoute(PRACTICE_ROUTES[name], params, signal)) as z.infer<Routes[N]['result']>;
}

export type AskPractice = typeof askPractice;
