import {
  ArrowRightLeft,
  BellRing,
  CalendarClock,
  EllipsisVertical,
  Scale,
  UserCheck,
  UserPlus,
  UserX,
} from 'lucide-react';
import { useState } from 'react';
import { RATERS_MAX } from '../../../../../shared/evaluation/evaluationState.ts';
import type {
  EvaluatorLoad,
  QueueClaim,
  QueueItem,
} from '../../../../../shared/protocol/evaluationRoutes.ts';
import { ErrorBanner } from '../../../../components/ui/Banner.tsx';
import { Button } from '../../../../components/ui/Button.tsx';
import { ConfirmDialog } from '../../../../components/ui/ConfirmDialog.tsx';
import { Dialog } from '../../../../components/ui/Dialog.tsx';
import { IconButton } from '../../../../components/ui/IconButton.tsx';
import { Menu, MenuItem } from '../../../../components/ui/Menu.tsx';
import { Select } from '../../../../components/ui/Select.tsx';
import { Skeleton } from '../../../../components/ui/Skeleton.tsx';
import { errorMessage } from '../../../../core/errorMessage.ts';
import { toast } from '../../../../core/toast.ts';
import { useMember, useStaffMay } from '../../../../hooks/useMember.ts';
import { useRouteMutation, withToasts } from '../../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../../hooks/useRouteQuery.ts';
import { common } from '../../../../texts/common.ts';
import { evaluationRatingTexts } from '../../../../texts/evaluationRating.ts';
import { evaluationTexts } from '../../../../texts/evaluations.ts';
import { DueDialog } from './DueDialog.tsx';
import { isClaimed, isForInvited } from './QueueItemFacts.tsx';
import { ReferenceDialog } from './ReferenceDialog.tsx';

const texts = evaluationTexts.actions;
const reminderTexts = evaluationRatingTexts.comparison;

export function RowMenu({ item, tabStop }: { item: QueueItem; tabStop: boolean }) {
  const mayManage = useStaffMay('evaluations.manage');
  const ownId = useMember()?.userId;
  const [marking, setMarking] = useState(false);
  const [dating, setDating] = useState(false);
  /** The evaluation is assigned as it is, or handed over from someone's claim. */
  const [assigning, setAssigning] = useState<'free' | QueueClaim>();
  const takeBack = useRouteMutation('evaluations.takeBack', ['evaluations.list', 'evaluations.load']);
  const [adding, setAdding] = useState(false);
  const remindToRate = useRouteMutation('evaluations.remindToRate', []);
  const remindToCompare = useRouteMutation('evaluations.remindToCompare', ['evaluations.comparison']);
  const addRater = useRouteMutation('evaluations.addRater', ['evaluations.list']);
  const {
    candidate,
    claims,
    interviewId,
    raters,
    referable,
    reference,
    refused,
    role,
    stage,
    step,
    waitsFor,
  } = item;
  const held = claims.filter(claim => isClaimed(claim) && claim.userId !== ownId);
  const remind = step === 'agree' ? remindToCompare : remindToRate;
  const isRemindable = ({ own, seatId }: (typeof waitsFor)[number]) =>
    !own && (step === 'agree' || !claims.some(claim => claim.seatId === seatId && isClaimed(claim)));
  const waited = step === 'rate' || step === 'agree' ? waitsFor.filter(isRemindable) : [];
  const mayAdd =
    raters < RATERS_MAX &&
    refused !== 'no-recording' &&
    (stage === 'rate' || stage === 'agree' || stage === 'write');
  const taken = claims.filter(({ shadow }) => !shadow).length;
  const mayAssign =
    stage === 'rate' && !isForInvited(refused) && refused !== 'nothing-to-rate' && taken < raters;
  const mayDate = mayBeDue(item);
  if (
    !mayManage ||
    (held.length === 0 && waited.length === 0 && !mayAssign && !mayAdd && !referable && !mayDate)
  )
    return null;
  return (
    <>
      <Menu
        trigger={
          <IconButton label={texts.more(role, candidate)} size="sm" tabIndex={tabStop ? 0 : -1}>
            <EllipsisVertical className="size-5" />
          </IconButton>
        }
      >
        {held.map(claim => (
          <MenuItem key={claim.userId} icon={ArrowRightLeft} onSelect={() => setAssigning(claim)}>
            {texts.handOver(claim.name)}
          </MenuItem>
        ))}
        {held.map(({ name, userId }) => (
          <MenuItem
            key={userId}
            icon={UserX}
            onSelect={() =>
              takeBack.mutate(
                { interviewId, userId },
                withToasts(texts.takenBack(name), texts.takeBackFailed),
              )
            }
          >
            {texts.takeBack(name)}
          </MenuItem>
        ))}
        {waited.map(({ name, seatId }) => (
          <MenuItem
            key={seatId}
            icon={BellRing}
            onSelect={() =>
              remind.mutate(
                { interviewId, seatId },
                withToasts(reminderTexts.reminderSent(name), reminderTexts.remindFailed),
              )
            }
          >
            {texts.remind(name)}
          </MenuItem>
        ))}
        {mayAssign && (
          <MenuItem icon={UserCheck} onSelect={() => setAssigning('free')}>
            {texts.give}
          </MenuItem>
        )}
        {mayAdd && (
          <MenuItem icon={UserPlus} onSelect={() => setAdding(true)}>
            {texts.addRater}
          </MenuItem>
        )}
        {mayDate && (
          <MenuItem icon={CalendarClock} onSelect={() => setDating(true)}>
            {item.dueAt === undefined ? texts.setDue : texts.changeDue}
          </MenuItem>
        )}
        {referable && (
          <MenuItem icon={Scale} onSelect={() => setMarking(true)}>
            {reference ? texts.changeReference : texts.reference}
          </MenuItem>
        )}
      </Menu>
      {assigning && (
        <AssignDialog
          item={item}
          from={assigning === 'free' ? undefined : assigning}
          onClose={() => setAssigning(undefined)}
        />
      )}
      <ConfirmDialog
        open={adding}
        onOpenChange={setAdding}
        title={texts.addRaterTitle}
        description={texts.addRaterBody(raters)}
        confirmLabel={texts.addRater}
        pending={addRater.isPending}
        error={addRater.isError ? `${texts.addRaterFailed}: ${errorMessage(addRater.error)}` : undefined}
        onConfirm={() =>
          addRater.mutate(
            { interviewId },
            {
              onSuccess: () => {
                toast.success(texts.raterAdded);
                setAdding(false);
              },
            },
          )
        }
      />
      {dating && <DueDialog item={item} onClose={() => setDating(false)} />}
      {marking && <ReferenceDialog item={item} onClose={() => setMarking(false)} />}
    </>
  );
}

