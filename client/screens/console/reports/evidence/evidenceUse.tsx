import { type DragEvent, type KeyboardEvent, type ReactNode, useState } from 'react';
import { REPORT_LIMITS } from '../../../../../shared/report/reportContent.ts';
import { Button } from '../../../../components/ui/Button.tsx';
import { classNames } from '../../../../components/ui/classNames.ts';
import type { Evidence, PointBasis } from '../../../../core/report/evidence.ts';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';
import { DRAGGED, type PointList, useReport, useReportState } from '../reportContext.ts';

const texts = reportEditorTexts.evidence;
const KEYS: Readonly<Record<string, PointList>> = { k: 'keep', c: 'change' };

/** Buttons that add the evidence to the report as a point, or announce that the list of points is full. */
export function UseButtons(props: { evidence: PointBasis; onUsed?: () => void }) {
  return (
    <div className="flex flex-wrap gap-1.5">
      <UseButton list="keep" {...props} />
      <UseButton list="change" {...props} />
    </div>
  );
}

function UseButton(props: { list: PointList; evidence: PointBasis; onUsed?: () => void }) {
  const { list, evidence, onUsed } = props;
  const { addPoint } = useReport();
  const full = useReportState(({ content }) => content[list].length >= REPORT_LIMITS[list]);
  return (
    <Button
      size="sm"
      aria-keyshortcuts={list === 'keep' ? 'K' : 'C'}
      title={full ? texts.full[list] : undefined}
      onClick={() => {
        if (addPoint(list, evidence)) onUsed?.();
      }}
    >
      {texts[list]}
    </Button>
  );
}

/** Returns props with which an element can be dragged into the report, or added with the K and C keys. */
export function useEvidenceHandlers(evidence: Evidence) {
  const { addPoint } = useReport();
  return {
    draggable: true,
    onDragStart: (event: React.DragEvent<HTMLElement>) => {
      event.dataTransfer.setData(DRAGGED, evidence.id);
      event.dataTransfer.effectAllowed = 'copy';
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const list = KEYS[event.key.toLowerCase()];
      if (!list) return;
      event.preventDefault();
      addPoint(list, evidence);
    },
  };
}

type DropZoneProps = { onDropped: (evidence: Evidence) => void; className: string; children: ReactNode };

/** Drop target for evidence. Keyboard users have buttons and a list instead. */
export function DropZone({ onDropped, className, children }: DropZoneProps) {
  const { evidence } = useReport();
  const [over, setOver] = useState(false);
  const carries = (event: DragEvent) => event.dataTransfer.types.includes(DRAGGED);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a drop target has no role
    <div
      data-drop
      onDragOver={event => {
        if (!carries(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false);
      }}
      onDrop={event => {
        setOver(false);
        const dropped = evidence.get(event.dataTransfer.getData(DRAGGED));
        if (!dropped) return;
        event.preventDefault();
        onDropped(dropped);
      }}
      className={classNames(className, over && 'bg-accent-soft outline-2 outline-accent')}
    >
      {children}
    </div>
  );
}
