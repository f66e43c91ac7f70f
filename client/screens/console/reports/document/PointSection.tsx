import { Plus } from 'lucide-react';
import { useRef } from 'react';
import { flushSync } from 'react-dom';
import { uuidv7 } from 'uuidv7';
import { PointId, REPORT_LIMITS } from '../../../../../shared/report/reportContent.ts';
import { Button } from '../../../../components/ui/Button.tsx';
import { moved, without } from '../../../../core/kit/order.ts';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';
import { focusPlace } from '../focusPlace.ts';
import { type PointList, useReport, useReportState } from '../reportDesk.ts';
import { DropZone } from './DropZone.tsx';
import { Margin, usePlaceProps } from './Margin.tsx';
import { PointCard } from './PointCard.tsx';

const texts = reportEditorTexts.points;

/** What to keep, or what to change: two slots, filled with evidence or by hand. */
export function PointSection({ list }: { list: PointList }) {
  const { editor, say, use } = useReport();
  const heading = useRef<HTMLHeadingElement>(null);
  const points = useReportState(({ content }) => content[list]);
  const remarks = usePlaceProps([list]);
  const free = REPORT_LIMITS[list] - points.length;
  const add = () => {
    const point = { pointId: PointId.parse(uuidv7()), seen: '', action: '' };
    flushSync(() => editor.change(content => ({ ...content, [list]: [...content[list], point] })));
    focusPlace([list, points.length, 'seen']);
  };
  const remove = (index: number) => {
    editor.change(content => ({ ...content, [list]: without(content[list], index) }));
    say(texts.removed(texts[list].number(index + 1)));
    heading.current?.focus();
  };
  const move = (index: number, by: -1 | 1) =>
    editor.change(content => ({ ...content, [list]: moved(content[list], index, index + by) }));
  return (
    <section aria-labelledby={`section-${list}`} className="flex flex-col gap-3" data-section={list}>
      <div className="flex flex-col gap-1">
        <h2 ref={heading} id={`section-${list}`} tabIndex={-1} className="text-lg font-semibold">
          {texts[list].title}
        </h2>
        <p className="text-sm text-muted">{texts[list].intro}</p>
      </div>
      <ol className="flex flex-col gap-4 empty:hidden">
        {points.map(({ pointId }, index) => (
          <li key={pointId}>
            <PointCard
              list={list}
              index={index}
              count={points.length}
              onMove={by => move(index, by)}
              onRemove={() => remove(index)}
            />
          </li>
        ))}
      </ol>
      {free > 0 && (
        <Margin places={[[list]]}>
          <DropZone
            onDropped={evidence => use(list, evidence)}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-card border border-dashed border-line-strong px-4 py-3"
          >
            <p className="text-sm text-muted pointer-coarse:hidden">{texts.drop}</p>
            <Button
              {...remarks}
              size="sm"
              icon={<Plus className="size-4" aria-hidden="true" />}
              onClick={add}
            >
              {texts.add[list]}
            </Button>
          </DropZone>
        </Margin>
      )}
    </section>
  );
}
