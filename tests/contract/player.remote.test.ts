import { LONG_RUN } from '../support/longTests.ts';
import { remoteMedia } from '../support/remoteMedia.ts';
import { describePlayers, describePlaying } from './player.contract.ts';

describePlayers('over the network', remoteMedia);
// What is seen and heard is the same player's in both.
if (LONG_RUN) describePlaying('over the network', remoteMedia);
