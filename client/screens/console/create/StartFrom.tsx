import type { InterviewTemplate, TemplateContent } from '../../../../shared/protocol/templateRoutes.ts';
import { Banner } from '../../../components/ui/Banner.tsx';
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
  onStart: (start: {
    template: InterviewTemplate | undefined;
    draft: Partial<CreateDraft>;
    missing: Missing | undefined;
  }) => void;
}

/** Fills the form from a template. Renders nothing if there is no template. */
export function StartFrom({ templateId, missing, draft, empty, onStart }: StartFromProps) {
  const templates = useRouteQuery('templates.list', {}).data?.templates ?? [];
  const choosable = useChoosable();
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
            onChange={event => choose(event.target.value)}
          />
        </div>
      )}
      {missing?.kit && draft.kitId === '' && <Banner tone="warning">{texts.kitGone}</Banner>}
      {missing?.team && draft.teamId === '' && <Banner tone="warning">{texts.teamGone}</Banner>}
    </>
  );
}
