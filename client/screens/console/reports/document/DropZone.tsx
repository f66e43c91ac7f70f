import { type DragEvent, type ReactNode, useState } from 'react';
import { classNames } from '../../../../components/ui/classNames.ts';
import type { Evidence } from '../../../../core/report/evidence.ts';
import { DRAGGED, useReport } from '../reportDesk.ts';

interface DropZoneProps {
  onDropped: (evidence: Evidence) => void;
  className: string;
  children: ReactNode;
}

/** Where evidence can be dropped. Keyboards have buttons and a list for the same. */
export function DropZone({ onDropped, className, children }: DropZoneProps) {
  const { evidence } = useReport();
  const [over, setOver] = useState(false);
  const carries = (event: DragEvent) => event.dataTransfer.types.includes(DRAGGED);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only a target for what is dragged
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
