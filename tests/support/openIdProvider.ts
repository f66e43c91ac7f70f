import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import Provider from 'oidc-provider';
import { freePort } from './freePort.ts';

export interface Person {
  sub: string;
  email: string;
  email_verified: boolean;
  name?: string;
}

export const CLIENT = { client_id: 'vivavoce', client_secret: 'a secret for the tests alone' };

/** A real OpenID Connect provider, at which `person` is signed in. */
export class OpenIdProvider implements AsyncDisposable {
  readonly issuer: string;
  person: Person | undefined;
  readonly #server: Server;

  static async start(redirectUri: string): Promise<OpenIdProvider> {
    const port = await freePort();
    const provider = new OpenIdProvider(`http://127.0.0.1:${port}`, redirectUri);
    provider.#server.listen(port, '127.0.0.1');
    await once(provider.#server, 'listening');
    return provider;
  }

  private constructor(issuer: string, redirectUri: string) {
    this.issuer = issuer;
    const provider = new Provider(issuer, {
      clients: [{ ...CLIENT, redirect_uris: [redirectUri] }],
      cookies: { keys: ['for the tests alone'] },
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      pkce: { required: () => true },
      ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
      findAccount: (_context, accountId) => ({
        accountId,
        claims: () => ({ ...this.person, sub: accountId }),
      }),
      loadExistingGrant: async context => {
        const accountId = context.oidc.session?.accountId;
        const clientId = context.oidc.client?.clientId;
        const grant = new context.oidc.provider.Grant({ accountId, clientId });
        grant.addOIDCScope('openid email profile');
        await grant.save();
        return grant;
      },
    });
    const answer = provider.callback();
    this.#server = createServer(async (request, response) => {
      if (!request.url?.startsWith('/interaction/')) {
        answer(request, response);
        return;
      }
      const { person } = this;
      const result = person
        ? { login: { accountId: person.sub } }
        : { error: 'access_denied', error_description: 'The person canceled.' };
      await provider.interactionFinished(request, response, result);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** Follows redirects at the provider like a browser, until `until` begins an address, and returns that address. */
export async function followTo(until: string, start: string): Promise<string> {
  const cookies = new Map<string, string>();
  let address = start;
  for (let hop = 0; hop < 10; hop += 1) {
    if (address.startsWith(until)) return address;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(address, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';', 1);
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const next = answer.headers.get('location');
    if (!next) throw new Error(`${address} answered ${answer.status}: ${await answer.text()}`);
    address = new URL(next, address).href;
  }
  throw new Error(`Too many redirects, the last to ${address}.`);
}
