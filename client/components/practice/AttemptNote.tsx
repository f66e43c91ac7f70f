import { Check, CloudOff, TriangleAlert } from 'lucide-react';
import { useId } from 'react';
import type { PracticeAttempt } from '../../../shared/protocol/practiceRoutes.ts';
import type { OwnNoteState } from '../../core/practice/ownNote.ts';
import { usePracticePage } from '../../hooks/practice/usePageSession.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { practicePage } from '../../texts/practicePage.ts';
import { classNames } from '../ui/classNames.ts';
import { TextArea } from '../ui/TextArea.tsx';

const texts = practicePage.note;

/** The candidate's own words about an attempt, saved as they are typed. */
export function AttemptNote({ attempt, bare = false }: { attempt: PracticeAttempt; bare?: boolean }) {
  const note = usePracticePage().noteOf(attempt);
  const { text, saving, excess } = useStore(note.state);
  const titleId = useId();
  const what = `${attempt.role}, ${practicePage.moment(attempt.startedAt ?? attempt.createdAt, Date.now())}`;
  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-2">
      <div className="flex min-h-6 items-center justify-between gap-4">
        <h3 id={titleId} className={classNames('text-sm font-semibold', bare && 'sr-only')}>
          {texts.title}
        </h3>
        <Saving saving={saving} untouched={text === ''} />
      </div>
      <TextArea
        label={texts.label(what)}
        hideLabel
        rows={bare ? 10 : 4}
        placeholder={texts.placeholder}
        value={text}
        error={excess > 0 ? texts.excess(excess) : undefined}
        onChange={event => note.change(event.target.value)}
        onBlur={() => note.flush()}
      />
    </section>
  );
}

function Saving({ saving, untouched }: { saving: OwnNoteState['saving']; untouched: boolean }) {
  const trouble = saving !== 'saved' && saving !== 'saving';
  const Icon =
    saving === 'saved' ? Check : saving === 'kept' ? CloudOff : trouble ? TriangleAlert : undefined;
  return (
    <p
      role="status"
      data-saving={saving}
      className={classNames('flex items-center gap-1.5 text-xs', trouble ? 'text-warning-ink' : 'text-muted')}
    >
      {!(untouched && saving === 'saved') && (
        <>
          {Icon && <Icon className="size-3.5 shrink-0" aria-hidden="true" />}
          {texts.states[saving]}
        </>
      )}
    </p>
  );
}
