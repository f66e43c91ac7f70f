import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../support/freePort.ts';
import { CLIENT, followTo, OpenIdProvider, type Person } from '../support/openIdProvider.ts';
import { startTestServer, type TestServer } from '../unit/http/testServer.ts';
import type { Visitor } from '../unit/http/visitor.ts';
import { DATABASES, postgresOfFile } from './everyDatabase.ts';

const postgres = postgresOfFile();
const IAN: Person = { sub: 'p-1', email: 'Ian@Example.org', email_verified: true, name: 'Ian' };

describe.each(DATABASES)('single sign-on in %s', kind => {
  let provider: OpenIdProvider;
  let server: TestServer;
  let owner: Visitor;
  let origin: string;

  beforeEach(async () => {
    origin = `http://localhost:${await freePort()}`;
    provider = await OpenIdProvider.start(`${origin}/api/auth/callback/sso`);
  });
  afterEach(async () => {
    await server.close();
    await provider[Symbol.asyncDispose]();
  });

  const start = async (variables: Record<string, string> = {}) => {
    const database: Record<string, string> =
      kind === 'PostgreSQL' ? { DATABASE_URL: await postgres().createDatabase() } : {};
    server = await startTestServer({
      env: {
        ...database,
        PUBLIC_URL: origin,
        OIDC_ISSUER: provider.issuer,
        OIDC_CLIENT_ID: CLIENT.client_id,
        OIDC_CLIENT_SECRET: CLIENT.client_secret,
        OIDC_NAME: 'Example Inc.',
        ...variables,
      },
    });
    owner = await server.owner();
  };
  const begin = (visitor: Visitor, next = '/console') =>
    visitor.fetch('/api/auth/sign-in/sso', { method: 'POST', body: JSON.stringify({ next }) });
  /** Signs in like a browser. Returns the address that the browser is sent to at the end. */
  const signIn = async (person: Person | undefined, visitor = server.visitor(), next?: string) => {
    provider.person = person;
    const { body } = await begin(visitor, next);
    const back = new URL(await followTo(`${origin}/`, String(body.url)));
    const answer = await visitor.fetch(`${back.pathname}${back.search}`, { redirect: 'manual' });
    return { visitor, back, to: answer.headers.get('location') };
  };
  const memberOf = async (visitor: Visitor) => (await visitor.call('account.read', {})).member;
  const actions = async () => (await server.store.audit.list(30)).map(({ action }) => action);

  it('signs in a member by their verified address, and later by the provider’s id', async () => {
    await start();
    await server.member(owner, 'organizer', 'ian@example.org');
    expect(await server.visitor().call('signIn.options', {})).toMatchObject({ singleSignOn: 'Example Inc.' });
    const { visitor, to } = await signIn(IAN, server.visitor(), '/console/kits?x=1');
    expect(to).toBe('/console/kits?x=1');
    expect(await memberOf(visitor)).toMatchObject({ email: 'ian@example.org', role: 'organizer' });
    const moved = await signIn({ ...IAN, email: 'ian.new@example.org' });
    expect(await memberOf(moved.visitor)).toMatchObject({ email: 'ian@example.org' });
    expect((await actions()).filter(action => action === 'staff.signedIn')).toHaveLength(4);
    const stored = await server.store.database.kysely
      .selectFrom('staffAccounts' as never)
      .selectAll()
      .execute();
    expect(JSON.stringify(stored)).not.toMatch(/"(?:access|refresh|id)Token":"/);
  });

  it('admits only invited people, with the role of the invitation', async () => {
    await start();
    const refused = await signIn(IAN);
    expect(refused.to).toBe('/login?problem=not_invited');
    expect(await memberOf(refused.visitor)).toBeUndefined();
    expect((await owner.call('staff.list', {})).members).toHaveLength(1);
    await owner.call('staff.invite', { email: 'ian@example.org' as never, role: 'interviewer' });
    const { visitor } = await signIn(IAN);
    expect(await memberOf(visitor)).toMatchObject({
      name: 'Ian',
      email: 'ian@example.org',
      role: 'interviewer',
    });
    expect((await owner.call('staff.list', {})).invitations).toEqual([]);
    expect(await actions()).toContain('staff.joined');
    expect(await visitor.call('secondFactor.read', {})).toMatchObject({ hasPassword: false });
  });

  it('admits anyone at the provider with the configured role', async () => {
    await start({ OIDC_ROLE: 'evaluator' });
    const { visitor } = await signIn({ ...IAN, name: '' });
    expect(await memberOf(visitor)).toMatchObject({ name: 'ian', role: 'evaluator' });
  });

  it('refuses an address that the provider has not verified', async () => {
    await start({ OIDC_ROLE: 'evaluator' });
    await server.member(owner, 'organizer', 'ian@example.org');
    const refused = await signIn({ ...IAN, email_verified: false });
    expect(refused.to).toBe('/login?problem=email_not_verified');
    const stranger = await signIn({ ...IAN, sub: 'p-2', email: 'eve@example.org', email_verified: false });
    expect(stranger.to).toBe('/login?problem=email_not_verified');
    expect((await owner.call('staff.list', {})).members).toHaveLength(2);
  });

  it('refuses a disabled member, whether they signed in there before or not', async () => {
    await start();
    const ian = await server.member(owner, 'organizer', 'ian@example.org');
    const userId = (await memberOf(ian))?.userId ?? '';
    await signIn(IAN);
    await owner.call('staff.change', { userId, disabled: true });
    for (const person of [IAN, { ...IAN, sub: 'p-3' }]) {
      const { visitor, to } = await signIn(person);
      expect(to).toBe('/login?problem=account_disabled');
      expect(await memberOf(visitor)).toBeUndefined();
    }
  });

  it('says when the person canceled, and refuses an answer of another browser or a second time', async () => {
    await start({ OIDC_ROLE: 'evaluator' });
    expect((await signIn(undefined)).to).toBe('/login?problem=canceled');
    provider.person = IAN;
    const { body } = await begin(server.visitor());
    const back = new URL(await followTo(`${origin}/`, String(body.url)));
    const other = server.visitor();
    const answer = await other.fetch(`${back.pathname}${back.search}`, { redirect: 'manual' });
    expect(answer.headers.get('location')).toBe('/login?problem=failed');
    expect(await memberOf(other)).toBeUndefined();
    const { visitor, back: used } = await signIn(IAN);
    const again = await visitor.fetch(`${used.pathname}${used.search}`, { redirect: 'manual' });
    expect(again.headers.get('location')).toBe('/login?problem=failed');
  });

  it('refuses a wrong issuer, a provider that is away, and pages elsewhere; passwords keep working', async () => {
    await start({ OIDC_ISSUER: `${provider.issuer}/` });
    expect((await begin(server.visitor())).body.error?.reason).toBe('sso-unavailable');
    await server.close();
    await start({ OIDC_ISSUER: `http://127.0.0.1:${await freePort()}` });
    expect((await begin(server.visitor())).body.error?.reason).toBe('sso-unavailable');
    expect((await server.visitor().signIn('olga@example.org', 'correct horse battery')).status).toBe(200);
    expect((await begin(server.visitor(), 'https://evil.example/console')).status).toBe(400);
    expect((await begin(server.visitor(), '//evil.example')).status).toBe(400);
  });
});
