import { formatPercent } from '../../../shared/intl.ts';
import { ownSeat } from '../../core/seats.ts';
import { usePracticeOfPage, usePreparing } from '../../hooks/practice/practiceRoom.ts';
import { useSession } from '../../hooks/room/session.ts';
import type { Joining } from '../../hooks/room/useJoining.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { useLasting } from '../../hooks/useLasting.ts';
import { practiceRoom } from '../../texts/practiceRoom.ts';
import { prejoin } from '../../texts/prejoin.ts';
import { uiTexts } from '../../texts/ui.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/classNames.ts';
import { ProgressBar } from '../ui/ProgressBar.tsx';

interface JoinBarProps {
  joining: Joining;
  /** True while it is too early to join. */
  early: boolean;
  /** True when neither device works. */
  bothFailed: boolean;
  /** Why joining is not possible yet, or undefined. */
  blocked: string | undefined;
  /** True for candidates who were in the room before. */
  back: boolean;
  /** What happens after joining. */
  note: string;
  onContinueWithout: () => void;
}

/** The bar with the button that joins, and with what stands in the way. */
export function JoinBar(props: JoinBarProps) {
  const { joining, early, bothFailed, blocked, note, onContinueWithout } = props;
  const { client, pass, receiveOnly } = useSession();
  const view = useStore(client.view);
  const isInPractice = usePracticeOfPage() !== undefined;
  const isElsewhere = useIsElsewhere();
  const label = useLabel(props);
  const observersRefused = pass.details.role === 'observer' && view?.observersAllowed === false;
  return (
    <div
      data-join-bar
      className={classNames(
        'z-10 flex flex-col gap-3 rounded-b-card border-t border-line bg-sunken px-4 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:gap-4 sm:px-6 sm:pt-4 sm:pb-[max(1rem,env(safe-area-inset-bottom))] low:gap-2 low:px-3 low:pt-2 low:pb-[max(0.5rem,env(safe-area-inset-bottom))]',
        !early && 'bottom-0 min-[34rem]:sticky tall:min-[22rem]:sticky',
      )}
    >
      {isElsewhere && <Banner>{receiveOnly ? prejoin.alsoElsewhere : prejoin.insideElsewhere}</Banner>}
      {observersRefused && (
        <Banner tone="warning" title={prejoin.observersRefused.title}>
          {prejoin.observersRefused.body}
        </Banner>
      )}
      {joining.refusal && (
        <Banner tone="danger" title={prejoin.refused}>
          {joining.refusal}
        </Banner>
      )}
      <Preparing />
      <div className="flex flex-col gap-x-5 gap-y-2 sm:flex-row sm:items-center low:flex-row low:items-center">
        {!early && (
          <Button
            variant={joining.waits ? 'secondary' : 'primary'}
            size="lg"
            className="sm:order-last sm:ml-auto low:order-last low:ml-auto"
            disabled={blocked !== undefined && !bothFailed}
            pending={joining.entering}
            aria-describedby="join-note"
            onClick={bothFailed ? onContinueWithout : joining.press}
          >
            {label}
          </Button>
        )}
        <p
          id="join-note"
          className={classNames(
            'max-w-[60ch] text-xs text-muted sm:text-sm',
            // Little height is for the choice about the recording.
            isInPractice && blocked === undefined && 'short:sr-only',
          )}
        >
          {early
            ? prejoin.early.note
            : joining.waits
              ? practiceRoom.joins
              : bothFailed
                ? prejoin.blocked.problems
                : (blocked ?? note)}
        </p>
      </div>
    </div>
  );
}

function useIsElsewhere(): boolean {
  const view = useStore(useSession().client.view);
  const presence = view && ownSeat(view)?.presence;
  return presence === 'inside' || presence === 'waiting';
}

function useLabel({ joining, bothFailed, back }: JoinBarProps): string {
  const { receiveOnly } = useSession();
  const isInPractice = usePracticeOfPage() !== undefined;
  const isElsewhere = useIsElsewhere();
  if (bothFailed) return isInPractice ? practiceRoom.goWithoutBoth : prejoin.goWithout.both;
  if (isElsewhere && !receiveOnly) return prejoin.continueHere;
  if (joining.waits) return uiTexts.cancel;
  if (back) return prejoin.back.join;
  return isInPractice ? practiceRoom.join : prejoin.join;
}

/** How long preparation may take before the page mentions it. */
const MENTIONED_AFTER_MS = 1_000;

/** Progress of the recruiter's first lines. */
function Preparing() {
  const progress = usePreparing();
  const isMentioned = useLasting(progress !== undefined, MENTIONED_AFTER_MS);
  if (!isMentioned || progress === undefined) return null;
  const percent = formatPercent(progress);
  return (
    <div className="flex flex-col gap-1.5">
      <p className="flex justify-between gap-4 text-sm tabular-nums">
        {practiceRoom.preparing}
        <span aria-hidden="true">{percent}</span>
      </p>
      <ProgressBar label={practiceRoom.preparing} share={progress} valueText={percent} />
    </div>
  );
}
