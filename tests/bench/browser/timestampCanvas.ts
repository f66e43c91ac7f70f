// A wall-clock time as a picture that survives encoding and scaling: black and white cells with 24 bits of milliseconds in two rows of
// twelve, and both rows again inverted, by which a reader detects damage. These functions run in pages, passed as text, so each must be
// self-contained.

/** Replaces every camera by a canvas that shows the current time, painted at every animation frame. The microphone is unchanged. */
export function installTimestampCamera({
  width,
  height,
  fps,
}: {
  width: number;
  height: number;
  fps: number;
}): void {
  const devices = navigator.mediaDevices;
  const getUserMedia = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async constraints => {
    const stream = await getUserMedia(constraints);
    for (const camera of stream.getVideoTracks()) {
      const painted = paintedTrack();
      // The page reads the settings of its camera, so they must be plausible.
      const settings = camera.getSettings();
      painted.getSettings = () => ({ ...settings, width, height, frameRate: fps });
      painted.addEventListener('ended', () => camera.stop());
      stream.removeTrack(camera);
      stream.addTrack(painted);
    }
    return stream;
  };

  function paintedTrack(): MediaStreamTrack {
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d');
    const [track] = canvas.captureStream(fps).getVideoTracks();
    if (!context || !track) throw new Error('This browser paints no pictures.');
    const paint = () => {
      if (track.readyState === 'ended') return;
      const bits = Date.now() % 2 ** 24;
      for (let cell = 0; cell < 48; cell += 1) {
        const row = Math.floor(cell / 12);
        const bit = (bits >> (cell % 24)) & 1;
        context.fillStyle = (bit === 1) === row < 2 ? '#fff' : '#000';
        context.fillRect(((cell % 12) * width) / 12, (row * height) / 4, width / 12 + 1, height / 4 + 1);
      }
      requestAnimationFrame(paint);
    };
    paint();
    return track;
  }
}

/** Reads the age of `count` decoded frames of a video element when the browser presents them, in milliseconds. */
export function readFrameAges(
  element: Element,
  { count, timeoutMs }: { count: number; timeoutMs: number },
): Promise<{ ages: number[]; unreadable: number; width: number; height: number }> {
  const video = element as HTMLVideoElement;
  const canvas = document.createElement('canvas');
  canvas.width = 12;
  canvas.height = 4;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const read = (): number | undefined => {
    // Only the middle of each cell, because edges are blurred.
    for (let cell = 0; cell < 48; cell += 1) {
      const [column, row] = [cell % 12, Math.floor(cell / 12)];
      const [cellWidth, cellHeight] = [video.videoWidth / 12, video.videoHeight / 4];
      context?.drawImage(
        video,
        (column + 0.3) * cellWidth,
        (row + 0.3) * cellHeight,
        cellWidth * 0.4,
        cellHeight * 0.4,
        column,
        row,
        1,
        1,
      );
    }
    const pixels = context?.getImageData(0, 0, 12, 4).data;
    if (!pixels) return undefined;
    let bits = 0;
    for (let bit = 0; bit < 24; bit += 1) {
      const upper = (pixels[bit * 4] ?? 0) > 127;
      const lower = (pixels[(bit + 24) * 4] ?? 0) > 127;
      if (upper === lower) return undefined;
      if (upper) bits |= 1 << bit;
    }
    return bits;
  };
  return new Promise(resolve => {
    const ages: number[] = [];
    let unreadable = 0;
    const finish = () => {
      deadline.removeEventListener('abort', finish);
      resolve({ ages, unreadable, width: video.videoWidth, height: video.videoHeight });
    };
    const deadline = AbortSignal.timeout(timeoutMs);
    deadline.addEventListener('abort', finish);
    const onFrame = () => {
      // Read first, because reading the cells takes time.
      const now = Date.now();
      const painted = read();
      if (painted === undefined) unreadable += 1;
      else ages.push((now - painted + 2 ** 24) % 2 ** 24);
      if (ages.length >= count) finish();
      else video.requestVideoFrameCallback(onFrame);
    };
    video.requestVideoFrameCallback(onFrame);
  });
}
