import type { QueueItem } from '../../../../../shared/protocol/evaluationRoutes.ts';
import { PageHeading } from '../../../../components/shell/PageHeading.tsx';
import { Banner } from '../../../../components/ui/Banner.tsx';
import { Button } from '../../../../components/ui/Button.tsx';
import { ButtonLink } from '../../../../components/ui/ButtonLink.tsx';
import { Card } from '../../../../components/ui/Card.tsx';
import { useMember, useStaffMay } from '../../../../hooks/useMember.ts';
import { useNow } from '../../../../hooks/useNow.ts';
import { evaluationTexts } from '../../../../texts/evaluations.ts';
import { ItemFacts } from '../queue/ItemFacts.tsx';
import { needsOf } from '../queue/needsOf.ts';
import { PromiseText } from '../queue/PromiseText.tsx';
import { rowAction } from '../queue/rowAction.ts';
import { TakenDialog } from '../queue/TakenDialog.tsx';
import { useClaiming } from '../queue/useClaiming.ts';
import { Who } from '../queue/Who.tsx';

const texts = evaluationTexts.rating.offer;

/** An evaluation that the viewer does not hold: what it is, who has it, and what they can do with it. */
export function Offer({ item }: { item: QueueItem }) {
  const now = useNow(15_000);
  const userId = useMember()?.userId;
  const may = { write: useStaffMay('reports.write'), publish: useStaffMay('reports.publish') };
  const claiming = useClaiming();
  const { candidate, claims, interviewId, own, refused, role, shadow } = item;
  const action = rowAction(item, may);
  return (
    <>
      <div className="flex flex-col gap-1">
        <PageHeading>{role}</PageHeading>
        <p className="text-sm text-muted">{candidate}</p>
      </div>
      <Card className="flex flex-col gap-4">
        <PromiseText item={item} now={now} />
        <ItemFacts item={item} now={now} />
        <div className="flex flex-col gap-1 border-t border-line pt-4 text-sm">
          <p>{needsOf(item)}</p>
          <Who claims={claims} userId={userId} now={now} />
        </div>
      </Card>
      {shadow && <Banner title={evaluationTexts.rating.shadow}>{evaluationTexts.rating.shadowBody}</Banner>}
      {refused && <Banner>{evaluationTexts.refused[refused]}</Banner>}
      {action.do === 'claim' ? (
        <div className="flex flex-col items-start gap-3">
          {own === 'draft' && <p className="text-sm">{texts.draft}</p>}
          <Button
            variant="primary"
            pending={claiming.pending === interviewId}
            onClick={() => void claiming.claim(interviewId)}
          >
            {action.label}
          </Button>
          <p className="max-w-[60ch] text-sm text-muted">{texts.body}</p>
        </div>
      ) : (
        action.to !== window.location.pathname && (
          <ButtonLink to={action.to} variant="primary" className="self-start">
            {action.label}
          </ButtonLink>
        )
      )}
      {claiming.taken && <TakenDialog taken={claiming.taken} claiming={claiming} now={now} />}
    </>
  );
}
