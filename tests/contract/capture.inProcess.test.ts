import { localMedia } from '../support/localMediaService.ts';
import { describeCapture } from './capture.contract.ts';

describeCapture('in the same process', localMedia);
