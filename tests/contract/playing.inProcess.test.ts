import { localMedia } from '../support/localMediaService.ts';
import { describePlaying } from './player.contract.ts';

describePlaying('in the same process', localMedia);
