import { useAnsweredRecruiter, useSession, useView } from '../../hooks/room/session.ts';
import { useCaptioned } from '../../hooks/room/useCaptioned.ts';
import { useMay } from '../../hooks/room/useMay.ts';
import { captions } from '../../texts/captions.ts';
import { room } from '../../texts/room.ts';
import { LaterRegion } from '../shell/LaterRegion.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { KeyList } from './KeyList.tsx';

const rubricKeys = async () => (await import('../rubric/RubricKeys.tsx')).RubricKeys;
const answerKeys = async () => (await import('../recruiter/AnswerPanel.tsx')).AnswerKeyList;
const conductorKeys = async () => (await import('../conductor/ConductorKeys.tsx')).ConductorKeys;

type ShortcutsDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

export function ShortcutsDialog({ open, onOpenChange }: ShortcutsDialogProps) {
  const { receiveOnly } = useSession();
  const { practice, rubric } = useView();
  const answers = useAnsweredRecruiter() !== undefined;
  const conducts = useMay('question.conduct') && rubric !== undefined;
  const all = receiveOnly ? room.shortcuts.watcherList : room.shortcuts.list;
  // Practice has no chat, so the chat's key is left out.
  const { offered } = useCaptioned();
  const list = [...all.filter(([key]) => !practice || key !== 'W'), ...(offered ? [captions.key] : [])];
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={room.shortcuts.title}
      description={room.shortcuts.note}
    >
      <KeyList keys={[...list, ...(rubric ? room.shortcuts.rubric : [])]} />
      {answers && <LaterRegion fetchPart={answerKeys} failed={room.answersFailed} fallback={null} />}
      {rubric && <LaterRegion fetchPart={rubricKeys} failed={room.rubric.failed} fallback={null} />}
      {conducts && <LaterRegion fetchPart={conductorKeys} failed={room.questions.failed} fallback={null} />}
    </Dialog>
  );
}
