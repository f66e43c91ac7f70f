import type { Page } from 'playwright-core';

declare global {
  interface Window {
    /** Unplugs every device of this kind and label, with the events of browsers: "ended" and "devicechange". */
    pullOut(kind: MediaDeviceKind, label: string): void;
    plugIn(kind: MediaDeviceKind, label: string): void;
  }
}

/**
 * Runs in a page before its scripts. Browsers can't unplug devices programmatically, so this hides one: it is no longer listed, can't be
 * opened, and its tracks end. The replacement is opened by the browser itself.
 */
export function makeDevicesPullable(): void {
  const { mediaDevices } = navigator;
  // Chromium's second fake camera is a depth camera without a picture.
  const out = new Set(['videoinput fake_device_1']);
  const captured: MediaStreamTrack[] = [];
  const listAll = mediaDevices.enumerateDevices.bind(mediaDevices);
  const capture = mediaDevices.getUserMedia.bind(mediaDevices);
  const isIn = ({ kind, label }: MediaDeviceInfo) => !out.has(`${kind} ${label}`);

  const chooseFrom = async (
    kind: MediaDeviceKind,
    wish: boolean | MediaTrackConstraints | undefined,
  ): Promise<boolean | MediaTrackConstraints> => {
    if (!wish) return wish ?? false;
    const devices = (await listAll()).filter(device => device.kind === kind && isIn(device));
    const wished = typeof wish === 'object' ? wish.deviceId : undefined;
    const exactId = typeof wished === 'object' && 'exact' in wished ? wished.exact : undefined;
    const device = exactId ? devices.find(({ deviceId }) => deviceId === exactId) : devices[0];
    if (!device && devices.length > 0) throw new OverconstrainedError('deviceId');
    if (!device) throw new DOMException('Requested device not found', 'NotFoundError');
    return { ...(typeof wish === 'object' && wish), deviceId: { exact: device.deviceId } };
  };

  mediaDevices.enumerateDevices = async () => (await listAll()).filter(isIn);
  mediaDevices.getUserMedia = async ({ audio, video } = {}) => {
    const stream = await capture({
      audio: await chooseFrom('audioinput', audio),
      video: await chooseFrom('videoinput', video),
    });
    captured.push(...stream.getTracks());
    return stream;
  };
  window.pullOut = (kind, label) => {
    out.add(`${kind} ${label}`);
    for (const track of captured)
      if (track.kind === kind.slice(0, 5) && track.label === label && track.readyState === 'live') {
        track.stop();
        track.dispatchEvent(new Event('ended'));
      }
    mediaDevices.dispatchEvent(new Event('devicechange'));
  };
  window.plugIn = (kind, label) => {
    out.delete(`${kind} ${label}`);
    mediaDevices.dispatchEvent(new Event('devicechange'));
  };
}

export function pullOut(page: Page, kind: MediaDeviceKind, label: string): Promise<void> {
  return page.evaluate(([which, name]) => window.pullOut(which, name), [kind, label] as const);
}

export function plugIn(page: Page, kind: MediaDeviceKind, label: string): Promise<void> {
  return page.evaluate(([which, name]) => window.plugIn(which, name), [kind, label] as const);
}
