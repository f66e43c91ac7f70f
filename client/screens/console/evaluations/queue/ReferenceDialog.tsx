import { Scale } from 'lucide-react';
import { useMemo, useState } from 'react';
import { AppError } from '../../../../../shared/errors.ts';
import type { SeatId } from '../../../../../shared/ids.ts';
import { formatFacts } from '../../../../../shared/intl.ts';
import type { InterviewKit } from '../../../../../shared/kit/kit.ts';
import type { AgreedRatings } from '../../../../../shared/protocol/calibrationRoutes.ts';
import type { QueueItem } from '../../../../../shared/protocol/evaluationRoutes.ts';
import { type ConsensusRow, consensusOf } from '../../../../../shared/rubric/consensus.ts';
import { RatingValue } from '../../../../../shared/rubric/rating.ts';
import { isLocked, type LockedScorecard } from '../../../../../shared/rubric/scorecard.ts';
import { Banner, ErrorBanner } from '../../../../components/ui/Banner.tsx';
import { Button } from '../../../../components/ui/Button.tsx';
import { ConfirmDialog } from '../../../../components/ui/ConfirmDialog.tsx';
import { Dialog } from '../../../../components/ui/Dialog.tsx';
import { Select } from '../../../../components/ui/Select.tsx';
import { SkeletonRows } from '../../../../components/ui/Skeleton.tsx';
import { errorMessage } from '../../../../core/errorMessage.ts';
import { toast } from '../../../../core/toast.ts';
import { useStaffMay } from '../../../../hooks/useMember.ts';
import { useRouteMutation } from '../../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../../hooks/useRouteQuery.ts';
import { calibrationTexts } from '../../../../texts/calibration.ts';
import { common } from '../../../../texts/common.ts';
import { evaluationTexts } from '../../../../texts/evaluations.ts';
import { uiTexts } from '../../../../texts/ui.ts';

const texts = calibrationTexts.reference;
const VALUES = [5, 4, 3, 2, 1, 'N'].map(value => ({
  value: `${value}`,
  label: value === 'N' ? texts.none : `${value}`,
}));

const UNCHOSEN = { value: '', label: texts.choose };

/** Button for members who manage evaluations. Hidden while the evaluation can't be a reference. */
export function ReferenceButton({ item, className }: { item: QueueItem; className?: string }) {
  const mayManage = useStaffMay('evaluations.manage');
  const [marking, setMarking] = useState(false);
  if (!mayManage || !item.referable) return null;
  return (
    <>
      <Button size="sm" icon={Scale} className={className} onClick={() => setMarking(true)}>
        {item.reference ? evaluationTexts.actions.changeReference : evaluationTexts.actions.reference}
      </Button>
      {marking && <ReferenceDialog item={item} onClose={() => setMarking(false)} />}
    </>
  );
}

interface ReferenceDialogProps {
  item: Pick<QueueItem, 'interviewId' | 'reference'>;
  /** Called instead of `onClose` once the interview was marked. */
  onSaved?: () => void;
  onClose: () => void;
}