/** True while work on the report is left. Questions and changes after it have no due date. */
export function mayBeDue({ stage }: QueueItem): boolean {
  return stage === 'rate' || stage === 'agree' || stage === 'write';
}

const assignTexts = evaluationRatingTexts.giving;
interface AssignDialogProps {
  item: Pick<QueueItem, 'interviewId' | 'claims'>;
  /** The claim that ends, so that someone else can have it. */
  from: QueueClaim | undefined;
  onClose: () => void;
}

function AssignDialog({ item: { interviewId, claims }, from, onClose }: AssignDialogProps) {
  const load = useRouteQuery('evaluations.load', {});
  const mailed = useRouteQuery('mail.status', {}).data?.configured === true;
  const assign = useRouteMutation('evaluations.assign', ['evaluations.list', 'evaluations.load']);
  const takeBack = useRouteMutation('evaluations.takeBack', ['evaluations.list', 'evaluations.load']);
  const [chosen, setChosen] = useState<string>();
  const people = load.data && without(load.data.people, claims);
  const person = people?.find(({ userId }) => userId === chosen);
  const assignChosen = async () => {
    if (!person) return;
    const { name, userId } = person;
    // Another attempt, after the assignment failed, doesn't end the claim again.
    if (from && !takeBack.isSuccess)
      try {
        await takeBack.mutateAsync({ interviewId, userId: from.userId });
      } catch {
        return;
      }
    assign.mutate(
      { interviewId, userId },
      {
        onSuccess: () => {
          toast.success(from ? assignTexts.handedOver(name) : assignTexts.given(name));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={from ? assignTexts.handOverTitle : assignTexts.title}
      description={`${from ? assignTexts.handOver(from.name) : assignTexts.body}${mailed ? ` ${assignTexts.mailed}` : ''}`}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button
            variant="primary"
            disabled={!person}
            pending={takeBack.isPending || assign.isPending}
            onClick={() => void assignChosen()}
          >
            {from ? assignTexts.handOverAction : assignTexts.give}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <ErrorBanner
          title={from ? assignTexts.notHandedOver : assignTexts.notGiven}
          error={assign.error ?? takeBack.error}
        />
        {people ? (
          <Select
            label={assignTexts.evaluator}
            options={[
              { value: '', label: assignTexts.choose },
              ...people.map(({ name, open, userId }) => ({
                value: userId as string,
                label: assignTexts.person(name, open),
              })),
            ]}
            value={person?.userId ?? ''}
            onChange={event => setChosen(event.target.value)}
          />
        ) : load.isError ? (
          <ErrorBanner title={assignTexts.failed} error={load.error} />
        ) : (
          <Skeleton className="h-16 w-full" />
        )}
      </div>
    </Dialog>
  );
}

function without(people: readonly EvaluatorLoad[], claims: QueueItem['claims']): EvaluatorLoad[] {
  return people
    .filter(({ calibration, userId }) => calibration && !claims.some(claim => claim.userId === userId))
    .toSorted((a, b) => a.open - b.open);
}
