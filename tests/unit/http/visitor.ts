import { AppError, type ErrorReply } from '../../../shared/errors.ts';
import { ROUTES, type RouteInput, type RouteName, type RouteResult } from '../../../shared/protocol/http.ts';

export interface Answer {
  status: number;
  headers: Headers;
  body: { error?: ErrorReply } & Record<string, unknown>;
}

/** A headless browser that keeps cookies and sends its origin. */
export class Visitor {
  readonly #url: string;
  readonly #origin: string;
  readonly cookies = new Map<string, string>();

  constructor(url: string, origin: string) {
    this.#url = url;
    this.#origin = origin;
  }

  /** Throws the error as the `AppError` that a client would see. */
  async call<N extends RouteName>(name: N, input: RouteInput<N>): Promise<RouteResult<N>> {
    const answer = await this.send(name, input as Record<string, unknown>);
    if (answer.body.error) throw AppError.fromReply(answer.body.error);
    return ROUTES[name].result.parse(answer.body) as RouteResult<N>;
  }

  /** Sends any input, whatever the route table expects. */
  send(name: RouteName, input: Record<string, unknown> = {}, headers: HeadersInit = {}): Promise<Answer> {
    const { method, path } = ROUTES[name];
    const body = { ...input };
    const address = path.replace(/:(\w+)/g, (_all, key: string) => {
      const value = body[key];
      delete body[key];
      return encodeURIComponent(String(value));
    });
    // Like the pages, which send no body with these methods.
    const json = method === 'GET' || method === 'DELETE' ? {} : { body: JSON.stringify(body) };
    return this.fetch(address, { method, ...json, headers });
  }

  signIn(email: string, password: string, headers: HeadersInit = {}): Promise<Answer> {
    const body = JSON.stringify({ email, password });
    return this.fetch('/api/auth/sign-in/email', { method: 'POST', body, headers });
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = new Headers({ 'content-type': 'application/json', origin: this.#origin });
    new Headers(init.headers).forEach((value, name) => {
      headers.set(name, value);
    });
    if (headers.get('origin') === 'none') headers.delete('origin');
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (cookie) headers.set('cookie', cookie);
    const response = await fetch(`${this.#url}${path}`, { ...init, headers });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : { text } };
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ');
    const [name = '', value = ''] = pair.split('=', 2);
    if (attributes.some(attribute => attribute.toLowerCase() === 'max-age=0')) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
