/**
 * First arguments of ffmpeg and ffprobe. By default, codecs use a thread per core; VP8's threads spin while
 * they wait: five times the work for a file, and twenty times the time on a busy machine.
 */
export const QUIETLY = ['-v', 'error', '-cpucount', '1'] as const;
