/**
 * The preload: the only code that stands on both sides of the wall. It hands the page one frozen object that
 * can ask the listed channels, and lets nothing of Electron through.
 */
import {contextBridge, ipcRenderer} from 'electron';
import type {CounterfoilBridge} from '../../shared/protocol/bridge.ts';
import {bridgeChannels} from '../../shared/protocol/bridge-channels.ts';

const bridge: CounterfoilBridge = {
  platform: 'electron',
  invoke(channel, input) {
    if (!bridgeChannels.includes(channel))
      return Promise.reject(new Error(`unknown channel ${String(channel)}`));
    return ipcRenderer.invoke(channel, input) as Promise<unknown>;
  },
};

contextBridge.exposeInMainWorld('counterfoil', bridge);
