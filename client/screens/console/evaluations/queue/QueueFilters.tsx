import { useSearchParams } from 'react-router';
import { EvaluationStatus, QueueFilter } from '../../../../../shared/protocol/evaluationRoutes.ts';
import type { RouteResult } from '../../../../../shared/protocol/http.ts';
import { Select } from '../../../../components/ui/Select.tsx';
import { Switch } from '../../../../components/ui/Switch.tsx';
import { evaluationTexts } from '../../../../texts/evaluations.ts';

const texts = evaluationTexts.queue.filters;

const STAGES = [
  { value: '', label: texts.allStages },
  ...EvaluationStatus.options.map(value => ({ value, label: evaluationTexts.stages[value] })),
];

type Choices = Pick<RouteResult<'evaluations.list'>, 'kits' | 'locales'>;

export function QueueFilters({ filter, kits, locales }: Choices & { filter: QueueFilter }) {
  const [, setSearch] = useSearchParams();
  const change = (part: { [K in keyof QueueFilter]?: string | boolean }) =>
    setSearch(searchOf({ ...filter, ...part } as QueueFilter), { replace: true });
  const roles = kits.map(({ kitId, role }) => ({ value: kitId as string, label: role }));
  const languages = locales.map(tag => ({ value: tag, label: evaluationTexts.language(tag) }));
  return (
    <fieldset className="flex flex-wrap items-end gap-x-4 gap-y-3">
      <legend className="sr-only">{texts.label}</legend>
      <div className="grid min-w-0 grow grid-cols-2 gap-3 sm:max-w-2xl sm:grid-cols-3">
        <Select
          label={texts.role}
          options={[{ value: '', label: texts.allRoles }, ...roles]}
          value={filter.kitId ?? ''}
          onChange={event => change({ kitId: event.target.value })}
        />
        <Select
          label={texts.language}
          options={[{ value: '', label: texts.allLanguages }, ...languages]}
          value={filter.locale ?? ''}
          onChange={event => change({ locale: event.target.value })}
        />
        <Select
          label={texts.stage}
          options={STAGES}
          value={filter.stage ?? ''}
          onChange={event => change({ stage: event.target.value })}
        />
      </div>
      <div className="flex gap-5 py-1">
        <Switch
          label={texts.mine}
          checked={filter.mine ?? false}
          onCheckedChange={mine => change({ mine })}
        />
        <Switch
          label={texts.overdue}
          checked={filter.overdue ?? false}
          onCheckedChange={overdue => change({ overdue })}
        />
      </div>
    </fieldset>
  );
}

const { kitId, locale, stage } = QueueFilter.shape;

/** Reads the filter from the page address. Ignores invalid values. */
export function filterOf(search: URLSearchParams): QueueFilter {
  const role = kitId.safeParse(search.get('role') ?? undefined).data;
  const language = locale.safeParse(search.get('language') ?? undefined).data;
  const step = stage.safeParse(search.get('step') ?? undefined).data;
  return {
    ...(role && { kitId: role }),
    ...(language && { locale: language }),
    ...(step && { stage: step }),
    ...(search.get('mine') === '1' && { mine: true }),
    ...(search.get('overdue') === '1' && { overdue: true }),
  };
}

export function searchOf(filter: QueueFilter): Record<string, string> {
  return {
    ...(filter.kitId && { role: filter.kitId }),
    ...(filter.locale && { language: filter.locale }),
    ...(filter.stage && { step: filter.stage }),
    ...(filter.mine && { mine: '1' }),
    ...(filter.overdue && { overdue: '1' }),
  };
}

export function isFiltered(filter: QueueFilter): boolean {
  return Object.keys(searchOf(filter)).length > 0;
}
