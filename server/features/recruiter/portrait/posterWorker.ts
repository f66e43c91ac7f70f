import { parentPort } from 'node:worker_threads';
import { AvatarPainter } from '../clips/render/avatar/drawAvatar.ts';
import { NEUTRAL_POSE, PORTRAIT_SIZE } from '../clips/render/avatar/pose.ts';

/** In the middle of a word, as a picture of someone who talks. */
const SPEAKING_POSE = {
  ...NEUTRAL_POSE,
  headTurn: -0.1,
  browRaise: 0.3,
  smile: 0.35,
  jaw: 0.3,
  lipsApart: 0.45,
};

const painter = await AvatarPainter.create(PORTRAIT_SIZE);
parentPort?.postMessage(painter.still(SPEAKING_POSE));
