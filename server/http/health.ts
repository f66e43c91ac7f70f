import { Router } from 'express';

const CHECK_TIMEOUT_MS = 2_000;

/** Checks whether a part of the server works. A check that rejects counts as failed. */
export type ReadinessCheck = () => boolean | Promise<boolean>;

/** `/livez` answers 503 when the server is stuck; `/readyz` answers 503 when a check fails. */
export function healthRoutes(
  checks: Readonly<Record<string, ReadinessCheck>>,
  isStuck: () => boolean,
): Router {
  const router = Router();
  router.get('/livez', (_request, response) => {
    const live = !isStuck();
    response
      .status(live ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ live });
  });
  router.get('/readyz', async (_request, response) => {
    const entries = Object.entries(checks).map(async ([name, check]) => [name, await passes(check)] as const);
    const parts = Object.fromEntries(await Promise.all(entries));
    const ready = Object.values(parts).every(Boolean);
    response
      .status(ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ ready, parts });
  });
  return router;
}

async function passes(check: ReadinessCheck): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), CHECK_TIMEOUT_MS);
  try {
    return await Promise.race([check(), late]);
  } catch {
    // Ignores the error, because the part that failed logs the reason.
    return false;
  } finally {
    clearTimeout(timer);
  }
}
