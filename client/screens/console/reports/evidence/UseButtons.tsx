import type { KeyboardEvent } from 'react';
import { REPORT_LIMITS } from '../../../../../shared/report/reportContent.ts';
import { Button } from '../../../../components/ui/Button.tsx';
import type { Evidence } from '../../../../core/report/evidence.ts';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';
import { DRAGGED, type PointList, useReport, useReportState } from '../reportDesk.ts';

const texts = reportEditorTexts.evidence;
const KEYS: Readonly<Record<string, PointList>> = { k: 'keep', c: 'change' };

/** Makes a point of a piece of evidence. A full list says so when it is pressed. */
export function UseButtons({ evidence }: { evidence: Evidence }) {
  return (
    <div className="flex flex-wrap gap-1.5">
      <UseButton list="keep" evidence={evidence} />
      <UseButton list="change" evidence={evidence} />
    </div>
  );
}

function UseButton({ list, evidence }: { list: PointList; evidence: Evidence }) {
  const { use } = useReport();
  const full = useReportState(({ content }) => content[list].length >= REPORT_LIMITS[list]);
  return (
    <Button
      size="sm"
      aria-disabled={full}
      aria-keyshortcuts={list === 'keep' ? 'K' : 'C'}
      title={full ? texts.full[list] : undefined}
      onClick={() => use(list, evidence)}
    >
      {texts[list]}
    </Button>
  );
}

/** What makes an element one that can be dragged into the report, or used by a key while the focus is in it. */
export function useEvidenceHandlers(evidence: Evidence) {
  const { use } = useReport();
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
      use(list, evidence);
    },
  };
}
