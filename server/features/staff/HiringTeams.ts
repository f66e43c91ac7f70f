import { uuidv7 } from 'uuidv7';
import { AppError } from '../../../shared/errors.ts';
import type { HiringTeam } from '../../../shared/hiringTeams.ts';
import { TeamId, type UserId } from '../../../shared/ids.ts';
import { isInScope, teamScopeOf } from '../../../shared/permissions.ts';
import type { RouteParams, StaffMember } from '../../../shared/protocol/http.ts';
import type { TEAM_ROUTES } from '../../../shared/protocol/teamRoutes.ts';
import { isUniqueViolation } from '../../store/databaseErrors.ts';
import type { TeamStore } from '../../store/teamStore.ts';
import type { RouteHandlers } from '../routeHandlers.ts';
import type { StaffAccounts } from './accounts.ts';

type TeamRoutes = Pick<RouteHandlers, keyof typeof TEAM_ROUTES>;

/** Teams that own interviews and kits. */
export class HiringTeams {
  readonly #store: TeamStore;
  readonly #accounts: StaffAccounts;

  constructor({ store, accounts }: { store: TeamStore; accounts: StaffAccounts }) {
    this.#store = store;
    this.#accounts = accounts;
  }

  readonly routes: TeamRoutes = {
    'teams.list': async (_params, { member }) => ({ teams: await this.listFor(member) }),
    'teams.create': async (team, { member }) => ({ team: await this.create(team, member) }),
    'teams.change': async (change, { member }) => ({ team: await this.change(change, member) }),
  };

  async listFor(member: StaffMember): Promise<HiringTeam[]> {
    const scope = teamScopeOf(member);
    return (await this.#store.list()).filter(({ teamId }) => isInScope(teamId, scope));
  }

  /** Throws `not-found` for teams that the member isn't in, and `invalid` for archived teams. */
  requireChoosable = async (teamId: TeamId, member: StaffMember): Promise<void> => {
    const team = (await this.listFor(member)).find(one => one.teamId === teamId);
    if (!team) throw AppError.notFound('team', teamId);
    if (team.archived) throw AppError.invalid('team-archived', { field: 'teamId' });
  };

  async create(
    { name, members: wanted }: RouteParams<'teams.create'>,
    { userId }: StaffMember,
  ): Promise<HiringTeam> {
    const teamId = TeamId.parse(uuidv7());
    const members = await this.#known(wanted);
    const entry = { actor: userId, action: 'team.created', target: teamId, details: { members } };
    await this.#store.create({ teamId, name, members }, entry).catch(nameTaken);
    for (const one of members) await this.#accounts.recheck(one);
    return { teamId, name, archived: false, members };
  }

  /** Changes a team. Throws `not-found`, and `conflict` if another team has the name. */
  async change(
    { teamId, ...wanted }: RouteParams<'teams.change'>,
    { userId }: StaffMember,
  ): Promise<HiringTeam> {
    const change = { ...wanted, ...(wanted.members && { members: await this.#known(wanted.members) }) };
    const affected = await this.#store.change(teamId, change, userId).catch(nameTaken);
    const team = affected && (await this.#store.list()).find(one => one.teamId === teamId);
    if (!team) throw AppError.notFound('team', teamId);
    for (const one of affected) await this.#accounts.recheck(one);
    return team;
  }

  /** Returns each member once. Throws `not-found` for a person who has no account. */
  async #known(members: readonly UserId[]): Promise<UserId[]> {
    const known = new Set((await this.#accounts.list()).map(({ userId }) => userId));
    const unknown = members.find(userId => !known.has(userId));
    if (unknown !== undefined) throw AppError.notFound('account', unknown);
    return [...new Set(members)];
  }
}

function nameTaken(error: unknown): never {
  if (!isUniqueViolation(error)) throw error;
  throw new AppError('conflict', 'team-name-taken', {
    details: { field: 'name', fields: { name: { reason: 'team-name-taken' } } },
  });
}
