import { Accessibility, AudioLines, Captions, type LucideIcon, Users } from 'lucide-react';
import { useView } from '../../hooks/room/session.ts';
import { practiceRoom } from '../../texts/practiceRoom.ts';
import { recruiter as texts } from '../../texts/recruiter.ts';

const ICONS: readonly LucideIcon[] = [AudioLines, Users, Captions, Accessibility];

/** What a person should know before a virtual recruiter begins. */
export function RecruiterFacts() {
  const { practice } = useView();
  const [asks = '', judges = '', shows = '', needs = ''] = texts.waiting.facts;
  const facts = practice ? [asks, practiceRoom.facts[practice.purpose], shows] : [asks, judges, shows, needs];
  return (
    <ul className="flex max-w-[60ch] flex-col gap-3">
      {facts.map((fact, index) => {
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
