import { type Place, placeKey } from '../../../../core/kit/place.ts';
import { outlineOf, type Section } from '../../../../core/kit/sections.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { useKitState } from '../desk.ts';
import { FindingCounts } from '../FindingCounts.tsx';
import { useSectionInView } from './useSectionInView.ts';

interface OutlineProps {
  onSection: (section: Section) => void;
  onPart: (place: Place) => void;
}

const UNNAMED: Partial<Record<Section, string>> = {
  competencies: kitTexts.competencies.unnamed,
  questions: kitTexts.questions.unnamed,
  guide: kitTexts.guide.unnamedQuestion,
};

/** What the document consists of, and where in it something is to do. */
export function Outline({ onSection, onPart }: OutlineProps) {
  const kit = useKitState(state => state.kit);
  const remarks = useKitState(state => state.remarks);
  const inView = useSectionInView();
  return (
    <nav aria-label={kitTexts.page.outline} className="flex flex-col gap-2">
      {outlineOf(kit, remarks).map(({ section, counts, entries }) => (
        <div key={section} className="flex flex-col">
          <button
            type="button"
            aria-current={inView === section ? 'location' : undefined}
            onClick={() => onSection(section)}
            className="flex min-h-8 items-center justify-between gap-2 rounded-control px-2 text-left text-sm font-medium transition-colors hover:bg-hover aria-[current=location]:bg-hover"
          >
            {kitTexts.sections[section]}
            <FindingCounts brief counts={counts} />
          </button>
          {entries.length > 0 && (
            <ol className="flex flex-col">
              {entries.map(({ place, label, counts: own }, index) => (
                <li key={placeKey(place)}>
                  <button
                    type="button"
                    onClick={() => onPart(place)}
                    className="flex min-h-7 w-full items-center gap-2 rounded-control px-2 text-left text-xs text-muted transition-colors hover:bg-hover hover:text-ink"
                  >
                    <span className="w-4 shrink-0 text-right tabular-nums">{index + 1}</span>
                    <span className="min-w-0 flex-1 truncate">{label || UNNAMED[section]}</span>
                    <FindingCounts brief counts={own} />
                  </button>
                </li>
              ))}
            </ol>
          )}
        </div>
      ))}
    </nav>
  );
}
