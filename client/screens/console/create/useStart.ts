import { useSearchParams } from 'react-router';
import { CandidateId, InterviewId } from '../../../../shared/ids.ts';
import { Timestamp } from '../../../../shared/interview/fields.ts';
import type { InterviewTemplate } from '../../../../shared/protocol/templateRoutes.ts';
import { errorMessage } from '../../../core/errorMessage.ts';
import { plannedTimeOf } from '../../../core/plannedTime.ts';
import { organization } from '../../../hooks/useOrganization.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { templateTexts } from '../../../texts/templates.ts';
import { newPerson } from './peopleDraft.ts';
import { useChoosable } from './StartFrom.tsx';
import { type CreateDraft, candidatesOfView, contentOfView, draftFrom, EMPTY } from './templateDraft.ts';

const texts = templateTexts.start;

/** What the form starts with. */
export interface Start extends Partial<Pick<ReturnType<typeof draftFrom>, 'missing'>> {
  draft?: Partial<CreateDraft>;
  template?: InterviewTemplate;
  /** What the page says above the form. */
  notice?: { tone: 'info' | 'warning'; text: string };
}

/** Reads from the address what the form starts with. Undefined while it loads. */
export function useStart(): Start | undefined {
  const [params] = useSearchParams();
  const template = params.get('template');
  const again = InterviewId.safeParse(params.get('again')).data;
  const copy = again ?? InterviewId.safeParse(params.get('copy')).data;
  const candidateId = CandidateId.safeParse(params.get('candidate')).data;
  const choosable = useChoosable();
  const templates = useRouteQuery('templates.list', {}, { enabled: template !== null });
  const interview = useRouteQuery(
    'interviews.read',
    { interviewId: copy ?? ('' as InterviewId) },
    { enabled: copy !== undefined },
  );
  const record = useRouteQuery(
    'candidates.read',
    { candidateId: candidateId ?? ('' as CandidateId) },
    { enabled: candidateId !== undefined },
  );
  if (candidateId !== undefined) {
    if (!choosable || record.isPending) return undefined;
    const { name = '', email = '', rounds = [] } = record.data?.candidate ?? {};
    const candidate = { ...newPerson('candidate'), displayName: name, email };
    return draftFrom({ ...EMPTY, jobRole: rounds[0]?.jobRole ?? '' }, [candidate], choosable);
  }
  const at = Timestamp.safeParse(Number(params.get('at') ?? Number.NaN)).data;
  if (at !== undefined) return { draft: plannedTimeOf(at, [organization.get().timeZone]) };
  if (template === null && copy === undefined) return {};
  if (!choosable || (template !== null && templates.isPending) || (copy && interview.isPending))
    return undefined;
  if (copy) {
    const view = interview.data?.view;
    if (!view)
      return { notice: { tone: 'warning', text: `${texts.copyFailed}. ${errorMessage(interview.error)}` } };
    const people = again ? candidatesOfView(view) : [];
    const { draft, missing } = draftFrom(contentOfView(view, choosable.kits), people, choosable);
    return {
      draft: again ? { ...draft, title: view.title } : draft,
      missing,
      notice: { tone: 'info', text: (again ? texts.again : texts.copied)(view.title) },
    };
  }
  const found = templates.data?.templates.find(one => one.templateId === template);
  if (!found) return { notice: { tone: 'warning', text: texts.unknown } };
  return { template: found, ...draftFrom(found.content, [], choosable) };
}
