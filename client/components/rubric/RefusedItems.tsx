import { Trash2 } from 'lucide-react';
import { type Draft, keyOf } from '../../core/rubric/draft.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { useReadRubric } from '../../hooks/rubric/useRubric.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { CopyField } from '../ui/CopyField.tsx';
import { IconButton } from '../ui/IconButton.tsx';

/** What the server will not take any more. Nothing of it is thrown away before its writer says so. */
export function RefusedItems() {
  const { session } = useReadRubric();
  const drafts = [...useStore(session.outbox.drafts).values()].filter(({ refusal }) => refusal);
  const { refused } = rubricTexts;
  if (drafts.length === 0) return null;
  return (
    <section
      aria-label={refused.title}
      className="flex flex-col gap-3 rounded-card bg-danger-soft p-3 text-sm text-danger-ink"
    >
      <div className="flex flex-col gap-0.5">
        <p className="font-medium">{drafts[0]?.refusal?.message}</p>
        <p className="text-xs">{refused.body}</p>
      </div>
      <ul className="flex flex-col gap-3 text-ink">
        {drafts.map(draft => (
          <RefusedItem
            key={keyOf(draft)}
            draft={draft}
            onRemove={() => session.outbox.discard(keyOf(draft))}
          />
        ))}
      </ul>
    </section>
  );
}

function RefusedItem({ draft, onRemove }: { draft: Draft; onRemove: () => void }) {
  const { kit } = useReadRubric();
  const { question: texts, refused } = rubricTexts;
  const questionId = draft.item === 'note' ? draft.wanted.questionId : draft.questionId;
  const number = kit.questions.findIndex(({ id }) => id === questionId) + 1;
  const question = texts.short(number);
  return (
    <li className="flex items-end gap-2">
      <div className="min-w-0 flex-1">
        {draft.item === 'note' ? (
          <CopyField label={refused.note(question)} value={draft.wanted.text} />
        ) : (
          <p>
            {refused.rating(
              question,
              kit.competencies.find(({ id }) => id === draft.competencyId)?.name ?? '',
              `${draft.wanted.value ?? refused.takenBack}`,
            )}
          </p>
        )}
      </div>
      <IconButton
        label={refused.remove}
        icon={<Trash2 className="size-4" aria-hidden="true" />}
        onClick={onRemove}
      />
    </li>
  );
}
