/** What a node's recording has come to since it started. */
export interface CaptureFigures {
  /** Segments that are being written now. */
  openSegments: number;
  packets: number;
  /** Packets that never came. */
  lost: number;
  /** Frames that were left out because they could not be decoded. */
  droppedFrames: number;
  /** Of media and journals. */
  bytes: number;
  /** The most that ever waited to be written to one file, in bytes. */
  queueHighWater: number;
}

export function noCapture(): CaptureFigures {
  return { openSegments: 0, packets: 0, lost: 0, droppedFrames: 0, bytes: 0, queueHighWater: 0 };
}
