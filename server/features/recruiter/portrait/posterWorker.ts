import { parentPort } from 'node:worker_threads';
import { PORTRAIT } from '../../../../shared/site/sitePages.ts';
import { AvatarPainter } from '../clips/render/avatar/drawAvatar.ts';
import { SPEAKING_POSE } from '../clips/render/avatar/pose.ts';

const painter = await AvatarPainter.create(PORTRAIT);
parentPort?.postMessage(painter.still(SPEAKING_POSE));
