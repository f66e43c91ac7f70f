import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import { changedFields } from '../../../../shared/changedFields.ts';
import { EvaluationSettings } from '../../../../shared/evaluation/evaluationSettings.ts';
import type { KitId } from '../../../../shared/kit/kitIds.ts';
import type { CalibrationStanding } from '../../../../shared/protocol/calibrationRoutes.ts';
import { Banner } from '../../../components/ui/Banner.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { Checkbox } from '../../../components/ui/Checkbox.tsx';
import { Form, SaveBar } from '../../../components/ui/Form.tsx';
import { RadioCards } from '../../../components/ui/RadioCards.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { Skeleton, SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { toast } from '../../../core/toast.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { evaluationTexts } from '../../../texts/evaluations.ts';
import { evaluationTeamTexts } from '../../../texts/evaluationTeam.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { Loaded } from '../Loaded.tsx';
import { Evaluations } from './Evaluations.tsx';

const texts = evaluationTeamTexts.settings;
const RATERS = (['1', '2'] as const).map(value => ({ value, label: texts.ratersOf[value] }));
const SHOWN = (['count', 'names'] as const).map(value => ({ value, ...texts.evaluatorsShownOf[value] }));

export function SettingsPage() {
  const mayManage = useStaffMay('evaluations.manage');
  const settings = useRouteQuery('evaluations.settings', {}, { enabled: mayManage });
  return (
    <Evaluations title={evaluationTexts.parts.settings} intro={texts.intro}>
      {mayManage ? (
        <Loaded
          query={settings}
          failed={texts.failed}
          skeleton={<SkeletonRows count={4} row="h-28 w-full max-w-2xl rounded-card!" className="gap-4" />}
        >
          {data => <SettingsForm settings={data.settings} />}
        </Loaded>
      ) : (
        <Banner>{texts.forbidden}</Banner>
      )}
    </Evaluations>
  );
}

function SettingsForm({ settings }: { settings: EvaluationSettings }) {
  const change = useRouteMutation('evaluations.change', [
    'evaluations.settings',
    'evaluations.load',
    'evaluations.calibration',
  ]);
  /** The settings last read or saved. Only differences are sent, so that a colleague's changes stay. */
  const [saved, setSaved] = useState(settings);
  const form = useForm({
    initial: draftOf(settings),
    schema: SettingsInput,
    onSubmit: async changed => {
      await change.mutateAsync({ settings: changedFields(saved, changed) });
      setSaved(changed);
      toast.success(texts.saved);
    },
  });
  const { values } = form;
  return (
    <div className="max-w-3xl">
      <Form guarded form={form} failed={texts.notSaved}>
        <Group id="promise" title={texts.promise}>
          <p className="text-sm text-muted">
            {texts.promiseFor(values.invitedReports && values.invitedPromise)}
          </p>
          <div className="sm:max-w-sm">
            <TextField
              label={texts.promiseHours}
              hint={texts.promiseHint}
              inputMode="numeric"
              {...form.field('promiseHours')}
            />
          </div>
          <p className="text-sm text-muted">{texts.promiseWindow}</p>
        </Group>
        <Group id="raters" title={texts.ratersTitle}>
          <div className="sm:max-w-sm">
            <Select
              label={texts.raters}
              options={RATERS}
              value={`${values.raters}`}
              onChange={event => form.change({ raters: Number(event.target.value) })}
            />
          </div>
          <KitRaters
            usual={values.raters}
            value={values.ratersByKit}
            onChange={ratersByKit => form.change({ ratersByKit })}
          />
        </Group>
        <Group id="names" title={texts.names}>
          <p className="text-sm text-muted">{texts.namesHint}</p>
          <Checkbox
            label={texts.namesPractice}
            checked={values.namesHidden.practice}
            onCheckedChange={practice => form.change({ namesHidden: { ...values.namesHidden, practice } })}
          />
          <Checkbox
            label={texts.namesInterviews}
            hint={texts.namesInterviewsHint}
            checked={values.namesHidden.interviews}
            onCheckedChange={interviews =>
              form.change({ namesHidden: { ...values.namesHidden, interviews } })
            }
          />
        </Group>
        <Group id="reports" title={texts.report}>
          <RadioCards
            legend={texts.evaluatorsShown}
            options={SHOWN}
            value={values.evaluatorsShown}
            onChange={evaluatorsShown => form.change({ evaluatorsShown })}
          />
          <Checkbox
            label={texts.invited}
            hint={texts.invitedHint}
            checked={values.invitedReports}
            onCheckedChange={invitedReports =>
              form.change({ invitedReports, ...(!invitedReports && { invitedPromise: false }) })
            }
          />
          {values.invitedReports && (
            <Checkbox
              label={texts.invitedPromise}
              hint={texts.invitedPromiseHint}
              checked={values.invitedPromise}
              onCheckedChange={invitedPromise => form.change({ invitedPromise })}
            />
          )}
        </Group>
        <Group id="calibration" title={texts.calibrationTitle}>
          <Checkbox
            label={texts.calibration}
            hint={texts.calibrationHint}
            checked={values.calibration}
            onCheckedChange={calibration => form.change({ calibration })}
          />
          {values.calibration && <Affected turnsOn={!saved.calibration} />}
        </Group>
        <SaveBar form={form} />
      </Form>
    </div>
  );
}

