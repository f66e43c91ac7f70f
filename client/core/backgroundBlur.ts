/** What some browsers and systems can do with a camera's picture, and TypeScript does not know yet. */
interface BlurConstraint {
  backgroundBlur?: boolean;
}

/** Whether this camera's background can be blurred by the browser or the system, and is so only as the page wishes. */
export function canBlur(camera: MediaStreamTrack): boolean {
  const { backgroundBlur } = (camera.getCapabilities?.() ?? {}) as { backgroundBlur?: readonly boolean[] };
  return backgroundBlur?.includes(true) === true && backgroundBlur.includes(false);
}

export function withBlur(constraints: MediaTrackConstraints, on: boolean): MediaTrackConstraints {
  const blur: BlurConstraint = { backgroundBlur: on };
  return { ...constraints, ...blur };
}
