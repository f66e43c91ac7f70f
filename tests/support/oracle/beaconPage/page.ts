import { BEACONS } from '../beacon.ts';
import { BeaconDevices, type BeaconDevicesOptions } from './BeaconDevices.ts';
import { LayerSwitch } from './LayerSwitch.ts';

declare global {
  interface Window {
    /** Set before this script runs. */
    beaconOptions: BeaconDevicesOptions & { beacon: string };
    beacon: BeaconDevices;
    layerSwitch: LayerSwitch;
  }
}

const beacon = BEACONS.find(({ name }) => name === window.beaconOptions.beacon);
if (!beacon) throw new Error('There is no such beacon.');
window.beacon = new BeaconDevices(beacon, window.beaconOptions);
window.beacon.takeOver(navigator.mediaDevices);
window.layerSwitch = new LayerSwitch();
