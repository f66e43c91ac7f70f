import { useSearchParams } from 'react-router';
import type { z } from 'zod';
import {
  EvaluationStep,
  type QueueCounts,
  QueueDue,
  QueueFilter,
  QueueWho,
} from '../../../../../shared/protocol/evaluationRoutes.ts';
import type { RouteResult } from '../../../../../shared/protocol/http.ts';
import { evaluationTexts } from '../../../../texts/evaluations.ts';
import { FilterChips, type FilterChoice, SeveralFilter, SingleFilter } from '../../FilterMenus.tsx';

const texts = evaluationTexts.queue.filters;
const KINDS = ['practice', 'interview'] as const;
type Several = 'steps' | 'kitIds' | 'locales';
type Single = 'kind' | 'due' | 'who';
const SEVERAL: readonly Several[] = ['steps', 'kitIds', 'locales'];
const SINGLE: readonly Single[] = ['kind', 'due', 'who'];

/** Filters that are one press away. Each replaces all others, so that it shows as many rows as it says. */
export const QUICK_FILTERS = {
  mine: { who: 'mine' },
  overdue: { due: 'overdue' },
  reply: { steps: ['reply'] },
  others: { who: 'others' },
} as const satisfies Record<keyof QueueCounts['quick'], QueueFilter>;
const QUICK = Object.keys(QUICK_FILTERS) as (keyof typeof QUICK_FILTERS)[];

export function isQuickFilter(filter: QueueFilter, name: keyof typeof QUICK_FILTERS): boolean {
  return `${searchOf(filter)}` === `${searchOf(QUICK_FILTERS[name])}`;
}

interface QueueFiltersProps extends Pick<RouteResult<'evaluations.list'>, 'counts' | 'kits' | 'person'> {
  filter: QueueFilter;
}

export function QueueFilters({ filter, counts, kits, person }: QueueFiltersProps) {
  const [, setSearch] = useSearchParams();
  const set = (part: { [F in keyof QueueFilter]?: unknown }) => {
    const changed = Object.entries({ ...filter, ...part }).filter(([, value]) => value !== undefined);
    setSearch(searchOf(Object.fromEntries(changed) as QueueFilter), { replace: true });
  };
  const toggle = (facet: Several, value: string, on: boolean) => {
    const others = chosenOf(filter, facet).filter(one => one !== value);
    const values = on ? [...others, value] : others;
    set({ [facet]: values.length > 0 ? values : undefined });
  };
  const choices = choicesOf(filter, counts, kits);
  const labelOf = (facet: Several | Single, value: string) =>
    choices[facet].find(choice => choice.value === value)?.label ?? value;
  return (
    <div className="flex flex-col gap-2">
      <fieldset className="flex flex-wrap items-center gap-1.5">
        <legend className="sr-only">{texts.label}</legend>
        {QUICK.map(name => {
          const pressed = isQuickFilter(filter, name);
          return (
            <QuickFilter
              key={name}
              label={texts.quick[name]}
              count={counts.quick[name]}
              pressed={pressed}
              onPress={() => setSearch(searchOf(pressed ? {} : QUICK_FILTERS[name]), { replace: true })}
            />
          );
        })}
        <span aria-hidden className="mx-1 h-5 border-l border-line max-sm:hidden" />
        {SEVERAL.map(facet => (
          <SeveralFilter
            key={facet}
            label={texts[facet]}
            choices={choices[facet]}
            chosen={filter[facet]}
            onToggle={(value, on) => toggle(facet, value, on)}
          />
        ))}
        {SINGLE.map(facet => (
          <SingleFilter
            key={facet}
            label={texts[facet]}
            choices={choices[facet]}
            any={texts.any[facet]}
            chosen={filter[facet]}
            onChange={value => set({ [facet]: value })}
          />
        ))}
      </fieldset>
      <FilterChips
        chips={[
          ...SEVERAL.flatMap(facet =>
            chosenOf(filter, facet).map(value => ({
              filter: texts[facet],
              value: labelOf(facet, value),
              remove: () => toggle(facet, value, false),
            })),
          ),
          ...SINGLE.flatMap(facet =>
            chosenOf(filter, facet).map(value => ({
              filter: texts[facet],
              value: labelOf(facet, value),
              remove: () => set({ [facet]: undefined }),
            })),
          ),
          ...(filter.person
            ? [
                {
                  filter: texts.person,
                  value: person ?? texts.unknownPerson,
                  remove: () => set({ person: undefined }),
                },
              ]
            : []),
          ...(filter.referable
            ? [{ filter: texts.shows, value: texts.referable, remove: () => set({ referable: undefined }) }]
            : []),
        ]}
        onClear={() => setSearch({}, { replace: true })}
      />
    </div>
  );
}

