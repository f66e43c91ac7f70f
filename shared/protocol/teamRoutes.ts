import { z } from 'zod';
import { HiringTeam } from '../hiringTeams.ts';
import { TeamId, UserId } from '../ids.ts';
import { nothing } from '../schemaOf.ts';
import { route } from './routeRow.ts';

const members = z.array(UserId).max(1_000);

export const TEAM_ROUTES = {
  /** Lists all teams for owners, and their own teams for other members. */
  'teams.list': route('GET /api/teams', 'interviews.read', nothing, { teams: z.array(HiringTeam) }),
  'teams.create': route(
    'POST /api/teams',
    'teams.change',
    { name: HiringTeam.shape.name, members },
    { team: HiringTeam },
  ),
  /** `members` replaces all members of the team. */
  'teams.change': route(
    'PATCH /api/teams/:teamId',
    'teams.change',
    {
      teamId: TeamId,
      name: HiringTeam.shape.name.optional(),
      archived: z.boolean().optional(),
      members: members.optional(),
    },
    { team: HiringTeam },
  ),
} as const;
