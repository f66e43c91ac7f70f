import { remoteMedia } from '../support/remoteMedia.ts';
import { describePlayers } from './player.contract.ts';

describePlayers('over the network', remoteMedia);