/** Names the evaluators whose evaluations calibration affects, before the setting is saved. */
function Affected({ turnsOn }: { turnsOn: boolean }) {
  const load = useRouteQuery('evaluations.load', {});
  if (!load.data) return null;
  const named = (wanted: CalibrationStanding) =>
    load.data.people.filter(({ calibration }) => calibration?.standing === wanted).map(({ name }) => name);
  const affected = named('rating');
  const experienced = [...named('passed'), ...named('experienced'), ...named('rater')];
  const waiting = named('no-references');
  return (
    <Banner tone={turnsOn && affected.length > 0 ? 'warning' : 'info'}>
      <div className="flex flex-col gap-1" data-affected>
        {waiting.length > 0 && affected.length === 0 ? (
          <p>{texts.affected.noReferences}</p>
        ) : (
          <p>{affected.length === 0 ? texts.affected.none : texts.affected.some(affected, turnsOn)}</p>
        )}
        {experienced.length > 0 && <p>{texts.affected.experienced(experienced)}</p>}
      </div>
    </Banner>
  );
}

function Group({ id, title, children }: { id: string; title: string; children: React.ReactNode }) {
  return (
    <section aria-labelledby={`settings-${id}`}>
      <Card className="flex flex-col gap-4">
        <h2 id={`settings-${id}`} className="text-base font-semibold">
          {title}
        </h2>
        {children}
      </Card>
    </section>
  );
}

type RatersByKit = EvaluationSettings['ratersByKit'];
type KitRatersProps = { usual: number; value: RatersByKit; onChange: (value: RatersByKit) => void };

/** Lists kits that have their own number of evaluators. Starts folded if there are no such kits. */
function KitRaters({ usual, value, onChange }: KitRatersProps) {
  const kits = useRouteQuery('kits.list', {});
  const [unfolded] = useState(Object.keys(value).length > 0);
  const options = [
    { value: '', label: `${texts.usual} (${usual})` },
    ...(['1', '2'] as const).map(raters => ({ value: raters as string, label: texts.ratersOf[raters] })),
  ];
  return (
    <details className="group" open={unfolded}>
      <summary className="flex w-fit cursor-pointer list-none items-center gap-1 rounded-control py-1 text-sm font-medium text-accent-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-4 transition-transform group-open:rotate-90" />
        {texts.byKit}
      </summary>
      <div className="flex flex-col gap-3 pt-3">
        {kits.data ? (
          kits.data.kits.map(({ kitId, level, role }) => (
            <Select
              key={kitId}
              label={kitTexts.name(role, level)}
              options={options}
              value={value[kitId] === undefined ? '' : `${value[kitId]}`}
              onChange={({ target }) =>
                onChange(withKit(value, kitId, target.value === '' ? undefined : Number(target.value)))
              }
            />
          ))
        ) : kits.isError ? (
          <Banner tone="warning">{texts.kitsFailed}</Banner>
        ) : (
          <Skeleton className="h-16 w-full" />
        )}
      </div>
    </details>
  );
}

type SettingsDraft = Omit<EvaluationSettings, 'promiseHours'> & { promiseHours: string };

const Hours = z
  .string()
  .trim()
  .refine(text => /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 720, {
    error: texts.promiseWrong,
  })
  .transform(Number);

const SettingsInput = z.strictObject({ ...EvaluationSettings.shape, promiseHours: Hours });

function draftOf(settings: EvaluationSettings): SettingsDraft {
  return { ...settings, promiseHours: `${settings.promiseHours}` };
}

function withKit(ratersByKit: RatersByKit, kitId: KitId, raters: number | undefined): RatersByKit {
  const { [kitId]: _before, ...others } = ratersByKit;
  return raters === undefined ? others : { ...others, [kitId]: raters };
}
