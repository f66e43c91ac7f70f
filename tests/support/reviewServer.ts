import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Request, type Response } from 'express';
import type { z } from 'zod';
import { clientFiles } from '../../server/http/clientFiles.ts';
import { securityHeaders } from '../../server/http/securityHeaders.ts';
import { AppError } from '../../shared/errors.ts';
import { MediaFileId } from '../../shared/ids.ts';
import { ROUTES } from '../../shared/protocol/http.ts';
import { PRACTICE_ROUTES } from '../../shared/protocol/practiceRoutes.ts';
import { MEDIA_FILES } from '../../shared/protocol/recordingRoutes.ts';
import { builtPage } from './builtPage.ts';
import { Changes } from './changes.ts';
import { rangeOf } from './mediaRange.ts';

export const CLIENT_FOLDER = fileURLToPath(new URL('../../dist/client', import.meta.url));
const TYPES: Record<string, string> = { webm: 'video/webm', jpg: 'image/jpeg' };

const ANSWERED = { ...ROUTES, ...PRACTICE_ROUTES };
type RouteName = keyof typeof ANSWERED;
type RouteParams<N extends RouteName> = z.infer<(typeof ANSWERED)[N]['params']>;
type RouteResult<N extends RouteName> = z.infer<(typeof ANSWERED)[N]['result']>;
type Answer<N extends RouteName> = (params: RouteParams<N>) => RouteResult<N> | Promise<RouteResult<N>>;

/**
 * The built client and the page of made-up evaluators, with a fake server behind them: routes that a test
 * defines, and files in ranges for valid grants.
 */
export class ReviewServer implements AsyncDisposable {
  readonly #http: Server;
  readonly #answers = new Map<RouteName, Answer<RouteName>>();
  readonly #files = new Map<string, string | Buffer>();
  readonly #scripts = new Map<string, string>();
  readonly #changes = new Changes();
  /** Grants that may fetch files; undefined: all. */
  grants: ReadonlySet<string> | undefined;
  /** Files whose bytes wait until their id is removed. */
  readonly held = new Set<string>();
  /** Files that respond with 404. */
  readonly missing = new Set<string>();
  /** Requests for files, with their status. */
  readonly fetched: { grant: string; fileId: string; status: number }[] = [];

  /** `withPage`: also serves `tests/support/reviewPage` under `/page/`. */
  static async start({ withPage = false } = {}): Promise<ReviewServer> {
    const page = withPage ? await builtPage('reviewPage', '/page/') : undefined;
    const app = express();
    const http = createServer(app);
    const server = new ReviewServer(http);
    app.use(...securityHeaders({ allowedOrigins: [], secure: false }));
    app.get(MEDIA_FILES, (request, response) => void server.#sendFile(request, response));
    app.get('/test/:script', (request, response) => {
      response.type('text/javascript').send(server.#scripts.get(request.params.script) ?? '');
    });
    app.use('/api', express.json());
    for (const name of Object.keys(ANSWERED) as RouteName[]) {
      const { method, path } = ANSWERED[name];
      app[method.toLowerCase() as 'get'](
        path,
        (request, response) => void server.#reply(name, request, response),
      );
    }
    if (page) {
      app.use('/page/assets', express.static(path.join(page, 'assets'), { immutable: true, maxAge: '1d' }));
      app.use('/page', express.static(page));
    }
    app.use(clientFiles(CLIENT_FOLDER));
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    return server;
  }

  private constructor(http: Server) {
    this.#http = http;
  }

  get url(): string {
    return `http://localhost:${(this.#http.address() as AddressInfo).port}`;
  }

  /** Defines a route's response; an `AppError` that it throws is sent as on the real server. */
  answer<N extends RouteName>(name: N, answer: Answer<N>): this {
    this.#answers.set(name, answer as unknown as Answer<RouteName>);
    return this;
  }

  /** Adds a file to fetch: a path, or its content. */
  addFile(file: string | Buffer): MediaFileId {
    const fileId = MediaFileId.parse(crypto.randomUUID().replaceAll('-', ''));
    this.#files.set(fileId, file);
    return fileId;
  }

  /** Serves a test's script at an address that the content security policy allows, and returns the address. */
  addScript(name: string, code: string): string {
    this.#scripts.set(name, code);
    return `/test/${name}`;
  }

  letGo(): void {
    this.held.clear();
    this.#changes.tell();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.letGo();
    this.#http.closeAllConnections();
    this.#http.close();
  }

  async #reply(name: RouteName, request: Request, response: Response): Promise<void> {
    const answer = this.#answers.get(name);
    try {
      if (!answer) throw AppError.notFound('answer in this test for', name);
      const params = ANSWERED[name].params.parse({ ...(request.body as object), ...request.params });
      response.json(ANSWERED[name].result.parse(await answer(params as RouteParams<RouteName>)));
    } catch (error) {
      const refusal = error instanceof AppError ? error : new AppError('internal');
      const status = refusal.code === 'unauthenticated' ? 401 : refusal.retryable ? 503 : 400;
      response.status(status).json({ error: refusal.toReply() });
    }
  }

  async #sendFile(request: Request, response: Response): Promise<void> {
    const { grant = '', fileId = '' } = request.params as { grant?: string; fileId?: string };
    const file = this.#files.get(fileId);
    const allowed = this.grants === undefined || this.grants.has(grant);
    if (!file || !allowed || this.missing.has(fileId)) {
      this.fetched.push({ grant, fileId, status: 404 });
      response.status(404).end();
      return;
    }
    const ending = typeof file === 'string' ? (file.split('.').at(-1) ?? '') : 'webm';
    const answer = await rangeOf(file, TYPES[ending] ?? 'application/octet-stream', request.headers.range);
    this.fetched.push({ grant, fileId, status: answer.status });
    await this.#changes.waitFor(() => !this.held.has(fileId) || request.destroyed || undefined, {
      milliseconds: 120_000,
      complaint: () => `The file ${fileId} was held back for too long.`,
    });
    response.writeHead(answer.status, answer.headers);
    if (answer.body) answer.body.on('error', () => response.destroy()).pipe(response);
    else response.end();
  }
}
