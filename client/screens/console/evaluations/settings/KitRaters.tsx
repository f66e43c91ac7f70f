import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { EvaluationSettings } from '../../../../../shared/evaluation/evaluationSettings.ts';
import { Banner } from '../../../../components/ui/Banner.tsx';
import { Select } from '../../../../components/ui/Select.tsx';
import { Skeleton } from '../../../../components/ui/Skeleton.tsx';
import { useRouteQuery } from '../../../../hooks/useRouteQuery.ts';
import { evaluationTexts } from '../../../../texts/evaluations.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { withKit } from './settingsDraft.ts';

const texts = evaluationTexts.settings;

type RatersByKit = EvaluationSettings['ratersByKit'];

interface KitRatersProps {
  usual: number;
  value: RatersByKit;
  onChange: (value: RatersByKit) => void;
}

/** Kits that need another number of raters than the usual one. Folded away: most organizations have none. */
export function KitRaters({ usual, value, onChange }: KitRatersProps) {
  const kits = useRouteQuery('kits.list', {});
  const [unfolded] = useState(Object.keys(value).length > 0);
  const options = [
    { value: '', label: `${texts.usual} (${usual})` },
    ...(['1', '2'] as const).map(raters => ({ value: raters as string, label: texts.ratersOf[raters] })),
  ];
  return (
    <details className="group" open={unfolded}>
      <summary className="flex w-fit cursor-pointer list-none items-center gap-1 rounded-control py-1 text-sm font-medium text-accent-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-4 transition-transform group-open:rotate-90" aria-hidden="true" />
        {texts.byKit}
      </summary>
      <div className="flex flex-col gap-3 pt-3">
        {kits.data ? (
          kits.data.kits.map(({ kitId, level, role }) => (
            <Select
              key={kitId}
              label={kitTexts.name(role, level)}
              options={options}
              value={value[kitId] === undefined ? '' : `${value[kitId]}`}
              onChange={({ target }) =>
                onChange(withKit(value, kitId, target.value === '' ? undefined : Number(target.value)))
              }
            />
          ))
        ) : kits.isError ? (
          <Banner tone="warning">{texts.kitsFailed}</Banner>
        ) : (
          <Skeleton className="h-16 w-full" />
        )}
      </div>
    </details>
  );
}
