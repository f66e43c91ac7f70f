import { Select } from '../../../components/ui/Select.tsx';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { teamTexts as texts } from '../../../texts/teams.ts';

/** Returns the hiring teams that the member can choose or see. Empty while they load. */
export function useTeams() {
  return useRouteQuery('teams.list', {}).data?.teams ?? [];
}

interface TeamChoiceProps {
  /** What the team owns. */
  of: 'interview' | 'kit';
  /** Empty without a team. */
  teamId: string;
  /** The saved team. It stays a choice, even if it is archived or the member isn't in it. */
  current?: string | undefined;
  error?: string | undefined;
  onChange: (teamId: string) => void;
}

/** Select for the hiring team. Renders nothing if there is no team to choose. */
export function TeamChoice({ of, teamId, current, error, onChange }: TeamChoiceProps) {
  const teams = useTeams().filter(team => !team.archived || team.teamId === current);
  const isForeign = current !== undefined && !teams.some(team => team.teamId === current);
  if (teams.length === 0 && !isForeign) return null;
  return (
    <Select
      label={texts.label}
      hint={texts.hint[of][teamId === '' ? 'none' : 'team']}
      error={error}
      options={[
        { value: '', label: texts.noTeam },
        ...teams.map(team => ({ value: team.teamId, label: team.name })),
        ...(isForeign ? [{ value: current, label: texts.anotherTeam }] : []),
      ]}
      value={teamId}
      onChange={event => onChange(event.target.value)}
    />
  );
}
