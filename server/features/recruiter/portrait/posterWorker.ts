import { parentPort } from 'node:worker_threads';
import { AvatarPainter } from '../clips/render/avatar/drawAvatar.ts';
import { PORTRAIT_SIZE } from '../clips/render/avatar/pose.ts';
import { SPEAKING_POSE } from './speakingPose.ts';

const painter = await AvatarPainter.create(PORTRAIT_SIZE);
parentPort?.postMessage(painter.still(SPEAKING_POSE));
