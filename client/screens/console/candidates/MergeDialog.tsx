import { useState } from 'react';
import type { CandidateRecord } from '../../../../shared/protocol/candidateRoutes.ts';
import { SEARCH_LENGTH } from '../../../../shared/protocol/interviewList.ts';
import { Banner, ErrorBanner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { Dialog } from '../../../components/ui/Dialog.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { toast } from '../../../core/toast.ts';
import { useDebounced } from '../../../hooks/useDebounced.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { candidateTexts } from '../../../texts/candidates.ts';
import { common } from '../../../texts/common.ts';
import { useCandidates } from './useCandidates.ts';

const texts = candidateTexts.merge;
const TYPING_MS = 250;
const SHOWN = 8;

/** Finds another record and merges it into this one. */
export function MergeDialog({ candidate, onClose }: { candidate: CandidateRecord; onClose: () => void }) {
  const { candidateId, name } = candidate;
  const [typed, setTyped] = useState(name);
  const [from, setFrom] = useState<string>();
  const list = useCandidates({ search: useDebounced(typed.trim(), TYPING_MS) });
  const others = (list.data ?? []).filter(other => other.candidateId !== candidateId).slice(0, SHOWN);
  const chosen = others.find(other => other.candidateId === from);
  const merge = useRouteMutation('candidates.merge', ['candidates.read', 'candidates.list']);
  const submit = () =>
    chosen &&
    merge.mutate(
      { candidateId, from: chosen.candidateId },
      {
        onSuccess: () => {
          toast.success(texts.done);
          onClose();
        },
      },
    );
  return (
    <Dialog
      open
      size="md"
      beginsAt="first-field"
      onOpenChange={onClose}
      title={texts.title(name)}
      description={texts.body}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button variant="primary" disabled={!chosen} pending={merge.isPending} onClick={submit}>
            {texts.confirm}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <ErrorBanner title={texts.failed} error={merge.error} />
        <TextField
          label={texts.search}
          type="search"
          maxLength={SEARCH_LENGTH}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <fieldset className="flex flex-col gap-1" aria-busy={list.isFetching || undefined}>
          <legend className="mb-1 text-sm font-medium">{texts.choose}</legend>
          {others.map(other => (
            <label
              key={other.candidateId}
              className="flex min-h-10 cursor-pointer items-center gap-3 rounded-control px-2 text-sm hover:bg-hover"
            >
              <input
                type="radio"
                name="from"
                className="size-4 shrink-0 accent-accent"
                checked={other.candidateId === from}
                onChange={() => setFrom(other.candidateId)}
              />
              <span className="min-w-0 py-1.5">
                <span className="block font-medium break-words">{other.name}</span>
                <span className="block break-words text-muted">
                  {[other.email, candidateTexts.page.rounds(other.rounds)].filter(Boolean).join(' · ')}
                </span>
              </span>
            </label>
          ))}
          <p role="status" className="text-sm text-muted">
            {others.length === 0 && !list.isFetching && texts.none}
          </p>
        </fieldset>
        {chosen && chosen.name !== name && (
          <Banner tone="warning">{texts.different(name, chosen.name)}</Banner>
        )}
      </div>
    </Dialog>
  );
}
