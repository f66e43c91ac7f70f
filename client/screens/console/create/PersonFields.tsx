import { Trash2 } from 'lucide-react';
import { LIMITS } from '../../../../shared/interview/fields.ts';
import { Badge } from '../../../components/ui/Badge.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { IconButton } from '../../../components/ui/IconButton.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { consoleTexts } from '../../../texts/console.ts';
import { AccommodationsFold } from '../recruiter/AccommodationsFold.tsx';
import type { PersonChange, PersonDraft } from './peopleDraft.ts';

interface PersonFieldsProps {
  person: PersonDraft;
  /** Index of the seat in the input, for its errors. */
  index: number;
  /** Whether accommodations can be set. */
  accommodates: boolean;
  /** Says that the person leads, or offers it; neither for roles without a lead. */
  lead: 'leads' | 'may-lead' | undefined;
  errorOf: (path: string) => string | undefined;
  blur: (path: string) => void;
  onChange: (part: PersonChange) => void;
  onRemove: () => void;
  onMakeLead: () => void;
}

export function PersonFields(props: PersonFieldsProps) {
  const { person, index, accommodates, lead, errorOf, blur, onChange, onRemove, onMakeLead } = props;
  const namePath = `seats.${index}.displayName`;
  const emailPath = `seats.${index}.email`;
  return (
    <li className="flex flex-col gap-2">
      <div className="grid grid-cols-[minmax(0,1fr)_2.5rem] items-start gap-x-2 gap-y-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_2.5rem]">
        <TextField
          label={consoleTexts.form.name}
          autoComplete="off"
          maxLength={LIMITS.displayName}
          value={person.displayName}
          error={errorOf(namePath)}
          onChange={event => onChange({ displayName: event.target.value })}
          onBlur={() => blur(namePath)}
        />
        <IconButton
          label={consoleTexts.create.remove(person.displayName)}
          className="mt-6.5 sm:order-last"
          icon={<Trash2 className="size-4" aria-hidden="true" />}
          onClick={onRemove}
        />
        <TextField
          label={consoleTexts.form.email}
          optional
          type="email"
          autoComplete="off"
          value={person.email}
          error={errorOf(emailPath)}
          onChange={event => onChange({ email: event.target.value })}
          onBlur={() => blur(emailPath)}
        />
      </div>
      {accommodates && (
        <AccommodationsFold
          set={person.accommodations}
          onChange={accommodations => onChange({ accommodations })}
        />
      )}
      {lead === 'leads' && (
        <Badge tone="accent" className="self-start">
          {consoleTexts.detail.lead}
        </Badge>
      )}
      {lead === 'may-lead' && (
        <Button variant="quiet" size="sm" className="-ml-3 self-start" onClick={onMakeLead}>
          {consoleTexts.create.makeLead}
        </Button>
      )}
    </li>
  );
}
