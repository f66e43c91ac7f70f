import { z } from 'zod';
import { TeamId, UserId } from './ids.ts';

export const TeamName = z.string().trim().min(1).max(80);

/** Two teams can't have names with the same key. */
export function teamNameKey(name: string): string {
  return name.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
}

/** Staff who hire together. Only they and owners see the team's interviews and kits. */
export const HiringTeam = z.strictObject({
  teamId: TeamId,
  name: TeamName,
  /** True when the team can't be chosen. Its members still see its interviews and kits. */
  archived: z.boolean(),
  members: z.array(UserId),
});
export type HiringTeam = z.infer<typeof HiringTeam>;
