import { BEACONS } from '../beacon.ts';
import { BeaconDevices, type BeaconDevicesOptions } from './BeaconDevices.ts';

declare global {
  interface Window {
    /** Set before this script runs. */
    beaconOptions: BeaconDevicesOptions & { beacon: string };
    beacon: BeaconDevices;
  }
}

const beacon = BEACONS.find(({ name }) => name === window.beaconOptions.beacon);
if (!beacon) throw new Error('There is no such beacon.');
window.beacon = new BeaconDevices(beacon, window.beaconOptions);
window.beacon.takeOver(navigator.mediaDevices);
