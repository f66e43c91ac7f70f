import { type BetterAuthOptions, betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { PASSWORD_LENGTH } from '../../../shared/protocol/password.ts';
import { type Config, deriveKey } from '../../config.ts';
import type { Logger } from '../../log.ts';
import type { Database } from '../../store/database.ts';
import { passwordThreads } from './passwords/PasswordThreads.ts';

const SESSION_SECONDS = 7 * 24 * 60 * 60;
const SESSION_RENEWED_AFTER_SECONDS = 24 * 60 * 60;

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
    session: {
      modelName: 'staffSessions',
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
          before: async (session: { userId: string }) => {
            await refuseDisabled(database, session.userId);
          },
        },
      },
    },
    advanced: {
      // Disabled, because better-auth would use the prefix `__Secure-`. The prefix `__Host-` is stricter.
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure: config.secure },
      cookies: { session_token: { name: config.secure ? '__Host-vivavoce.session' : 'vivavoce.session' } },
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

async function refuseDisabled(database: Database, userId: string): Promise<void> {
  const user = await database.kysely
    .selectFrom('staffUsers')
    .select('disabledAt')
    .where('id', '=', userId)
    .executeTakeFirst();
  if (!user || user.disabledAt !== null) throw new APIError('FORBIDDEN', { message: 'disabled' });
}
