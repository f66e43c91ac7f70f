import { QueueFilter } from '../../../../../shared/protocol/evaluationRoutes.ts';

const { kitId, locale, stage } = QueueFilter.shape;

/** The part of the queue that an address names; what it has no meaning for filters nothing. */
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
