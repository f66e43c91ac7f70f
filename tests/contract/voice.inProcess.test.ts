import { localMedia } from '../support/localMediaService.ts';
import { describeVoice } from './voice.contract.ts';

describeVoice('in the same process', localMedia);
