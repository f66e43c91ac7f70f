import { ChevronsDownUp, ChevronsUpDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '../../../../components/ui/Button.tsx';
import type { Place } from '../../../../core/kit/place.ts';
import type { Section } from '../../../../core/kit/sections.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { useDesk } from '../desk.ts';

interface DocumentSectionProps {
  section: Section;
  intro?: string;
  /** Where its parts stand that open and close; none if absent. */
  parts?: Place;
  children: ReactNode;
}

export function DocumentSection({ section, intro, parts, children }: DocumentSectionProps) {
  return (
    <section aria-labelledby={`section-${section}`} data-section={section} className="flex flex-col gap-4">
      <div className="flex items-end justify-between gap-3">
        <div className="flex min-w-0 flex-col gap-1">
          <h2 id={`section-${section}`} tabIndex={-1} className="scroll-mt-36 text-lg font-semibold">
            {kitTexts.sections[section]}
          </h2>
          {intro && <p className="max-w-prose text-sm text-muted">{intro}</p>}
        </div>
        {parts && <OpenAll parts={parts} label={kitTexts.sections[section]} />}
      </div>
      {children}
    </section>
  );
}

export function OpenAll({ parts, label }: { parts: Place; label: string }) {
  const { wishes } = useDesk();
  const [open, setOpen] = useState(false);
  const text = open ? kitTexts.parts.closeAll : kitTexts.parts.openAll;
  const Icon = open ? ChevronsDownUp : ChevronsUpDown;
  return (
    <Button
      variant="quiet"
      size="sm"
      className="text-muted"
      aria-label={`${text}: ${label}`}
      icon={<Icon className="size-4" aria-hidden="true" />}
      onClick={() => {
        wishes.set({ place: parts, open: !open, inside: true });
        setOpen(!open);
      }}
    >
      {text}
    </Button>
  );
}
