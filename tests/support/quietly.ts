/**
 * What ffmpeg and ffprobe are told first, here. Codecs take a thread for each core by themselves, and those of VP8 wait for each other by spinning: five
 * times the work for the same file, and on a machine that is busy with other tests twenty times the time.
 */
export const QUIETLY = ['-v', 'error', '-cpucount', '1'] as const;
