import { CircleCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type FieldPath, isInside, pathKey } from '../../../core/editor/fieldPath.ts';
import type { Remark } from '../../../core/editor/remarks.ts';
import { outlineOf, partsOf, SECTIONS, type Section, sectionOf } from '../../../core/kit/kitOutline.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { FindingButton, FindingCounts } from '../editor/Remarks.tsx';
import { useKitState } from './kitContext.ts';

type OutlineProps = { onSection: (section: Section) => void; onPart: (path: FieldPath) => void };

const UNNAMED: Partial<Record<Section, string>> = {
  competencies: kitTexts.competencies.unnamed,
  questions: kitTexts.questions.unnamed,
  guide: kitTexts.guide.unnamedQuestion,
};

export function KitOutline({ onSection, onPart }: OutlineProps) {
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
              {entries.map(({ path, label, counts: own }, index) => (
                <li key={pathKey(path)}>
                  <button
                    type="button"
                    onClick={() => onPart(path)}
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

function useSectionInView(): Section | undefined {
  const [inView, setInView] = useState<Section>();
  useEffect(() => {
    const observer = new IntersectionObserver(
      entries => {
        for (const { isIntersecting, target } of entries) {
          const section = SECTIONS.find(each => each === target.getAttribute('data-section'));
          if (isIntersecting && section) setInView(section);
        }
      },
      { rootMargin: '-25% 0px -74% 0px' },
    );
    for (const element of document.querySelectorAll('[data-section]')) observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return inView;
}

const texts = kitTexts.findings;

export function FindingsList({ onChoose }: { onChoose: (remark: Remark) => void }) {
  const remarks = useKitState(state => state.remarks);
  return (
    <section aria-label={texts.title} className="flex flex-col gap-2">
      <h2 className="px-2 text-xs font-medium text-muted">{texts.title}</h2>
      {remarks.length === 0 && (
        <p className="flex items-start gap-2 px-2 text-sm text-success-ink">
          <CircleCheck className="mt-0.5 size-4 shrink-0" />
          {texts.none}
        </p>
      )}
      {SECTIONS.map(section => {
        const own = remarks.filter(remark => sectionOf(remark.path) === section);
        if (own.length === 0) return null;
        return (
          <div key={section} className="flex flex-col">
            <h3 className="px-2 pb-0.5 text-xs font-semibold">{kitTexts.sections[section]}</h3>
            <ul>
              {own.map(remark => (
                <li key={`${pathKey(remark.path)} ${remark.message}`}>
                  <KitFinding remark={remark} onChoose={() => onChoose(remark)} />
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
}

function KitFinding({ remark, onChoose }: { remark: Remark; onChoose: () => void }) {
  return <FindingButton compact remark={remark} field={usePartName(remark)} onChoose={onChoose} />;
}

function usePartName({ path }: Remark): string | undefined {
  return useKitState(({ kit }) => {
    const [field] = path;
    if (field === 'role' || field === 'level' || field === 'locale') return kitTexts.role[field];
    return partsOf(kit, sectionOf(path)).find(part => isInside(path, part.path))?.name;
  });
}
