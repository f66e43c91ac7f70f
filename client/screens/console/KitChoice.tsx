import { TriangleAlert } from 'lucide-react';
import type { KitSummary } from '../../../shared/protocol/kitRoutes.ts';
import { Select } from '../../components/ui/Select.tsx';
import { useRouteQuery } from '../../hooks/useRouteQuery.ts';
import { kitTexts } from '../../texts/kits.ts';

const texts = kitTexts.choice;

interface KitChoiceProps {
  /** Empty for none. */
  kitId: string;
  /** The kit the interview has already, which cannot be taken away again. */
  current?: string | undefined;
  /** Nothing can be chosen any more. */
  frozen?: boolean;
  error: string | undefined;
  /** `kit` is what the list knows of it. */
  onChange: (kitId: string, kit: KitSummary | undefined) => void;
  onBlur: () => void;
}

/** Which kit an interview goes by. Those it cannot be held with are listed, too, with the reason. */
export function KitChoice({ kitId, current, frozen = false, error, onChange, onBlur }: KitChoiceProps) {
  const list = useRouteQuery('kits.list', {});
  const kits = (list.data?.kits ?? []).filter(kit => !kit.archived || kit.kitId === current);
  const failed = list.isError && !list.data;
  const waiting = !list.data && !failed;
  const options = [
    { value: '', label: waiting ? texts.loading : texts.none, disabled: current !== undefined },
    ...kits.map(kit => ({
      value: kit.kitId,
      label: labelOf(kit),
      disabled: kit.errors > 0 && kit.kitId !== current,
    })),
  ];
  const choose = (chosen: string) =>
    onChange(
      chosen,
      kits.find(kit => kit.kitId === chosen),
    );
  return (
    <div className="flex flex-col gap-1.5">
      <Select
        label={texts.label}
        hint={frozen ? texts.frozen : current === undefined ? texts.hint : texts.stays}
        error={error}
        options={options}
        value={kitId}
        disabled={frozen || waiting}
        onChange={event => choose(event.target.value)}
        onBlur={onBlur}
      />
      {kitId === '' && !waiting && (
        <p className="flex items-start gap-2 text-sm text-warning-ink">
          <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
          {failed ? texts.failed : texts.noneMeans}
        </p>
      )}
    </div>
  );
}

function labelOf({ role, level, errors }: KitSummary): string {
  const name = kitTexts.name(role, level);
  return errors > 0 ? texts.unfit(name, errors) : name;
}

/** A kit says what role is applied for, as long as no one has said otherwise. */
export function roleFrom(kit: KitSummary | undefined, typed: string, before: string | undefined): string {
  return kit && (typed.trim() === '' || typed === before) ? kit.role : typed;
}
