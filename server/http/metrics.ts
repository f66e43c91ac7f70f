import { createHash, timingSafeEqual } from 'node:crypto';
import { type Request, type RequestHandler, Router } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { AppError } from '../../shared/errors.ts';
import { isLoopback } from './requests.ts';

const DURATION_BUCKETS_S = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

export function createMetrics(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}

/** Measures the duration of requests. Labels are route patterns, never ids. */
export function requestDurations(registry: Registry): RequestHandler {
  const durations = new Histogram({
    name: 'vivavoce_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: DURATION_BUCKETS_S,
    registers: [registry],
  });
  return (request, response, next) => {
    const end = durations.startTimer();
    response.once('finish', () => {
      const route = (request.route as { path?: unknown } | undefined)?.path;
      end({
        method: request.method,
        route: typeof route === 'string' ? route : 'other',
        status: response.statusCode,
      });
    });
    next();
  };
}

/**
 * Serves `/metrics` to requests with the token, and to requests from this machine that no proxy forwarded.
 * Without the token, the host name must be local, because a foreign page's name can resolve to this machine.
 */
export function metricsRoute(registry: Registry, token: string | undefined): Router {
  const router = Router();
  router.get('/metrics', async (request, response) => {
    if (!fromThisMachine(request) && !hasToken(request, token)) throw new AppError('not-found');
    response.set('Content-Type', registry.contentType).send(await registry.metrics());
  });
  return router;
}

function fromThisMachine(request: Request): boolean {
  const forwarded = request.headers['x-forwarded-for'] ?? request.headers.forwarded ?? request.headers.via;
  return (
    forwarded === undefined && isLoopback(request.socket.remoteAddress) && isOwnName(request.headers.host)
  );
}

function isOwnName(host: string | undefined): boolean {
  const address = `http://${host}`;
  if (host === undefined || !URL.canParse(address)) return false;
  const { hostname } = new URL(address);
  return hostname === 'localhost' || isLoopback(hostname.replace(/^\[(.*)\]$/, '$1'));
}

function hasToken(request: Request, token: string | undefined): boolean {
  const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (!token || !given) return false;
  return timingSafeEqual(digest(token), digest(given));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
