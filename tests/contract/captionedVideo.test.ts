import { execFileSync } from 'node:child_process';
import { createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { captionedVideo } from '../../server/features/transcript/captionedVideo.ts';
import { webVtt } from '../../shared/transcript/transcriptFiles.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';

const CUES = [
  { fromMs: 500, toMs: 1_500, name: 'Ada', text: 'I would <b>look</b> at the index.' },
  { fromMs: 2_000, toMs: 2_900, name: 'Grace', text: 'Why?' },
];

let folder: TemporaryFolder;
let video: string;

beforeAll(async () => {
  folder = await temporaryFolder('captioned-video');
  video = path.join(folder.path, 'video.mp4');
  ffmpeg(
    ...[
      '-f',
      'lavfi',
      '-i',
      'testsrc=size=160x120:rate=10:duration=3',
      '-f',
      'lavfi',
      '-i',
      'sine=duration=3',
    ],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac', '-movflags', '+faststart', video],
  );
  return () => folder.remove();
});

function ffmpeg(...args: string[]): void {
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...args]);
}

describe('a video with captions', () => {
  it('has them as a text track, next to the same pictures and sound', async () => {
    const made = path.join(folder.path, 'made.mp4');
    writeFileSync(made, await buffer(await captioned(createReadStream(video))));
    const { streams } = JSON.parse(
      execFileSync('ffprobe', ['-v', 'error', '-show_streams', '-of', 'json', made], { encoding: 'utf8' }),
    );
    expect(streams.map((stream: Record<string, unknown>) => [stream.codec_name, stream.codec_type])).toEqual([
      ['h264', 'video'],
      ['aac', 'audio'],
      ['mov_text', 'subtitle'],
    ]);
    expect(streams[2].tags.language).toBe('eng');
    const captions = path.join(folder.path, 'made.srt');
    ffmpeg('-i', made, '-map', '0:s', captions);
    const text = readFileSync(captions, 'utf8');
    expect(text).toContain('00:00:00,500 --> 00:00:01,500');
    expect(text).toContain('look');
    expect(text).toContain('Why?');
    expect(framesOf(made)).toBe(framesOf(video));
  });

  it('leaves no file with words', async () => {
    await buffer(await captioned(createReadStream(video)));
    await expect(captioned(Readable.from([readFileSync(video).subarray(0, 2_000)]))).rejects.toMatchObject({
      code: 'unavailable',
    });
    expect(existsSync(file())).toBe(false);
  });
});

const file = () => path.join(folder.path, 'work.mp4');

function captioned(source: Readable): Promise<Readable> {
  return captionedVideo({ video: source, captions: webVtt(CUES), language: 'en-US', file: file() });
}

function framesOf(file: string): string {
  const args = [
    '-v',
    'error',
    '-count_packets',
    '-select_streams',
    'v',
    '-show_entries',
    'stream=nb_read_packets',
  ];
  return execFileSync('ffprobe', [...args, '-of', 'csv=p=0', file], { encoding: 'utf8' }).trim();
}
