import { ChevronDown, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import { InterviewStatus } from '../../../../shared/interview/status.ts';
import { HeldBy, type InterviewCounts } from '../../../../shared/protocol/interviewList.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { FormDialog } from '../../../components/ui/FormDialog.tsx';
import { Menu, MenuCheck, MenuChoice, MenuItem, MenuSeparator } from '../../../components/ui/Menu.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { useForm } from '../../../hooks/useForm.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { interviewListTexts, statusTexts } from '../../../texts/interviewList.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { formatDay } from '../../../texts/times.ts';
import { useTeams } from '../teams/TeamChoice.tsx';
import { dayName, dayStart, type ListAddress, nextDay } from './listAddress.ts';

const texts = interviewListTexts.filters;

interface FilterProps {
  address: ListAddress;
  counts: InterviewCounts | undefined;
  now: number;
  onChange: (address: ListAddress) => void;
}

type Several = 'statuses' | 'jobRoles' | 'kitIds' | 'teamIds';
interface Choice {
  value: string;
  label: string;
  count?: number | undefined;
}

/** Returns the choices of each filter, those of the address among them. */
function useChoices({ address: { filter }, counts }: Pick<FilterProps, 'address' | 'counts'>) {
  const mayReadKits = useStaffMay('kits.read');
  const mayReadStaff = useStaffMay('staff.read');
  const kits = useRouteQuery('kits.list', {}, { enabled: mayReadKits }).data?.kits ?? [];
  const members = useRouteQuery('staff.list', {}, { enabled: mayReadStaff }).data?.members ?? [];
  const teams = useTeams();
  const kitName = (kitId: string) => {
    const kit = kits.find(one => one.kitId === kitId);
    return kit ? kitTexts.name(kit.role, kit.level) : texts.unknownKit;
  };
  const teamName = (teamId: string) =>
    teamId === 'none' ? texts.noTeam : (teams.find(one => one.teamId === teamId)?.name ?? texts.unknownTeam);
  const choices = (facet: Several, labelOf: (value: string) => string): Choice[] => {
    const counted: Choice[] = (counts?.[facet] ?? []).map(({ value, count }) => ({
      value,
      count,
      label: labelOf(value),
    }));
    const chosen = (filter[facet] ?? []).filter(value => !counted.some(one => one.value === value));
    return [...counted, ...chosen.map(value => ({ value, count: 0, label: labelOf(value) }))];
  };
  const statuses = choices('statuses', value => statusTexts[value as InterviewStatus]);
  return {
    statuses: InterviewStatus.options.flatMap(status => statuses.filter(({ value }) => value === status)),
    jobRoles: choices('jobRoles', value => value),
    kitIds: mayReadKits ? choices('kitIds', kitName) : [],
    teamIds: teams.length > 0 || filter.teamIds ? choices('teamIds', teamName) : [],
    person: members.map(({ email, name }): Choice => ({ value: email.toLowerCase(), label: name })),
    heldBy: HeldBy.options.map(
      (value): Choice => ({
        value,
        label: texts.heldByValues[value],
        count: counts?.heldBy.find(one => one.value === value)?.count ?? 0,
      }),
    ),
  };
}

const SEVERAL: readonly Several[] = ['statuses', 'jobRoles', 'kitIds', 'teamIds'];

export function ListFilters(props: FilterProps) {
  const { address, now, onChange } = props;
  const { filter } = address;
  const choices = useChoices(props);
  const [choosesDates, setChoosesDates] = useState(false);
  const set = (part: Partial<Record<keyof ListAddress['filter'], unknown>>) => {
    const changed = Object.entries({ ...filter, ...part }).filter(([, value]) => value !== undefined);
    onChange({ ...address, filter: Object.fromEntries(changed) as ListAddress['filter'] });
  };
  const toggle = (facet: Several, value: string, on: boolean) => {
    const others = ((filter[facet] ?? []) as string[]).filter(one => one !== value);
    const values = on ? [...others, value] : others;
    set({ [facet]: values.length > 0 ? values : undefined });
  };
  return (
    <div className="flex flex-col gap-2">
      <fieldset className="flex flex-wrap items-center gap-1.5">
        <legend className="sr-only">{texts.label}</legend>
        {SEVERAL.map(
          facet =>
            choices[facet].length > 0 && (
              <Menu key={facet} align="start" trigger={<FilterButton>{texts[facet]}</FilterButton>}>
                {choices[facet].map(({ value, label, count = 0 }) => (
                  <MenuCheck
                    key={value}
                    checked={((filter[facet] ?? []) as string[]).includes(value)}
                    onCheckedChange={on => toggle(facet, value, on)}
                  >
                    {texts.option(label, count)}
                  </MenuCheck>
                ))}
              </Menu>
            ),
        )}
        {(['person', 'heldBy'] as const).map(
          facet =>
            choices[facet].length > 0 && (
              <Menu key={facet} align="start" trigger={<FilterButton>{texts[facet]}</FilterButton>}>
                <MenuChoice
                  label={texts[facet]}
                  value={filter[facet] ?? ''}
                  options={[
                    { value: '', label: texts.anyone },
                    ...choices[facet].map(({ value, label, count }) => ({
                      value,
                      label: count === undefined ? label : texts.option(label, count),
                    })),
                  ]}
                  onChange={value => set({ [facet]: value || undefined })}
                />
              </Menu>
            ),
        )}
        {address.display === 'list' && <DatesMenu {...props} onChoose={() => setChoosesDates(true)} />}
      </fieldset>
      <Chips
        chips={[
          ...SEVERAL.flatMap(facet =>
            ((filter[facet] ?? []) as string[]).map(value => ({
              facet,
              value: choices[facet].find(one => one.value === value)?.label ?? value,
              remove: () => toggle(facet, value, false),
            })),
          ),
          ...(['person', 'heldBy'] as const).flatMap(facet => {
            const value = filter[facet];
            if (value === undefined) return [];
            const label = choices[facet].find(one => one.value === value)?.label ?? value;
            return [{ facet, value: label, remove: () => set({ [facet]: undefined }) }];
          }),
          ...datesChip(address, now).map(value => ({
            facet: 'dates' as const,
            value,
            remove: () => onChange({ ...address, from: undefined, to: undefined }),
          })),
        ]}
        onClear={() => onChange({ ...address, filter: {}, from: undefined, to: undefined })}
      />
      {choosesDates && <DatesDialog {...props} onClose={() => setChoosesDates(false)} />}
    </div>
  );
}

/** Passes on the props that the menu gives to its button. */
function FilterButton({ children, ...props }: { children: ReactNode }) {
  return (
    <button
      type="button"
      {...props}
      className="flex h-8 items-center gap-1 rounded-control border border-line px-2.5 text-sm text-muted transition-colors hover:bg-hover hover:text-ink aria-expanded:bg-hover aria-expanded:text-ink"
    >
      {children}
      <ChevronDown className="size-3.5" />
    </button>
  );
}

interface Chip {
  facet: Several | 'person' | 'heldBy' | 'dates';
  value: string;
  remove: () => void;
}

function Chips({ chips, onClear }: { chips: Chip[]; onClear: () => void }) {
  if (chips.length === 0) return null;
  return (
    <ul className="flex flex-wrap items-center gap-1.5">
      {chips.map(({ facet, value, remove }) => {
        const text = texts.chip(texts[facet], value);
        return (
          <li key={text}>
            <button
              type="button"
              aria-label={texts.remove(text)}
              onClick={remove}
              className="flex h-7 max-w-64 items-center gap-1 rounded-full bg-accent-soft pr-2 pl-3 text-xs font-medium text-accent-ink transition-colors hover:bg-hover"
            >
              <span className="truncate">{text}</span>
              <X className="size-3.5 shrink-0" />
            </button>
          </li>
        );
      })}
      <li>
        <Button variant="quiet" size="sm" onClick={onClear}>
          {interviewListTexts.clear}
        </Button>
      </li>
    </ul>
  );
}

function datesChip({ from, to, display }: ListAddress, now: number): string[] {
  if ((!from && !to) || display !== 'list') return [];
  const name = (day: string | undefined) => day && formatDay(dayStart(day), now);
  return [texts.between(name(from), name(to))];
}

function DatesMenu({ address, now, onChange, onChoose }: FilterProps & { onChoose: () => void }) {
  const dayOf = (at: number | undefined) => (at === undefined ? undefined : dayName(at));
  const between = (from: number | undefined, to: number | undefined) =>
    onChange({ ...address, from: dayOf(from), to: dayOf(to) });
  return (
    <Menu align="start" trigger={<FilterButton>{texts.dates}</FilterButton>}>
      <MenuItem onSelect={() => between(undefined, undefined)}>{texts.anyTime}</MenuItem>
      <MenuItem onSelect={() => between(now, now)}>{texts.today}</MenuItem>
      <MenuItem onSelect={() => between(now, nextDay(now, 6))}>{texts.nextWeek}</MenuItem>
      <MenuItem onSelect={() => between(nextDay(now, -29), now)}>{texts.lastMonth}</MenuItem>
      <MenuSeparator />
      <MenuItem onSelect={onChoose}>{texts.choose}</MenuItem>
    </Menu>
  );
}

const Dates = z
  .object({ from: z.iso.date().optional(), to: z.iso.date().optional() })
  .refine(({ from, to }) => !from || !to || from <= to, { error: texts.wrongOrder, path: ['to'] });

function DatesDialog({ address, onChange, onClose }: FilterProps & { onClose: () => void }) {
  const form = useForm({
    initial: { from: address.from ?? '', to: address.to ?? '' },
    schema: Dates,
    toInput: ({ from, to }) => ({ from: from || undefined, to: to || undefined }),
    onSubmit: async ({ from, to }) => {
      onChange({ ...address, from, to });
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      title={texts.datesTitle}
      submitLabel={texts.show}
      failed=""
      size="sm"
      onClose={onClose}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField {...form.field('from')} label={texts.from} type="date" />
        <TextField {...form.field('to')} label={texts.to} type="date" />
      </div>
    </FormDialog>
  );
}
