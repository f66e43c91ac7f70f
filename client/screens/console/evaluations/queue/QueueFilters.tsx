import { ListFilter } from 'lucide-react';
import { useState } from 'react';
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
import { Button } from '../../../../components/ui/Button.tsx';
import { classNames } from '../../../../components/ui/classNames.ts';
import { useStaffMay } from '../../../../hooks/useMember.ts';
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
  open: { who: 'open' },
  overdue: { due: 'overdue' },
  reply: { steps: ['reply'] },
  free: { who: 'free' },
  compare: { steps: ['agree'] },
  others: { who: 'others' },
} as const satisfies Record<keyof QueueCounts['quick'], QueueFilter>;
const QUICK = Object.keys(QUICK_FILTERS) as (keyof typeof QUICK_FILTERS)[];
/** What members who manage evaluations look after. For others, they are part of what is theirs or open. */
const FOR_MANAGERS: readonly (keyof typeof QUICK_FILTERS)[] = ['free', 'compare'];

export function isQuickFilter(filter: QueueFilter, name: keyof typeof QUICK_FILTERS): boolean {
  return `${searchOf(filter)}` === `${searchOf(QUICK_FILTERS[name])}`;
}

interface QueueFiltersProps extends Pick<RouteResult<'evaluations.list'>, 'counts' | 'kits' | 'people'> {
  filter: QueueFilter;
}

export function QueueFilters({ filter, counts, kits, people = [] }: QueueFiltersProps) {
  const [, setSearch] = useSearchParams();
  const mayManage = useStaffMay('evaluations.manage');
  const [showsMenus, setShowsMenus] = useState(false);
  const set = (part: { [F in keyof QueueFilter]?: unknown }) => {
    const changed = Object.entries({ ...filter, ...part }).filter(([, value]) => value !== undefined);
    setSearch(searchOf(Object.fromEntries(changed) as QueueFilter), { replace: true });
  };
  const toggle = (facet: Several, value: string, on: boolean) => {
    const others = chosenOf(filter, facet).filter(one => one !== value);
    const values = on ? [...others, value] : others;
    set({ [facet]: values.length > 0 ? values : undefined });
  };
  const choices = choicesOf(filter, counts, kits, people);
  const isQuick = QUICK.some(name => isQuickFilter(filter, name));
  const quick = QUICK.filter(name => {
    if (isQuickFilter(filter, name)) return true;
    return counts.quick[name] > 0 && (mayManage || !FOR_MANAGERS.includes(name));
  });
  const choose = (facet: Single, value: string | undefined) => {
    const person = people.find(({ userId }) => userId === value)?.userId;
    set(facet === 'who' ? { who: person ? undefined : value, person } : { [facet]: value });
  };
  const labelOf = (facet: Several | Single, value: string) =>
    choices[facet].find(choice => choice.value === value)?.label ?? value;
  return (
    <div className="flex flex-col gap-2">
      <fieldset className="flex min-w-0 flex-wrap items-center gap-1.5">
        <legend className="sr-only">{texts.label}</legend>
        <div className="flex items-center gap-1.5 max-sm:w-full">
          <div className="flex min-w-0 items-center gap-1.5 max-sm:grow max-sm:overflow-x-auto max-sm:py-1 sm:flex-wrap">
            {quick.map(name => {
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
          </div>
          <Button
            size="sm"
            icon={ListFilter}
            className="sm:hidden"
            aria-expanded={showsMenus}
            onClick={() => setShowsMenus(!showsMenus)}
          >
            {texts.more}
          </Button>
        </div>
        <div className={classNames('flex flex-wrap items-center gap-1.5', !showsMenus && 'max-sm:hidden')}>
          {SEVERAL.filter(facet => isOffered(facet, filter, choices)).map(facet => (
            <SeveralFilter
              key={facet}
              label={texts[facet]}
              choices={choices[facet]}
              chosen={filter[facet]}
              onToggle={(value, on) => toggle(facet, value, on)}
            />
          ))}
          {SINGLE.filter(facet => isOffered(facet, filter, choices)).map(facet => (
            <SingleFilter
              key={facet}
              label={texts[facet]}
              choices={choices[facet]}
              any={texts.any[facet]}
              chosen={chosenOf(filter, facet)[0]}
              onChange={value => choose(facet, value)}
            />
          ))}
        </div>
      </fieldset>
      <FilterChips
        chips={
          isQuick
            ? []
            : [
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
                    remove: () => choose(facet, undefined),
                  })),
                ),
              ]
        }
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
      className="flex h-8 shrink-0 items-center gap-1.5 rounded-full border border-line px-3 text-sm font-medium transition-colors hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-ink"
    >
      {label}
      <span className="text-xs tabular-nums opacity-80">{evaluationTexts.count(count)}</span>
    </button>
  );
}

/** True if there is something to choose. */
function isOffered(facet: Several | Single, filter: QueueFilter, choices: Choices): boolean {
  return choices[facet].length > 1 || chosenOf(filter, facet).length > 0;
}

/** A person takes the place of `who`. */
function chosenOf(filter: QueueFilter, facet: Several | Single): readonly string[] {
  const value = facet === 'who' ? (filter.person ?? filter.who) : filter[facet];
  return value === undefined ? [] : [value].flat();
}

function countOf(counts: readonly { value: string; count: number }[], value: string): number {
  return counts.find(one => one.value === value)?.count ?? 0;
}

type Choices = Record<Several | Single, FilterChoice[]>;

/** Returns the choices of each filter, those of the address among them. */
function choicesOf(
  filter: QueueFilter,
  counts: QueueCounts,
  kits: QueueFiltersProps['kits'],
  people: NonNullable<QueueFiltersProps['people']>,
): Choices {
  const roleOf = (kitId: string) => {
    const kit = kits.find(one => one.kitId === kitId);
    if (!kit) return texts.unknownKit;
    return kit.level === undefined ? kit.role : texts.kit(kit.role, kit.level);
  };
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
  const used = <T extends string>(facet: Single, values: readonly T[], labels: Record<T, string>) =>
    all(
      facet,
      values.filter(value => filter[facet] === value || counts[facet].some(one => one.value === value)),
      labels,
    );
  return {
    steps: all('steps', EvaluationStep.options, evaluationTexts.steps),
    kitIds: found('kitIds', roleOf),
    locales: found('locales', evaluationTexts.language),
    kind: used('kind', KINDS, texts.kinds),
    due: used('due', QueueDue.options, texts.dues),
    who: [
      ...all('who', QueueWho.options, texts.whos),
      ...people.map(({ name, userId }) => ({ value: userId, label: name })),
    ],
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
    person: shape.person.safeParse(search.get(PERSON) ?? undefined).data,
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as QueueFilter;
}

export function searchOf(filter: QueueFilter): URLSearchParams {
  const search = new URLSearchParams();
  for (const facet of [...SEVERAL, ...SINGLE])
    for (const value of [filter[facet] ?? []].flat()) search.append(NAMES[facet], value);
  if (filter.person) search.set(PERSON, filter.person);
  return search;
}

export function isFiltered(filter: QueueFilter): boolean {
  return searchOf(filter).size > 0;
}
