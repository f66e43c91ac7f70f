import { remoteMedia } from '../support/remoteMedia.ts';
import { speechEngine } from '../support/speechEngine.ts';
import { describeCaptions } from './captions.contract.ts';

describeCaptions('over the network', () => remoteMedia({ TRANSCRIBE_ENGINE: speechEngine }));
