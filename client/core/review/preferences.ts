import { rememberedSwitch } from '../rememberedSwitch.ts';

export const reviewCaptionsShown = rememberedSwitch('vivavoce.review.captions', true);
