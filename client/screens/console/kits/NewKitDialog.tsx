import { useNavigate } from 'react-router';
import { z } from 'zod';
import { KIT_LIMITS, type Kit } from '../../../../shared/kit/kit.ts';
import { KitId } from '../../../../shared/kit/kitIds.ts';
import type { KitSummary } from '../../../../shared/protocol/kitRoutes.ts';
import { FormDialog } from '../../../components/ui/FormDialog.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { callRoute } from '../../../core/api.ts';
import { newKit, withSetting } from '../../../core/kit/kitParts.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { kitTexts } from '../../../texts/kits.ts';

const texts = kitTexts.create;
const name = z.string().trim().min(1).max(KIT_LIMITS.name);
const NewKitInput = z.object({ from: z.literal('').or(KitId), role: name, level: name });

export function NewKitDialog({ kits, onClose }: { kits: readonly KitSummary[]; onClose: () => void }) {
  const navigate = useNavigate();
  const create = useRouteMutation('kits.create', ['kits.list']);
  const form = useForm({
    initial: { from: '', role: '', level: '' },
    schema: NewKitInput,
    onSubmit: async ({ from, role, level }) => {
      const kit = from ? await copyOf(from, role, level) : newKit(role, level);
      const { kitId } = await create.mutateAsync({ kit });
      await navigate(`/console/kits/${kitId}`);
    },
  });
  const choose = (from: string) => {
    const source = kits.find(({ kitId }) => kitId === from);
    const { role, level } = form.values;
    form.change({ from, ...(source && { role: role || source.role, level: level || source.level }) });
  };
  const sources = [
    { value: '', label: texts.empty },
    ...kits.map(({ kitId, role, level }) => ({
      value: kitId,
      label: texts.copyOf(kitTexts.name(role, level)),
    })),
  ];

  return (
    <FormDialog
      form={form}
      title={texts.title}
      description={texts.body}
      submitLabel={texts.submit}
      failed={texts.failed}
      onClose={onClose}
    >
      <Select
        label={texts.from}
        options={sources}
        value={form.values.from}
        onChange={event => choose(event.target.value)}
      />
      <TextField
        {...form.field('role')}
        label={texts.role}
        placeholder={texts.rolePlaceholder}
        maxLength={KIT_LIMITS.name}
      />
      <TextField
        {...form.field('level')}
        label={texts.level}
        placeholder={texts.levelPlaceholder}
        maxLength={KIT_LIMITS.name}
      />
    </FormDialog>
  );
}

/** Returns a copy of a kit, with practice turned off for every question. */
async function copyOf(kitId: KitId, role: string, level: string): Promise<Kit> {
  const { kit } = await callRoute('kits.read', { kitId });
  return {
    ...kit,
    role,
    level,
    questions: kit.questions.map(question => withSetting(question, 'practice', false)),
  };
}
