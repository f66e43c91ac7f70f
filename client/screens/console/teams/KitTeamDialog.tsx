import { z } from 'zod';
import { TeamId } from '../../../../shared/ids.ts';
import type { SavedKit } from '../../../../shared/protocol/kitRoutes.ts';
import { FormDialog } from '../../../components/ui/FormDialog.tsx';
import { toast } from '../../../core/toast.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { common } from '../../../texts/common.ts';
import { teamTexts as texts } from '../../../texts/teams.ts';
import { TeamChoice } from './TeamChoice.tsx';

const Choice = z.strictObject({ teamId: TeamId.nullable() });

export function KitTeamDialog({ saved, onClose }: { saved: SavedKit; onClose: () => void }) {
  const change = useRouteMutation('kits.setTeam', ['kits.list', 'kits.read']);
  const form = useForm({
    initial: { teamId: saved.teamId ?? '' },
    schema: Choice,
    toInput: ({ teamId }) => ({ teamId: teamId || null }),
    onSubmit: async ({ teamId }) => {
      await change.mutateAsync({ kitId: saved.kitId, teamId });
      toast.success(texts.kitDone);
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      title={texts.kitTitle}
      submitLabel={common.save}
      failed={texts.kitFailed}
      onClose={onClose}
    >
      <TeamChoice
        of="kit"
        teamId={form.values.teamId}
        current={saved.teamId}
        error={form.errorOf('teamId')}
        onChange={teamId => form.change({ teamId })}
      />
    </FormDialog>
  );
}
