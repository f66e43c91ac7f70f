import type { Passage } from '../../../shared/transcript/transcript.ts';
import type { PassageDraft, TranscriptSession } from '../../core/review/transcriptSession.ts';
import { toast } from '../../core/toast.ts';
import { transcriptTexts } from '../../texts/transcript.ts';
import { uiTexts } from '../../texts/ui.ts';
import { useUnsaved } from '../useLeaveGuard.ts';

/** Asks before a page with an unsaved correction is left. */
export function useCorrectionGuard(transcript: TranscriptSession | undefined): void {
  useUnsaved(() => (transcript?.unsaved ? uiTexts.leave : undefined));
}

/** Starts a correction, or says that another one must be finished first, and goes to it. */
export function startCorrection(
  transcript: TranscriptSession,
  passage: Passage,
  selected?: PassageDraft['selected'],
): void {
  if (transcript.edit(passage, selected)) return;
  toast.notice(transcriptTexts.correct.unsaved);
  document
    .querySelector<HTMLElement>(`[data-passage="${transcript.draft.get()?.passageId}"] textarea`)
    ?.focus();
}
