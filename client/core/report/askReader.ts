import type { z } from 'zod';
import { READER_ROUTES } from '../../../shared/protocol/readerRoutes.ts';
import { askRoute } from '../httpRoute.ts';

type Routes = typeof READER_ROUTES;
type ReaderRoute = keyof Routes;

/** Asks what readers of a report may ask. Apart from `callRoute`, as `askPractice` is. Throws as `askRoute` does. */
export async function askReader<N extends ReaderRoute>(
  name: N,
  params: z.input<Routes[N]['params']>,
  signal?: AbortSignal,
): Promise<z.infer<Routes[N]['result']>> {
  return (await askRoute(READER_ROUTES[name], params, signal)) as z.infer<Routes[N]['result']>;
}

export type AskReader = typeof askReader;
