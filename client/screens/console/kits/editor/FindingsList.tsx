import { CircleCheck } from 'lucide-react';
import { classNames } from '../../../../components/ui/classNames.ts';
import { isInside, placeKey } from '../../../../core/kit/place.ts';
import type { Remark } from '../../../../core/kit/remarks.ts';
import { partsOf, SECTIONS, sectionOf } from '../../../../core/kit/sections.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { REMARK_ICONS, REMARK_INKS } from '../../RemarkLines.tsx';
import { useKitState } from '../desk.ts';

const texts = kitTexts.findings;

/** Everything the linter has to say, in the order of the document; each leads to its field. */
export function FindingsList({ onChoose }: { onChoose: (remark: Remark) => void }) {
  const remarks = useKitState(state => state.remarks);
  return (
    <section aria-label={texts.title} className="flex flex-col gap-2">
      <h2 className="px-2 text-xs font-medium text-muted">{texts.title}</h2>
      {remarks.length === 0 && (
        <p className="flex items-start gap-2 px-2 text-sm text-success-ink">
          <CircleCheck className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
          {texts.none}
        </p>
      )}
      {SECTIONS.map(section => {
        const own = remarks.filter(remark => sectionOf(remark.place) === section);
        if (own.length === 0) return null;
        return (
          <div key={section} className="flex flex-col">
            <h3 className="px-2 pb-0.5 text-xs font-semibold">{kitTexts.sections[section]}</h3>
            <ul>
              {own.map(remark => (
                <li key={`${placeKey(remark.place)} ${remark.message}`}>
                  <FindingButton remark={remark} onChoose={() => onChoose(remark)} />
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
}

function FindingButton({ remark, onChoose }: { remark: Remark; onChoose: () => void }) {
  const { level, message } = remark;
  const Icon = REMARK_ICONS[level];
  const part = usePartName(remark);
  return (
    <button
      type="button"
      onClick={onChoose}
      className="flex w-full items-start gap-2 rounded-control px-2 py-1 text-left text-xs leading-5 transition-colors hover:bg-hover"
    >
      <Icon className={classNames('mt-0.75 size-3.5 shrink-0', REMARK_INKS[level])} aria-hidden="true" />
      <span className="min-w-0">
        <span className="sr-only">{texts.levels[level]}: </span>
        {message}
        {part && <span className="block truncate text-muted">{part}</span>}
      </span>
    </button>
  );
}

/** The part or field that a remark is about, where its message alone would not tell. */
function usePartName({ place }: Remark): string | undefined {
  return useKitState(({ kit }) => {
    const [field] = place;
    if (field === 'role' || field === 'level' || field === 'locale') return kitTexts.role[field];
    return partsOf(kit, sectionOf(place)).find(part => isInside(place, part.place))?.name;
  });
}
