import { type BetterAuthOptions, betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { PASSWORD_LENGTH } from '../../../shared/protocol/password.ts';
import { type Config, deriveKey } from '../../config.ts';
import type { Logger } from '../../log.ts';
import type { Database } from '../../store/database.ts';
import { passwordThreads } from './passwords/PasswordThreads.ts';
import { newRecoveryCodes } from './recoveryCodes.ts';

const SESSION_SECONDS = 7 * 24 * 60 * 60;
const SESSION_RENEWED_AFTER_SECONDS = 24 * 60 * 60;

/** Time to enter the code of a second factor. */
const CODE_SECONDS = 10 * 60;
/** Carries the address group of a request to the new session. Set by `headersFrom()` only. */
const ADDRESS_HEADER = 'x-vivavoce-address';

export type Authentication = ReturnType<typeof createAuthentication>;

/** Sets up better-auth without HTTP routes and sign-up, because accounts are created with links. */
export function createAuthentication(config: Config, database: Database, log: Logger) {
  return betterAuth(authenticationOptions(config, database, log));
}

export function authenticationOptions(config: Config, database: Database, log: Logger) {
  return {
    appName: 'Vivavoce',
    baseURL: config.publicUrl,
    basePath: '/api/auth',
    secret: Buffer.from(deriveKey(config.secret, 'staff sessions')).toString('base64url'),
    trustedOrigins: [...config.allowedOrigins],
    database: { db: database.kysely, type: database.kind },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
      revokeSessionsOnPasswordReset: true,
      password: {
        hash: password => passwordThreads.hash(password),
        verify: ({ hash, password }) => passwordThreads.verify(hash, password),
      },
    },
    user: {
      modelName: 'staffUsers',
      additionalFields: {
        role: { type: 'string', required: true, input: false },
        ownOnly: { type: 'number', required: true, input: false },
        disabledAt: { type: 'number', required: false, input: false },
      },
    },
    plugins: [
      twoFactor({
        twoFactorTable: 'staffTwoFactors',
        backupCodeOptions: { customBackupCodesGenerate: newRecoveryCodes },
        twoFactorCookieMaxAge: CODE_SECONDS,
      }),
    ],
    session: {
      modelName: 'staffSessions',
      additionalFields: { usedAt: { type: 'number', required: false, input: false } },
      expiresIn: SESSION_SECONDS,
      updateAge: SESSION_RENEWED_AFTER_SECONDS,
      // Not cached, because a cached session would outlive a disabled account.
      cookieCache: { enabled: false },
    },
    account: { modelName: 'staffAccounts' },
    verification: { modelName: 'staffVerifications', storeIdentifier: 'hashed' },
    databaseHooks: {
      session: {
        create: {
          before: async (session: { userId: string }, context: { headers?: Headers | undefined } | null) => {
            await refuseDisabled(database, session.userId);
            const ipAddress = context?.headers?.get(ADDRESS_HEADER) ?? '';
            return { data: { ...session, ipAddress, usedAt: Date.now() } };
          },
        },
      },
    },
    advanced: {
      // Disabled, because better-auth would use the prefix `__Secure-`. The prefix `__Host-` is stricter.
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure: config.secure },
      cookies: {
        session_token: { name: cookieName(config, 'session') },
        two_factor: { name: codeCookie(config) },
        state: { name: cookieName(config, 'state') },
      },
      ipAddress: { disableIpTracking: true },
    },
    // Disabled, because `RateLimits` counts across servers and by account.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // Logs only the message, because its details contain email addresses.
    logger: {
      level: 'error',
      log: (_level: string, message: string) => log.error({ from: 'better-auth' }, message),
    },
  } satisfies BetterAuthOptions;
}

/** The request that signs in: its browser and address group are kept with the session. */
export type RequestSource = { headers: Headers; address: string };

/** Returns a request's headers for better-auth, with the address group for a new session. */
export function headersFrom({ headers, address }: RequestSource): Headers {
  const copy = new Headers(headers);
  copy.set(ADDRESS_HEADER, address);
  return copy;
}

function cookieName({ secure }: Pick<Config, 'secure'>, name: string): string {
  return `${secure ? '__Host-' : ''}vivavoce.${name}`;
}

/** Cookie of a browser that has proved the password and must enter a code. */
export function codeCookie(config: Pick<Config, 'secure'>): string {
  return cookieName(config, 'code');
}

async function refuseDisabled(database: Database, userId: string): Promise<void> {
  const user = await database.kysely
    .selectFrom('staffUsers')
    .select('disabledAt')
    .where('id', '=', userId)
    .executeTakeFirst();
  if (!user || user.disabledAt !== null) throw new APIError('FORBIDDEN', { message: 'disabled' });
}
