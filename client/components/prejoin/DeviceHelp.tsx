import { thisBrowser } from '../../core/browserName.ts';
import type { CaptureKind, DeviceProblem } from '../../core/deviceManager.ts';
import { prejoin } from '../../texts/prejoin.ts';
import { Button } from '../ui/Button.tsx';

interface DeviceHelpProps {
  kind: CaptureKind;
  problem: DeviceProblem;
  /** The same steps stand above already. */
  stepsShown: boolean;
  onRetry: () => void;
  onGoWithout: () => void;
}

/** What to do about a camera or microphone that cannot be used, in the words of this browser. */
export function DeviceHelp({ kind, problem, stepsShown, onRetry, onGoWithout }: DeviceHelpProps) {
  return (
    <div className="flex flex-col gap-3">
      {problem === 'denied' && stepsShown && <p className="text-sm text-muted">{prejoin.sameSteps}</p>}
      {problem === 'denied' && !stepsShown && (
        <ol className="flex list-decimal flex-col gap-1 rounded-control bg-sunken py-3 pr-3 pl-8 text-sm marker:text-muted">
          {prejoin.allow[thisBrowser().family].map(step => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      <div className="flex flex-wrap gap-2">
        <Button onClick={onRetry}>{prejoin.tryAgain}</Button>
        <Button onClick={onGoWithout}>{prejoin.goWithout[kind]}</Button>
      </div>
    </div>
  );
}
