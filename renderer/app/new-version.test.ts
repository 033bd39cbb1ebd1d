import {expect, test, vi} from 'vitest';
import {followNewVersion} from './new-version.ts';

function registration() {
  const worker = Object.assign(new EventTarget(), {postMessage: vi.fn()});
  const events = new EventTarget();
  const state: {waiting: typeof worker | null; installing: typeof worker | null} = {
    waiting: null,
    installing: null,
  };
  return {
    worker,
    fake: Object.assign(events, state) as unknown as ServiceWorkerRegistration,
    /** A new version is found, downloaded, and waits. */
    download(fake: ServiceWorkerRegistration) {
      Object.assign(fake, {installing: worker});
      fake.dispatchEvent(new Event('updatefound'));
      Object.assign(fake, {installing: null, waiting: worker});
      worker.dispatchEvent(new Event('statechange'));
    },
  };
}

test('a version that arrives while the till is free takes over, once', () => {
  const {worker, fake, download} = registration();
  const version = followNewVersion(fake, () => true);
  expect(version.isSwitching()).toBe(false);
  download(fake);
  version.check();
  expect(worker.postMessage).toHaveBeenCalledExactlyOnceWith({type: 'SKIP_WAITING'});
  expect(version.isSwitching()).toBe(true);
});

test('one that arrives during a sale waits until the till is free', () => {
  const {worker, fake, download} = registration();
  let isFree = false;
  const version = followNewVersion(fake, () => isFree);
  download(fake);
  expect(worker.postMessage).not.toHaveBeenCalled();
  isFree = true;
  version.check();
  expect(worker.postMessage).toHaveBeenCalledOnce();
});
