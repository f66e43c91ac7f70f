import { useState } from 'react';
import type { InterviewTemplate, TemplateContent } from '../../../../shared/protocol/templateRoutes.ts';
import { Banner } from '../../../components/ui/Banner.tsx';
import { ConfirmDialog } from '../../../components/ui/ConfirmDialog.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { templateTexts } from '../../../texts/templates.ts';
import { type Choosable, type CreateDraft, draftFrom, type Missing } from './templateDraft.ts';

const texts = templateTexts.start;

/** Returns what templates refer to, or undefined while it loads. Kits and teams that can't be loaded are missing. */
export function useChoosable(): Choosable | undefined {
  const kits = useRouteQuery('kits.list', {});
  const teams = useRouteQuery('teams.list', {});
  if (kits.isPending || teams.isPending) return undefined;
  return { kits: kits.data?.kits ?? [], teams: teams.data?.teams ?? [] };
}

interface StartFromProps {
  templateId: string;
  missing: Missing | undefined;
  draft: Pick<CreateDraft, 'people' | 'kitId' | 'teamId'>;
  /** Content of an empty form. */
  empty: TemplateContent;
  /** True if a title was typed, which the template replaces. */
  replaces: boolean;
  onStart: (start: {
    template: InterviewTemplate | undefined;
    draft: Partial<CreateDraft>;
    missing: Missing | undefined;
  }) => void;
}

/** Fills the form from a template. Renders nothing if there is no template. */
export function StartFrom({ templateId, missing, draft, empty, replaces, onStart }: StartFromProps) {
  const templates = useRouteQuery('templates.list', {}).data?.templates ?? [];
  const choosable = useChoosable();
  const [asking, setAsking] = useState<string>();
  const choose = (chosen: string) => {
    const template = templates.find(one => one.templateId === chosen);
    if (!choosable) return;
    const started = draftFrom(template?.content ?? empty, draft.people, choosable);
    onStart({ template, ...started });
  };
  return (
    <>
      {templates.length > 0 && (
        <div className="sm:max-w-88">
          <Select
            label={texts.label}
            options={[
              { value: '', label: texts.none },
              ...templates.map(template => ({ value: template.templateId, label: template.name })),
            ]}
            value={templateId}
            disabled={!choosable}
            onChange={({ target: { value } }) => (replaces ? setAsking(value) : choose(value))}
          />
        </div>
      )}
      {asking !== undefined && (
        <ConfirmDialog
          open
          onOpenChange={() => setAsking(undefined)}
          title={texts.replace.title}
          description={texts.replace.body}
          cancelLabel={texts.replace.keep}
          confirmLabel={texts.replace.confirm}
          onConfirm={() => {
            setAsking(undefined);
            choose(asking);
          }}
        />
      )}
      {missing?.kit && draft.kitId === '' && <Banner tone="warning">{texts.kitGone}</Banner>}
      {missing?.team && draft.teamId === '' && <Banner tone="warning">{texts.teamGone}</Banner>}
    </>
  );
}
