import { describePlaying } from '../contract/player.contract.ts';
import { localMedia } from '../support/localMediaService.ts';
import { LONG_RUN } from '../support/longTests.ts';
import { remoteMedia } from '../support/remoteMedia.ts';

describePlaying('in the same process', localMedia);
// What is seen and heard is the same player's in both.
if (LONG_RUN) describePlaying('over the network', remoteMedia);