interface QuickFilterProps {
  label: string;
  count: number;
  pressed: boolean;
  onPress: () => void;
}

function QuickFilter({ label, count, pressed, onPress }: QuickFilterProps) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onPress}
      className="flex h-8 items-center gap-1.5 rounded-full border border-line px-3 text-sm font-medium transition-colors hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-ink"
    >
      {label}
      <span className="text-xs tabular-nums opacity-80">{evaluationTexts.count(count)}</span>
    </button>
  );
}

function chosenOf(filter: QueueFilter, facet: Several | Single): readonly string[] {
  const value = filter[facet];
  return value === undefined ? [] : [value].flat();
}

function countOf(counts: readonly { value: string; count: number }[], value: string): number {
  return counts.find(one => one.value === value)?.count ?? 0;
}

/** Returns the choices of each filter, those of the address among them. */
function choicesOf(
  filter: QueueFilter,
  counts: QueueCounts,
  kits: QueueFiltersProps['kits'],
): Record<Several | Single, FilterChoice[]> {
  const roleOf = (kitId: string) => kits.find(kit => kit.kitId === kitId)?.role ?? texts.unknownKit;
  const found = (facet: Several | Single, labelOf: (value: string) => string): FilterChoice[] => {
    const values = new Set([
      ...counts[facet].map(({ value }) => value as string),
      ...chosenOf(filter, facet),
    ]);
    return [...values].map(value => ({
      value,
      label: labelOf(value),
      count: countOf(counts[facet], value),
    }));
  };
  const all = <T extends string>(facet: Single | 'steps', values: readonly T[], labels: Record<T, string>) =>
    values.map(value => ({ value, label: labels[value], count: countOf(counts[facet], value) }));
  return {
    steps: all('steps', EvaluationStep.options, evaluationTexts.steps),
    kitIds: found('kitIds', roleOf),
    locales: found('locales', evaluationTexts.language),
    kind: all('kind', KINDS, texts.kinds),
    due: all('due', QueueDue.options, texts.dues),
    who: all('who', QueueWho.options, texts.whos),
  };
}

/** Name of each filter in the page's address. */
const NAMES = {
  steps: 'step',
  kitIds: 'kit',
  locales: 'language',
  kind: 'kind',
  due: 'due',
  who: 'who',
} as const;
const REFERABLE = 'referable';
const PERSON = 'person';
const { shape } = QueueFilter;

/** Reads the filter from the page's address. Ignores values that it doesn't know. */
export function filterOf(search: URLSearchParams): QueueFilter {
  const all = <T,>(schema: z.ZodType<T[] | undefined>, facet: Several) => {
    const values = search.getAll(NAMES[facet]).filter(value => schema.safeParse([value]).success);
    return values.length === 0 ? undefined : schema.safeParse(values).data;
  };
  const one = <T,>(schema: z.ZodType<T>, facet: Single) =>
    schema.safeParse(search.get(NAMES[facet]) ?? undefined).data;
  const filter = {
    steps: all(shape.steps, 'steps'),
    kitIds: all(shape.kitIds, 'kitIds'),
    locales: all(shape.locales, 'locales'),
    kind: one(shape.kind, 'kind'),
    due: one(shape.due, 'due'),
    who: one(shape.who, 'who'),
    referable: search.has(REFERABLE) || undefined,
    person: shape.person.safeParse(search.get(PERSON) ?? undefined).data,
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as QueueFilter;
}

export function searchOf(filter: QueueFilter): URLSearchParams {
  const search = new URLSearchParams();
  for (const facet of [...SEVERAL, ...SINGLE])
    for (const value of chosenOf(filter, facet)) search.append(NAMES[facet], value);
  if (filter.referable) search.set(REFERABLE, '1');
  if (filter.person) search.set(PERSON, filter.person);
  return search;
}

export function isFiltered(filter: QueueFilter): boolean {
  return searchOf(filter).size > 0;
}
