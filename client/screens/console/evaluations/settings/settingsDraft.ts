import { z } from 'zod';
import { EvaluationSettings } from '../../../../../shared/evaluation/evaluationSettings.ts';
import type { KitId } from '../../../../../shared/kit/kitIds.ts';
import { evaluationTexts } from '../../../../texts/evaluations.ts';

const texts = evaluationTexts.settings;

/** As the fields hold them: a number is text while it is typed, and '' is a kit with the usual number. */
export type SettingsDraft = Omit<EvaluationSettings, 'promiseHours'> & { promiseHours: string };

const Hours = z
  .string()
  .trim()
  .refine(text => /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 720, {
    error: texts.promiseWrong,
  })
  .transform(Number);

export const SettingsInput = z.strictObject({ ...EvaluationSettings.shape, promiseHours: Hours });

export function draftOf(settings: EvaluationSettings): SettingsDraft {
  return { ...settings, promiseHours: `${settings.promiseHours}` };
}

/** `raters` undefined: the kit has the usual number again. */
export function withKit(
  ratersByKit: EvaluationSettings['ratersByKit'],
  kitId: KitId,
  raters: number | undefined,
): EvaluationSettings['ratersByKit'] {
  const { [kitId]: _before, ...others } = ratersByKit;
  return raters === undefined ? others : { ...others, [kitId]: raters };
}
