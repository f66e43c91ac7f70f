import { Skeleton, Skeletons } from '../../../components/ui/Skeleton.tsx';
import { agreementTexts } from '../../../texts/agreement.ts';

const ROWS = [0, 1, 2];

export function AgreementSkeleton() {
  return (
    <>
      <p className="text-sm text-muted" role="status">
        {agreementTexts.computing}
      </p>
      <Skeletons className="gap-4">
        <Skeleton className="h-7 w-64" />
        {ROWS.map(row => (
          <Skeleton key={row} className="h-32 w-full rounded-card" />
        ))}
      </Skeletons>
    </>
  );
}
