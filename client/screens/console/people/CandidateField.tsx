import { useState } from 'react';
import { LIMITS } from '../../../../shared/interview/fields.ts';
import { Combobox } from '../../../components/ui/Combobox.tsx';
import { useDebounced } from '../../../hooks/useDebounced.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { candidateTexts } from '../../../texts/candidates.ts';
import { newInterviewTexts } from '../../../texts/newInterview.ts';

const TYPING_MS = 250;
/** With fewer letters, most records match. */
const SEARCHED_FROM = 2;
const SHOWN = 8;

interface Person {
  displayName: string;
  email: string;
}

interface CandidateFieldProps {
  person: Person;
  error: string | undefined;
  onBlur: () => void;
  onChange: (part: Partial<Person>) => void;
}

/** Field for a candidate's name that suggests the candidates with a record, and accepts anyone else. */
export function CandidateField({ person, error, onBlur, onChange }: CandidateFieldProps) {
  const { displayName, email } = person;
  const mayRead = useStaffMay('candidates.read');
  const [chosen, setChosen] = useState<Person>();
  const typed = displayName.trim();
  const search = useDebounced(typed, TYPING_MS);
  const isAsked = mayRead && search.length >= SEARCHED_FROM && search !== chosen?.displayName;
  const query = useRouteQuery('candidates.list', { filter: { search } }, { enabled: isAsked });
  // Suggestions for an earlier text aren't shown, because Enter takes the first one.
  const isCurrent = isAsked && search === typed;
  const found = isCurrent ? (query.data?.candidates.slice(0, SHOWN) ?? []) : [];
  const type = (text: string) => {
    // Another name is another person, so the address of the chosen one is removed with it.
    const isChosen = chosen?.displayName === displayName && chosen.email === email;
    onChange({ displayName: text, ...(isChosen && { email: '' }) });
  };
  const choose = (candidateId: string) => {
    const candidate = found.find(one => one.candidateId === candidateId);
    if (!candidate) return;
    const person = { displayName: candidate.name, email: candidate.email ?? '' };
    setChosen(person);
    onChange(person);
  };
  return (
    <Combobox
      label={newInterviewTexts.form.name}
      listLabel={candidateTexts.known}
      text={displayName}
      maxLength={LIMITS.displayName}
      error={error}
      options={found.map(candidate => ({
        value: candidate.candidateId,
        content: (
          <span className="flex min-w-0 flex-col">
            <span className="font-medium break-words">{candidate.name}</span>
            <span className="text-xs break-words text-muted">
              {[candidate.email, candidateTexts.page.rounds(candidate.rounds)].filter(Boolean).join(' · ')}
            </span>
          </span>
        ),
      }))}
      onType={type}
      onChoose={choose}
      onBlur={onBlur}
    />
  );
}
