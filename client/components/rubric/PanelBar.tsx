import { Check, CloudOff, Keyboard, RefreshCw, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { InterviewKit } from '../../../shared/kit/kit.ts';
import type { SaveState } from '../../core/rubric/saveState.ts';
import { useShortcuts } from '../../hooks/room/useShortcuts.ts';
import { useRubric } from '../../hooks/rubric/useRubric.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { KeySettings } from './KeySettings.tsx';

/** `helpKey`: the question mark opens the list of keys. Not where another part of the page handles it. */
export function PanelBar({ helpKey = false }: { helpKey?: boolean }) {
  const [keysOpen, setKeysOpen] = useState(false);
  useShortcuts({ '?': helpKey ? () => setKeysOpen(true) : undefined });
  return (
    <div className="flex min-h-8 items-center gap-2">
      <SaveStatus />
      <IconButton label={rubricTexts.keys.open} icon={Keyboard} onClick={() => setKeysOpen(true)} />
      <KeySettings open={keysOpen} onOpenChange={setKeysOpen} />
    </div>
  );
}

const LOOKS = {
  saved: { icon: Check, style: 'text-success-ink' },
  saving: { icon: RefreshCw, style: 'text-muted' },
  offline: { icon: CloudOff, style: 'text-warning-ink' },
  refused: { icon: TriangleAlert, style: 'text-danger-ink' },
  undecided: { icon: TriangleAlert, style: 'text-warning-ink' },
};

function SaveStatus() {
  const { saveState, session, kit, readOnly } = useRubric();
  // A locked scorecard has no more changes to save.
  if (readOnly && saveState.state === 'saved' && saveState.clashes === 0) return <div className="flex-1" />;
  const { icon: Icon, style } = LOOKS[isUndecided(saveState) ? 'undecided' : saveState.state];
  const { save } = rubricTexts;
  return (
    <div className="flex min-w-0 flex-1 flex-wrap items-center justify-end gap-2">
      <p
        role="status"
        data-save-state={saveState.state}
        className={`flex min-w-0 items-center gap-1.5 text-sm ${style}`}
      >
        <Icon className="size-4 shrink-0" />
        <span className="min-w-0">{textOf(saveState, kit)}</span>
      </p>
      {saveState.problem !== undefined && (
        <Button size="sm" onClick={() => session.draftQueue.retry()}>
          {save.retry}
        </Button>
      )}
    </div>
  );
}

export function SaveHint() {
  const { state, durable } = useRubric().saveState;
  const { save } = rubricTexts;
  if (!durable) return <p className="text-sm text-warning-ink">{save.notDurable}</p>;
  return state === 'offline' ? <p className="text-sm text-muted">{save.offlineHint}</p> : null;
}

function textOf(saveState: SaveState, kit: InterviewKit | undefined): string {
  const { state, pending, problem, tooLongOn, clashes } = saveState;
  const { save, question } = rubricTexts;
  if (state === 'offline') return pending > 0 ? save.offlinePending(pending) : save.offline;
  if (isUndecided(saveState)) return save.decide(clashes);
  if (state !== 'refused') return save[state];
  const number = (kit?.questions.findIndex(({ id }) => id === tooLongOn) ?? 0) + 1;
  return problem === undefined ? save.tooLong(question.short(number)) : save.refused(problem);
}

function isUndecided({ state, clashes }: SaveState): boolean {
  return state === 'saved' && clashes > 0;
}
