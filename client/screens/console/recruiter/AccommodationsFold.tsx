import { ChevronRight } from 'lucide-react';
import type { Accommodations } from '../../../../shared/recruiter/settings.ts';
import { formatFacts } from '../../../texts/intl.ts';
import { accommodationWords, recruiterSetup } from '../../../texts/recruiterSetup.ts';
import { AccommodationFields } from './AccommodationFields.tsx';

interface AccommodationsFoldProps {
  set: Accommodations;
  onChange: (set: Accommodations) => void;
}

/** Folded away until someone needs it; then one line says what is set. */
export function AccommodationsFold({ set, onChange }: AccommodationsFoldProps) {
  const words = formatFacts(accommodationWords(set));
  return (
    <details className="group rounded-card open:bg-sunken">
      <summary className="flex min-h-9 w-fit max-w-full cursor-pointer list-none flex-wrap items-center gap-x-2 rounded-control pr-3 text-sm font-medium text-accent-ink group-open:px-4 group-open:pt-3 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          className="-ml-0.5 size-4 shrink-0 transition-transform group-open:rotate-90"
          aria-hidden="true"
        />
        {recruiterSetup.accommodations.open}
        {words && <span className="min-w-0 font-normal text-muted">{words}</span>}
      </summary>
      <div className="p-4 pt-2">
        <AccommodationFields set={set} onChange={onChange} />
      </div>
    </details>
  );
}
