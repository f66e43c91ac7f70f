import { remoteMedia } from '../support/remoteMedia.ts';
import { describeVoice } from './voice.contract.ts';

describeVoice('over the network', remoteMedia, { brief: true });
