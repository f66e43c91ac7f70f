import { useState } from 'react';
import type { EvaluatorLoad, QueueItem } from '../../../../../shared/protocol/evaluationRoutes.ts';
import { Banner } from '../../../../components/ui/Banner.tsx';
import { Button } from '../../../../components/ui/Button.tsx';
import { Dialog } from '../../../../components/ui/Dialog.tsx';
import { Select } from '../../../../components/ui/Select.tsx';
import { Skeleton } from '../../../../components/ui/Skeleton.tsx';
import { errorMessage } from '../../../../core/errorMessage.ts';
import { toast } from '../../../../core/toast.ts';
import { useRouteMutation } from '../../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../../hooks/useRouteQuery.ts';
import { common } from '../../../../texts/common.ts';
import { evaluationTexts } from '../../../../texts/evaluations.ts';

const texts = evaluationTexts.giving;

interface GiveDialogProps {
  item: Pick<QueueItem, 'interviewId' | 'claims'>;
  onClose: () => void;
}

/** Who shall rate it: those who have the least to do come first. */
export function GiveDialog({ item: { interviewId, claims }, onClose }: GiveDialogProps) {
  const load = useRouteQuery('evaluations.load', {});
  const assign = useRouteMutation('evaluations.assign', ['evaluations.list', 'evaluations.load']);
  const [chosen, setChosen] = useState<string>();
  const people = load.data && without(load.data.people, claims);
  const person = people?.find(({ userId }) => userId === chosen) ?? people?.[0];
  const give = () => {
    if (!person) return;
    const { name, userId } = person;
    assign.mutate(
      { interviewId, userId },
      {
        onSuccess: () => {
          toast.success(texts.given(name));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={texts.title}
      description={texts.body}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button variant="primary" disabled={!person} pending={assign.isPending} onClick={give}>
            {texts.give}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {assign.isError && (
          <Banner tone="danger" title={texts.notGiven}>
            {errorMessage(assign.error)}
          </Banner>
        )}
        {people ? (
          <Select
            label={texts.evaluator}
            options={people.map(({ held, name, userId }) => ({
              value: userId as string,
              label: texts.person(name, held),
            }))}
            value={person?.userId ?? ''}
            onChange={event => setChosen(event.target.value)}
          />
        ) : load.isError ? (
          <Banner tone="danger" title={texts.failed}>
            {errorMessage(load.error)}
          </Banner>
        ) : (
          <Skeleton className="h-16 w-full" />
        )}
      </div>
    </Dialog>
  );
}

/** Not those who rate it already. */
function without(people: readonly EvaluatorLoad[], claims: QueueItem['claims']): EvaluatorLoad[] {
  return people
    .filter(({ userId }) => !claims.some(claim => claim.userId === userId))
    .toSorted((a, b) => a.held - b.held);
}
