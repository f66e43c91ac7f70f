import { CircleAlert, CircleCheck, CloudOff, PencilLine } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '../../../../components/ui/classNames.ts';
import { Spinner } from '../../../../components/ui/Spinner.tsx';
import type { EditorState } from '../../../../core/kit/kitEditor.ts';
import { useOnline } from '../../../../hooks/useOnline.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { useKitState } from '../desk.ts';

const texts = kitTexts.saving;

interface Status {
  icon: ReactNode;
  text: string;
  ink: string;
}

const ICON = 'size-4 shrink-0';
const saved = <CircleCheck className={classNames(ICON, 'text-success-ink')} aria-hidden="true" />;
const writing = <PencilLine className={ICON} aria-hidden="true" />;
const offline = <CloudOff className={ICON} aria-hidden="true" />;
const problem = <CircleAlert className={ICON} aria-hidden="true" />;

/** Whether what one sees is safe, always in the same place. */
export function SaveStatus() {
  const online = useOnline();
  const state = useKitState(whole => whole);
  const { icon, text, ink } = statusOf(state, online);
  return (
    <p role="status" data-save-status className={classNames('flex items-center gap-1.5 text-sm', ink)}>
      {icon}
      <span>{text}</span>
    </p>
  );
}

function statusOf({ saving, dirty, base, kept, remarks }: EditorState, online: boolean): Status {
  const danger = 'text-danger-ink';
  const warning = 'text-warning-ink';
  if (saving.state === 'sending') return { icon: <Spinner />, text: texts.saving, ink: 'text-muted' };
  if (saving.state === 'conflict') return { icon: problem, text: texts.conflict, ink: danger };
  if (saving.state === 'failed') {
    if (saving.error.code === 'unavailable') return { icon: offline, text: texts.offline, ink: warning };
    return { icon: problem, text: `${texts.failed}: ${saving.error.message}`, ink: danger };
  }
  if (!dirty) return { icon: saved, text: texts.saved(base.version), ink: 'text-muted' };
  if (!kept) return { icon: problem, text: texts.notKept, ink: danger };
  if (!online) return { icon: offline, text: texts.offlineUnsaved, ink: warning };
  if (remarks.some(({ level }) => level === 'invalid'))
    return { icon: problem, text: texts.invalid, ink: warning };
  return { icon: writing, text: texts.unsaved, ink: 'text-ink font-medium' };
}
