import { ROUTES } from '../../../../shared/protocol/http.ts';
import {
  type InterviewTemplate,
  TEMPLATE_NAME_LENGTH,
  type TemplateContent,
} from '../../../../shared/protocol/templateRoutes.ts';
import { FormDialog } from '../../../components/ui/FormDialog.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { toast } from '../../../core/toast.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { templateTexts } from '../../../texts/templates.ts';

const texts = templateTexts.save;
const NEW = 'new';

interface SaveTemplateProps {
  content: TemplateContent;
  /** The template that the interview was started from. It can be replaced. */
  source?: InterviewTemplate | undefined;
  onClose: () => void;
}

export function SaveTemplate({ content, source, onClose }: SaveTemplateProps) {
  const create = useRouteMutation('templates.create', ['templates.list']);
  const change = useRouteMutation('templates.change', ['templates.list']);
  const form = useForm({
    initial: { name: source?.name ?? content.jobRole, how: source ? source.templateId : NEW },
    schema: ROUTES['templates.create'].params,
    toInput: ({ name }) => ({ name, content }),
    onSubmit: async input => {
      if (source && form.values.how !== NEW)
        await change.mutateAsync({ templateId: source.templateId, seenAt: source.updatedAt, ...input });
      else await create.mutateAsync(input);
      toast.success(texts.saved(input.name));
      onClose();
    },
  });
  const choose = (how: string) =>
    form.change({ how, ...(how !== NEW && source && form.values.name === '' && { name: source.name }) });
  return (
    <FormDialog
      form={form}
      title={texts.title}
      description={texts.body}
      submitLabel={texts.submit}
      failed={texts.failed}
      onClose={onClose}
    >
      {source && (
        <Select
          label={texts.how}
          options={[
            { value: source.templateId, label: texts.replace(source.name) },
            { value: NEW, label: texts.asNew },
          ]}
          value={form.values.how}
          onChange={event => choose(event.target.value)}
        />
      )}
      <TextField
        {...form.field('name')}
        label={texts.name}
        placeholder={texts.placeholder}
        maxLength={TEMPLATE_NAME_LENGTH}
        autoComplete="off"
      />
    </FormDialog>
  );
}
