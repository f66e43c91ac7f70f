import { Card } from '../../../components/ui/Card.tsx';
import { ShareBar } from '../../../components/ui/Fact.tsx';
import { agreementTexts } from '../../../texts/agreement.ts';

const texts = agreementTexts.hidden;

/** Too few candidates for a fair figure: how far it is until there is one. */
export function HiddenAgreement({ candidates, needed }: { candidates: number; needed: number }) {
  return (
    <Card padding="lg" className="flex max-w-2xl flex-col gap-4">
      <h2 className="text-lg font-semibold tabular-nums">{texts.title(candidates, needed)}</h2>
      <ShareBar share={candidates / needed} />
      <p className="max-w-[65ch] text-sm">{texts.body(needed)}</p>
      <p className="max-w-[65ch] text-sm text-muted">{texts.counts}</p>
    </Card>
  );
}
