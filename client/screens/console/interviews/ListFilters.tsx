import { useState } from 'react';
import { z } from 'zod';
import { InterviewStatus } from '../../../../shared/interview/status.ts';
import { HeldBy, type InterviewCounts } from '../../../../shared/protocol/interviewList.ts';
import { FormDialog } from '../../../components/ui/FormDialog.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../../components/ui/Menu.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { useForm } from '../../../hooks/useForm.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { interviewListTexts, statusTexts } from '../../../texts/interviewList.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { formatDay } from '../../../texts/times.ts';
import {
  FilterButton,
  FilterChips,
  type FilterChoice,
  SeveralFilter,
  SingleFilter,
} from '../FilterMenus.tsx';
import { useTeams } from '../teams/TeamChoice.tsx';
import { dayName, dayStart, type ListAddress, nextDay, usualViewOf } from './listAddress.ts';

const texts = interviewListTexts.filters;

interface FilterProps {
  address: ListAddress;
  counts: InterviewCounts | undefined;
  now: number;
  /** True if a tab names the view, so that its filters need no chips. */
  isNamed?: boolean;
  onChange: (address: ListAddress) => void;
}

type Several = 'statuses' | 'jobRoles' | 'kitIds' | 'teamIds';

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
  const choices = (facet: Several, labelOf: (value: string) => string): FilterChoice[] => {
    const counted: FilterChoice[] = (counts?.[facet] ?? []).map(({ value, count }) => ({
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
    person: members.map(({ email, name }): FilterChoice => ({ value: email.toLowerCase(), label: name })),
    heldBy: HeldBy.options.map(
      (value): FilterChoice => ({
        value,
        label: texts.heldByValues[value],
        count: counts?.heldBy.find(one => one.value === value)?.count ?? 0,
      }),
    ),
  };
}

const SEVERAL: readonly Several[] = ['statuses', 'jobRoles', 'kitIds', 'teamIds'];

export function ListFilters(props: FilterProps) {
  const { address, now, isNamed = false, onChange } = props;
  const { filter } = address;
  const choices = useChoices(props);
  // The tab says which statuses are listed.
  const namesStatuses = usualViewOf(address) !== undefined;
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
        {SEVERAL.map(facet => (
          <SeveralFilter
            key={facet}
            label={texts[facet]}
            choices={choices[facet]}
            chosen={filter[facet]}
            onToggle={(value, on) => toggle(facet, value, on)}
          />
        ))}
        {(['person', 'heldBy'] as const).map(facet => (
          <SingleFilter
            key={facet}
            label={texts[facet]}
            choices={choices[facet]}
            any={texts.anyone}
            chosen={filter[facet]}
            onChange={value => set({ [facet]: value })}
          />
        ))}
        {address.display === 'list' && <DatesMenu {...props} onChoose={() => setChoosesDates(true)} />}
      </fieldset>
      <FilterChips
        chips={
          isNamed
            ? []
            : [
                ...SEVERAL.filter(facet => facet !== 'statuses' || !namesStatuses).flatMap(facet =>
                  ((filter[facet] ?? []) as string[]).map(value => ({
                    filter: texts[facet],
                    value: choices[facet].find(one => one.value === value)?.label ?? value,
                    remove: () => toggle(facet, value, false),
                  })),
                ),
                ...(['person', 'heldBy'] as const).flatMap(facet => {
                  const value = filter[facet];
                  if (value === undefined) return [];
                  const label = choices[facet].find(one => one.value === value)?.label ?? value;
                  return [{ filter: texts[facet], value: label, remove: () => set({ [facet]: undefined }) }];
                }),
                ...(filter.importId
                  ? [
                      {
                        filter: texts.source,
                        value: texts.importedFile,
                        remove: () => set({ importId: undefined }),
                      },
                    ]
                  : []),
                ...datesChip(address, now).map(value => ({
                  filter: texts.dates,
                  value,
                  remove: () => onChange({ ...address, from: undefined, to: undefined }),
                })),
              ]
        }
        onClear={() => {
          const kept = namesStatuses && filter.statuses ? { statuses: filter.statuses } : {};
          onChange({ ...address, filter: kept, from: undefined, to: undefined });
        }}
      />
      {choosesDates && (
        <DatesDialog
          address={address}
          onChange={days => onChange({ ...address, ...days })}
          onClose={() => setChoosesDates(false)}
        />
      )}
    </div>
  );
}

function datesChip({ from, to, display }: ListAddress, now: number): string[] {
  return (from || to) && display === 'list' ? [datesText({ from, to }, now)] : [];
}

/** Returns the first and the last day of a filter by time. One of them may be open. */
export function datesText({ from, to }: DatesDialogProps['address'], now: number): string {
  const name = (day: string | undefined) => day && formatDay(dayStart(day), now);
  return texts.between(name(from), name(to));
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

interface DatesDialogProps {
  address: { from?: string | undefined; to?: string | undefined };
  onChange: (days: { from: string | undefined; to: string | undefined }) => void;
  onClose: () => void;
}

export function DatesDialog({ address, onChange, onClose }: DatesDialogProps) {
  const form = useForm({
    initial: { from: address.from ?? '', to: address.to ?? '' },
    schema: Dates,
    toInput: ({ from, to }) => ({ from: from || undefined, to: to || undefined }),
    onSubmit: async ({ from, to }) => {
      onChange({ from, to });
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
