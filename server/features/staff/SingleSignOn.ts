import { betterAuth } from 'better-auth';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import type { SsoProblem } from '../../../shared/protocol/accountRoutes.ts';
import type { Config } from '../../config.ts';
import type { Logger } from '../../log.ts';
import { findRow } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import type { SignedIn, StaffAccounts } from './accounts.ts';
import type { RequestSource } from './authentication.ts';
import { authenticationOptions, headersFrom } from './authentication.ts';
import type { Invitations } from './invitations.ts';
import { storedRole } from './storedRole.ts';

const PROVIDER = 'sso';
const DISCOVERY_TIMEOUT_MS = 5_000;
const NAME_MAX = 80;

const Discovery = z.object({ issuer: z.string() });

interface SingleSignOnOptions {
  config: Config;
  store: Store;
  accounts: StaffAccounts;
  invitations: Invitations;
  log: Logger;
}

/** The result of a sign-in at the provider. */
export type SsoOutcome = SignedIn & { next: string };

/**
 * Sign-in through the organization's OpenID Connect provider. Uses an instance of better-auth of its own, so
 * that a provider that doesn't answer never delays sign-ins with a password.
 */
export class SingleSignOn {
  readonly #options: SingleSignOnOptions;
  #authentication: ReturnType<typeof createSso> | undefined;

  constructor(options: SingleSignOnOptions) {
    this.#options = options;
  }

  /** Name of the provider on the sign-in page. Undefined if none is configured. */
  get name(): string | undefined {
    return this.#options.config.oidc?.name;
  }

  /** Returns the provider's address to open. Throws `unavailable` if the provider can't be used. */
  async begin(source: RequestSource, next: string): Promise<{ url: string; cookies: string[] }> {
    const authentication = await this.#require();
    const { publicUrl } = this.#options.config;
    const answer = await authentication.api
      .signInSocial({
        headers: headersFrom(source),
        body: {
          provider: PROVIDER,
          callbackURL: `${publicUrl}${next}`,
          errorCallbackURL: `${publicUrl}/login`,
          disableRedirect: true,
        },
        returnHeaders: true,
      })
      .catch(error => {
        throw AppError.unavailable('sso-unavailable', error);
      });
    if (!answer.response.url) throw AppError.unavailable('sso-unavailable');
    return { url: answer.response.url, cookies: answer.headers.getSetCookie() };
  }

  /** Completes a sign-in when the provider sends the browser back. `search`: the query of the request. */
  async complete(source: RequestSource, search: string): Promise<SsoOutcome | { problem: SsoProblem }> {
    const { config, accounts, log } = this.#options;
    const authentication = await this.#require();
    const headers = headersFrom(source);
    const request = new Request(`${config.publicUrl}/api/auth/callback/${PROVIDER}${search}`, { headers });
    const answer = await authentication.handler(request);
    const target = new URL(answer.headers.get('location') ?? '/login?error=none', config.publicUrl);
    const error = target.searchParams.get('error');
    if (answer.status !== 302 || error || !target.pathname.startsWith('/console')) {
      const problem = problemOf(error);
      log.info({ problem, error }, 'a sign-in at the provider was refused');
      return { problem };
    }
    const cookies = answer.headers.getSetCookie();
    const pairs = cookies.map(cookie => cookie.split(';', 1)[0]).join('; ');
    const signedIn = await accounts.signedInElsewhere(new Headers({ cookie: pairs }), cookies);
    return { ...signedIn, next: `${target.pathname}${target.search}${target.hash}` };
  }

  /** Checks the provider before its first use. Repeats the check until it succeeds. */
  async #require(): Promise<ReturnType<typeof createSso>> {
    if (this.#authentication) return this.#authentication;
    const { oidc } = this.#options.config;
    if (!oidc) throw new AppError('not-found');
    const { log } = this.#options;
    const found = await discover(oidc.issuer).catch(error => {
      log.warn({ err: error }, 'the provider for single sign-on could not be reached');
      throw AppError.unavailable('sso-unavailable', error);
    });
    if (found !== oidc.issuer) {
      log.error({ configured: oidc.issuer, found }, 'OIDC_ISSUER is not the issuer that the provider names');
      throw AppError.unavailable('sso-unavailable');
    }
    this.#authentication = createSso(this.#options, oidc);
    return this.#authentication;
  }
}

function discoveryUrl(issuer: string): string {
  return `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
}

async function discover(issuer: string): Promise<string> {
  const answer = await fetch(discoveryUrl(issuer), { signal: AbortSignal.timeout(DISCOVERY_TIMEOUT_MS) });
  if (!answer.ok) throw new Error(`The provider answered ${answer.status}.`);
  return Discovery.parse(await answer.json()).issuer;
}

function createSso(
  { config, store, invitations, log }: SingleSignOnOptions,
  oidc: NonNullable<Config['oidc']>,
) {
  const base = authenticationOptions(config, store.database, log);
  const { kysely } = store.database;
  /** Returns the role of a new member, or undefined if the person may not join. */
  const joinAs = async (email: string) => {
    const invitation = await invitations.openFor(email);
    return invitation?.role ?? oidc.role;
  };
  return betterAuth({
    ...base,
    user: {
      ...base.user,
      // Set by the hook below.
      additionalFields: {
        ...base.user.additionalFields,
        role: { type: 'string', required: false, input: false },
        ownOnly: { type: 'number', required: false, input: false },
      },
      validateUserInfo: async ({ user, source }) => {
        if (!user.emailVerified) return { error: 'email_not_verified' };
        if (source.action === 'create-user')
          return (await joinAs(user.email ?? '')) ? undefined : { error: 'not_invited' };
        const member = await findRow(kysely, 'staffUsers', { id: String(user.id) });
        return member?.disabledAt === null ? undefined : { error: 'account_disabled' };
      },
    },
    // Keeps no tokens, because nothing is done at the provider on behalf of members.
    account: { ...base.account, updateAccountOnSignIn: false },
    databaseHooks: {
      ...base.databaseHooks,
      account: {
        create: {
          before: async account => ({
            data: { ...account, accessToken: null, refreshToken: null, idToken: null },
          }),
        },
      },
      user: {
        create: {
          before: async user => {
            const role = await joinAs(user.email);
            if (!role) return false;
            const name = (user.name.trim() || user.email.split('@', 1)[0] || user.email).slice(0, NAME_MAX);
            return { data: { ...user, name, image: null, ...storedRole(role), disabledAt: null } };
          },
          after: user => invitations.joined(user.id, user.email),
        },
      },
    },
    plugins: [
      genericOAuth({
        config: [
          {
            providerId: PROVIDER,
            discoveryUrl: discoveryUrl(oidc.issuer),
            clientId: oidc.clientId,
            clientSecret: oidc.clientSecret,
            scopes: ['openid', 'email', 'profile'],
            pkce: true,
            requireIdTokenVerification: true,
          },
        ],
      }),
    ],
  });
}

function problemOf(error: string | null): SsoProblem {
  switch (error) {
    case 'not_invited':
    case 'email_not_verified':
    case 'account_disabled':
      return error;
    case 'access_denied':
      return 'canceled';
    case 'email_not_found':
    // An account with the address exists, but the provider hasn't verified that it is the same person's.
    case 'account_not_linked':
      return 'email_not_verified';
    default:
      return 'failed';
  }
}
