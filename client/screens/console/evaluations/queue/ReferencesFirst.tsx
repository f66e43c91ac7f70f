import { Link } from 'react-router';
import type { ReferencesFirst as References } from '../../../../../shared/protocol/calibrationRoutes.ts';
import { Banner } from '../../../../components/ui/Banner.tsx';
import { Button } from '../../../../components/ui/Button.tsx';
import { evaluationTexts } from '../../../../texts/evaluations.ts';
import { CALIBRATION_PATH } from '../evaluationPaths.ts';
import { TakenDialog, useClaiming } from './claiming.tsx';

const texts = evaluationTexts.queue;

/** Tells a new evaluator what to do before their evaluations count, and claims and opens the next reference. */
export function ReferencesFirst({ references: { missing, next } }: { references: References }) {
  const claiming = useClaiming();
  return (
    <Banner title={texts.calibrates(missing)}>
      <div className="flex flex-col items-start gap-3">
        <p>{next ? texts.calibratesBody : `${texts.calibratesNone} ${texts.calibratesBody}`}</p>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          {next && (
            <Button
              size="sm"
              variant="primary"
              pending={claiming.pending === next}
              onClick={() => void claiming.claim(next)}
            >
              {texts.rateReference}
            </Button>
          )}
          <Link
            to={CALIBRATION_PATH}
            className="inline-flex min-h-6 items-center font-medium text-accent-ink underline underline-offset-2"
          >
            {texts.references}
          </Link>
        </div>
      </div>
      {claiming.taken && <TakenDialog taken={claiming.taken} claiming={claiming} now={Date.now()} />}
    </Banner>
  );
}
