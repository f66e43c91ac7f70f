import { EllipsisVertical, Scale, UserCheck, UserPlus, UserX } from 'lucide-react';
import { useState } from 'react';
import { RATERS_MAX } from '../../../../../shared/evaluation/evaluationState.ts';
import type { QueueItem } from '../../../../../shared/protocol/evaluationRoutes.ts';
import { IconButton } from '../../../../components/ui/IconButton.tsx';
import { Menu, MenuItem } from '../../../../components/ui/Menu.tsx';
import { errorMessage } from '../../../../core/errorMessage.ts';
import { toast } from '../../../../core/toast.ts';
import { useMember, useStaffMay } from '../../../../hooks/useMember.ts';
import { useRouteMutation } from '../../../../hooks/useRouteMutation.ts';
import { evaluationTexts } from '../../../../texts/evaluations.ts';
import { ReferenceDialog } from '../calibration/ReferenceDialog.tsx';
import { GiveDialog } from './GiveDialog.tsx';

const texts = evaluationTexts.actions;
const ICON = 'size-4';

/** What only those who manage evaluations do: takes claims back, asks for one more rater, makes it a reference. */
export function RowMenu({ item, tabStop }: { item: QueueItem; tabStop: boolean }) {
  const mayManage = useStaffMay('evaluations.manage');
  const ownId = useMember()?.userId;
  const [marking, setMarking] = useState(false);
  const [giving, setGiving] = useState(false);
  const takeBack = useRouteMutation('evaluations.takeBack', ['evaluations.list', 'evaluations.load']);
  const addRater = useRouteMutation('evaluations.addRater', ['evaluations.list']);
  const { candidate, claims, interviewId, raters, reference, refused, role, stage } = item;
  const held = claims.filter(({ state, userId }) => state === 'held' && userId !== ownId);
  const mayAdd = raters < RATERS_MAX && (stage === 'rate' || stage === 'agree' || stage === 'write');
  const taken = claims.filter(({ shadow }) => !shadow).length;
  const mayGive =
    stage === 'rate' && refused !== 'invited-raters' && refused !== 'nothing-to-rate' && taken < raters;
  // Until the scorecards are open no one can know what to agree on.
  const mayMark = stage !== 'rate' && stage !== 'closed';
  if (!mayManage || (held.length === 0 && !mayGive && !mayAdd && !mayMark)) return null;
  return (
    <>
      <Menu
        trigger={
          <IconButton
            label={texts.more(role, candidate)}
            size="sm"
            tabIndex={tabStop ? 0 : -1}
            icon={<EllipsisVertical className="size-5" aria-hidden="true" />}
          />
        }
      >
        {held.map(({ name, userId }) => (
          <MenuItem
            key={userId}
            icon={<UserX className={ICON} aria-hidden="true" />}
            onSelect={() =>
              takeBack.mutate(
                { interviewId, userId },
                {
                  onSuccess: () => toast.success(texts.takenBack(name)),
                  onError: error => toast.error(texts.takeBackFailed, errorMessage(error)),
                },
              )
            }
          >
            {texts.takeBack(name)}
          </MenuItem>
        ))}
        {mayGive && (
          <MenuItem icon={<UserCheck className={ICON} aria-hidden="true" />} onSelect={() => setGiving(true)}>
            {texts.give}
          </MenuItem>
        )}
        {mayAdd && (
          <MenuItem
            icon={<UserPlus className={ICON} aria-hidden="true" />}
            onSelect={() =>
              addRater.mutate(
                { interviewId },
                {
                  onSuccess: () => toast.success(texts.raterAdded),
                  onError: error => toast.error(texts.addRaterFailed, errorMessage(error)),
                },
              )
            }
          >
            {texts.addRater}
          </MenuItem>
        )}
        {mayMark && (
          <MenuItem icon={<Scale className={ICON} aria-hidden="true" />} onSelect={() => setMarking(true)}>
            {reference ? texts.changeReference : texts.reference}
          </MenuItem>
        )}
      </Menu>
      {giving && <GiveDialog item={item} onClose={() => setGiving(false)} />}
      {marking && <ReferenceDialog item={item} onClose={() => setMarking(false)} />}
    </>
  );
}
