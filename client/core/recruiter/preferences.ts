import { rememberedSwitch } from '../rememberedSwitch.ts';

/** Whether the recruiter's words stand over its picture. */
export const captionsShown = rememberedSwitch('vivavoce.recruiter.captions', true);

/** Whether the time of an answer is shown. */
export const timeShown = rememberedSwitch('vivavoce.recruiter.time', true);
