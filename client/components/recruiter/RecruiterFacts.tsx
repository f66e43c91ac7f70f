import { Accessibility, AudioLines, Captions, type LucideIcon, Users } from 'lucide-react';
import { recruiter as texts } from '../../texts/recruiter.ts';

const ICONS: readonly LucideIcon[] = [AudioLines, Users, Captions, Accessibility];

/** What somebody should know before a virtual recruiter begins. */
export function RecruiterFacts() {
  return (
    <ul className="flex max-w-[60ch] flex-col gap-3">
      {texts.waiting.facts.map((fact, index) => {
        const Icon = ICONS[index] ?? AudioLines;
        return (
          <li key={fact} className="flex gap-3">
            <Icon className="mt-0.5 size-5 shrink-0 text-accent-ink" aria-hidden="true" />
            <span>{fact}</span>
          </li>
        );
      })}
    </ul>
  );
}