/** Sets agreed ratings, with which new evaluators' ratings are compared. Scorecards must be open. */
export function ReferenceDialog({ item, onClose, onSaved = onClose }: ReferenceDialogProps) {
  const { interviewId, reference } = item;
  const read = useRouteQuery('scorecards.read', { interviewId });
  const mark = useRouteMutation('evaluations.markReference', [
    'evaluations.list',
    'evaluations.read',
    'evaluations.calibration',
  ]);
  const agreed = useAgreed(item);
  const [chosen, setChosen] = useState<AgreedRatings>({});
  const [tried, setTried] = useState(false);
  const [removing, setRemoving] = useState(false);
  const rows = useMemo(
    () =>
      read.data &&
      agreedRows(read.data.chosen.kit, Object.values(read.data.scorecards).filter(isLocked), read.data.names),
    [read.data],
  );
  const ratings = rows && { ...suggestedRatings(rows), ...agreed, ...chosen };
  const unrated = Object.values(ratings ?? {}).filter(value => value === 'N').length;
  const isComplete = rows?.every(({ competencyId }) => ratings?.[competencyId] !== undefined) ?? false;
  const save = (ratings: AgreedRatings | null) =>
    mark.mutate(
      { interviewId, ratings },
      {
        onSuccess: () => {
          toast.success(ratings ? texts.saved : texts.removed);
          if (ratings) onSaved();
          else onClose();
        },
      },
    );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      leaveQuestion={Object.keys(chosen).length > 0 ? uiTexts.leave : undefined}
      title={reference ? texts.changeTitle : texts.title}
      description={texts.body}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          {reference && (
            <Button variant="danger-quiet" onClick={() => setRemoving(true)}>
              {texts.remove}
            </Button>
          )}
          {ratings && (
            <Button
              variant="primary"
              pending={mark.isPending}
              disabled={unrated === rows.length}
              onClick={() => (isComplete ? save(ratings) : setTried(true))}
            >
              {reference ? texts.change : texts.save}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <ErrorBanner title={texts.notSaved} error={mark.error} />
        <ConfirmDialog
          open={removing}
          onOpenChange={setRemoving}
          title={texts.removal.title}
          description={texts.removal.body}
          confirmLabel={texts.remove}
          danger
          pending={mark.isPending}
          error={mark.error ? errorMessage(mark.error) : undefined}
          onConfirm={() => save(null)}
        />
        {rows && (
          <a
            href={`/console/interviews/${interviewId}/scorecards`}
            target="_blank"
            rel="noreferrer"
            className="self-start text-sm font-medium text-accent-ink underline underline-offset-2"
          >
            {texts.scorecards}
          </a>
        )}
        {rows && <Weakness rows={rows} unrated={unrated} />}
        {rows ? (
          rows.map(row => (
            <div key={row.competencyId} className="flex flex-col gap-1.5">
              <Select
                label={row.name}
                hint={formatFacts(row.raters.map(({ name, value }) => texts.rater(name, value)))}
                error={tried && ratings?.[row.competencyId] === undefined ? texts.missing : undefined}
                options={ratings?.[row.competencyId] === undefined ? [UNCHOSEN, ...VALUES] : VALUES}
                value={`${ratings?.[row.competencyId] ?? ''}`}
                onChange={({ target }) =>
                  setChosen(before => ({ ...before, [row.competencyId]: ratingOf(target.value) }))
                }
              />
              <Level anchors={row.anchors} value={ratings?.[row.competencyId]} />
            </div>
          ))
        ) : read.isError ? (
          <Banner tone="danger" title={texts.failed}>
            {isBlind(read.error) ? texts.blind : errorMessage(read.error)}
          </Banner>
        ) : (
          <SkeletonRows count={5} row="h-16 w-full" className="gap-3" />
        )}
      </div>
    </Dialog>
  );
}

/** Describes the chosen level. */
function Level({ anchors, value }: { anchors: readonly string[]; value: RatingValue | undefined }) {
  const text = typeof value === 'number' ? anchors[value - 1] : undefined;
  return (
    <p aria-live="polite" className="text-sm text-muted empty:hidden">
      {text}
    </p>
  );
}

/** Warns about a reference with which new evaluators could hardly be compared. */
function Weakness({ rows, unrated }: { rows: readonly AgreedRow[]; unrated: number }) {
  const single = rows.some(({ raters }) => raters.length === 1);
  const few = unrated * 2 > rows.length;
  if (!single && !few) return null;
  return (
    <Banner tone="warning" title={few ? texts.few(rows.length - unrated, rows.length) : texts.single}>
      {few ? texts.fewBody(unrated === rows.length) : texts.singleBody}
      {few && single && ` ${texts.single}.`}
    </Banner>
  );
}

/** Returns the ratings that were agreed on before, if it is a reference. */
function useAgreed({ interviewId, reference }: ReferenceDialogProps['item']): AgreedRatings {
  const known = useRouteQuery('evaluations.calibration', {}, { enabled: reference });
  const agreed = known.data?.calibration.references.find(one => one.interviewId === interviewId)?.agreed;
  return Object.fromEntries((agreed ?? []).map(({ competencyId, value }) => [competencyId, value]));
}

function ratingOf(text: string): RatingValue {
  return RatingValue.parse(text === 'N' ? 'N' : Number(text));
}

function isBlind(error: unknown): boolean {
  return error instanceof AppError && error.code === 'blind';
}

interface AgreedRow {
  competencyId: ConsensusRow['competencyId'];
  name: string;
  /** Describes an answer at each level, from 1 to 5. */
  anchors: readonly string[];
  /** Each rater's mean over all questions in tenths, or N if the rater saw no evidence. */
  raters: readonly { name: string; value: number | 'N' }[];
  /** The rating that all raters gave. Undefined if they differ, because then they have to agree on one. */
  suggested: RatingValue | undefined;
}

export function agreedRows(
  kit: InterviewKit,
  scorecards: readonly LockedScorecard[],
  names: Partial<Record<SeatId, string>>,
): AgreedRow[] {
  const rows = new Map(consensusOf(kit, scorecards).rows.map(row => [row.competencyId, row]));
  return kit.competencies.map(({ id, name, anchors }) => {
    const raters = (rows.get(id)?.cells ?? []).map(({ mean, seatId }) => ({
      name: names[seatId] ?? texts.unnamed,
      value: mean === undefined ? ('N' as const) : Math.round(mean * 10) / 10,
    }));
    const [first] = raters;
    const same = raters.every(({ value }) => value === first?.value);
    return {
      competencyId: id,
      ...{ name, anchors },
      raters,
      suggested: same ? RatingValue.safeParse(first?.value ?? 'N').data : undefined,
    };
  });
}

export function suggestedRatings(rows: readonly AgreedRow[]): AgreedRatings {
  return Object.fromEntries(
    rows.flatMap(({ competencyId, suggested }) =>
      suggested === undefined ? [] : [[competencyId, suggested] as const],
    ),
  );
}
