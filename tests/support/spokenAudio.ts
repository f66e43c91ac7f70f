/**
 * Test audio generated from text and numbers: speech of several people, and other sounds that microphones
 * pick up. Each sound has the intervals in which the microphone's owner speaks.
 */
export * from './spoken/bursts.ts';
export * from './spoken/levels.ts';
export * from './spoken/music.ts';
export * from './spoken/noises.ts';
export * from './spoken/rooms.ts';
export * from './spoken/sound.ts';
export * from './spoken/speech.ts';
export * from './spoken/testTakes.ts';
export { toWav } from './spoken/wav.ts';
