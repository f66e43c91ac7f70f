import { Link } from 'react-router';
import { z } from 'zod';
import { DisplayName, Email, LIMITS } from '../../../../shared/interview/fields.ts';
import { isFinal } from '../../../../shared/interview/phases.ts';
import type { CandidateRecord } from '../../../../shared/protocol/candidateRoutes.ts';
import { FormDialog } from '../../../components/ui/FormDialog.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { toast } from '../../../core/toast.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { candidateTexts } from '../../../texts/candidates.ts';

const texts = candidateTexts.correction;
const Corrected = z.object({ name: DisplayName, email: Email.optional() });

/** Corrects the name and the address of a record, and links to the interviews that keep theirs. */
export function CorrectCandidate({
  candidate,
  onClose,
}: {
  candidate: CandidateRecord;
  onClose: () => void;
}) {
  const { candidateId, name, email = '', rounds } = candidate;
  const correct = useRouteMutation('candidates.correct', ['candidates.read', 'candidates.list']);
  const form = useForm({
    initial: { name, email },
    schema: Corrected,
    toInput: values => ({ name: values.name, ...(values.email.trim() && { email: values.email.trim() }) }),
    onSubmit: async corrected => {
      await correct.mutateAsync({ candidateId, ...corrected });
      toast.success(texts.done);
      onClose();
    },
  });
  const coming = rounds.filter(({ phase }) => !isFinal(phase));
  return (
    <FormDialog
      form={form}
      title={texts.title(name)}
      description={texts.body}
      submitLabel={texts.save}
      failed={texts.failed}
      onClose={onClose}
    >
      <TextField
        {...form.field('name')}
        label={texts.name}
        maxLength={LIMITS.displayName}
        autoComplete="off"
      />
      <TextField
        {...form.field('email')}
        label={texts.email}
        optional
        hint={texts.emailHint}
        type="email"
        autoComplete="off"
      />
      {coming.length > 0 && (
        <div className="flex flex-col gap-1.5 text-sm">
          <p className="text-muted">{texts.coming}</p>
          <ul className="flex flex-col gap-1">
            {coming.map(({ seatId, interviewId, title }) => (
              <li key={seatId}>
                <Link
                  to={`/console/interviews/${interviewId}`}
                  className="inline-flex min-h-6 items-center font-medium break-words underline underline-offset-2"
                >
                  {title}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
    </FormDialog>
  );
}
