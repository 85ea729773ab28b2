import { describe, expect, test } from 'vitest';
import { createCamera } from './camera.ts';

const refusal = (name: string) => Object.assign(new Error(name), { name });

/** A track of this device, with these abilities; notes what is applied to it. */
function fakeTrack(deviceId: string, abilities: object) {
  const applied: unknown[] = [];
  const track = Object.assign(new EventTarget(), {
    stopped: false,
    applied,
    stop: () => void (track.stopped = true),
    getSettings: () => ({ deviceId }),
    getCapabilities: () => abilities,
    applyConstraints: async (constraints: unknown) => void applied.push(constraints)
  });
  return track;
}

interface Setting {
  /** What `getUserMedia` does for each call in turn; a name is a refusal. */
  answers?: string[];
  abilities?: object;
  remembered?: string;
}

function setUp({ answers = [], abilities = {}, remembered }: Setting = {}) {
  const asked: MediaTrackConstraints[] = [];
  const tracks: ReturnType<typeof fakeTrack>[] = [];
  const stored = new Map(remembered === undefined ? [] : [['douchette.camera', remembered]]);
  const devices = {
    getUserMedia: async ({ video }: MediaStreamConstraints) => {
      const constraints = video as MediaTrackConstraints;
      asked.push(constraints);
      const answer = answers.shift();
      if (answer) throw refusal(answer);
      const { exact = 'back' } = (constraints.deviceId ?? {}) as { exact?: string };
      const track = fakeTrack(exact, abilities);
      tracks.push(track);
      return { getTracks: () => [track], getVideoTracks: () => [track] } as unknown as MediaStream;
    },
    enumerateDevices: async () =>
      ['back', 'front'].map((deviceId) => ({
        kind: 'videoinput',
        deviceId,
        label: deviceId
      })) as MediaDeviceInfo[]
  };
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value)
  };
  const video = { play: async () => undefined, srcObject: null } as unknown as HTMLVideoElement;
  return { camera: createCamera({ devices, storage }), video, asked, tracks, stored };
}

describe('the camera', () => {
  test.each([
    ['NotAllowedError', 'camera-refused'],
    ['NotFoundError', 'camera-missing'],
    ['NotReadableError', 'camera-busy'],
    ['TypeError', 'camera-failed']
  ])('answers %s with the code %s', async (name, code) => {
    const { camera, video } = setUp({ answers: [name] });
    expect(await camera.start(video)).toEqual({ ok: false, code });
  });

  test('says when the page is not secure enough to have one', async () => {
    const camera = createCamera({ devices: undefined, storage: undefined });
    expect(await camera.start(setUp().video)).toEqual({ ok: false, code: 'camera-insecure' });
  });

  test('asks once a session, for the one that looks away from the person', async () => {
    const { camera, video, asked, tracks } = setUp();
    expect(await camera.start(video)).toEqual({ ok: true });
    expect(asked).toMatchObject([{ facingMode: { ideal: 'environment' } }]);
    camera.stop();
    expect(tracks.map(({ stopped }) => stopped)).toEqual([true]);
    expect(video.srcObject).toBeNull();
  });

  test('takes the next camera when told to, lets the first one go, and remembers the choice', async () => {
    const { camera, video, tracks, stored } = setUp();
    await camera.start(video);
    await camera.switchCamera();
    expect(camera.capabilities().cameraId).toBe('front');
    expect(tracks.map(({ stopped }) => stopped)).toEqual([true, false]);
    expect(stored.get('douchette.camera')).toBe('front');
  });

  test('takes any camera when the remembered one is unplugged', async () => {
    const { camera, video, asked } = setUp({ remembered: 'usb', answers: ['OverconstrainedError'] });
    expect(await camera.start(video)).toEqual({ ok: true });
    expect(asked).toMatchObject([{ deviceId: { exact: 'usb' } }, { facingMode: { ideal: 'environment' } }]);
  });

  test('does not ask again when the person refuses the remembered one', async () => {
    const { camera, video, asked } = setUp({ remembered: 'usb', answers: ['NotAllowedError'] });
    expect(await camera.start(video)).toEqual({ ok: false, code: 'camera-refused' });
    expect(asked).toHaveLength(1);
  });

  test('lets a camera go that comes after the session was stopped', async () => {
    const { camera, video, tracks } = setUp();
    const starting = camera.start(video);
    camera.stop();
    expect(await starting).toEqual({ ok: false, code: 'camera-lost' });
    expect(tracks.map(({ stopped }) => stopped)).toEqual([true]);
  });

  test('tells when the system takes it away', async () => {
    const { camera, video, tracks } = setUp();
    let lost = 0;
    camera.onLost = () => (lost += 1);
    await camera.start(video);
    tracks[0]?.dispatchEvent(new Event('ended'));
    expect(lost).toBe(1);
  });

  test('offers torch and zoom only where there are any', async () => {
    const plain = setUp();
    await plain.camera.start(plain.video);
    expect(plain.camera.capabilities()).toMatchObject({ torch: false, zoom: null, focusPoint: false });
    expect(await plain.camera.setTorch(true)).toBe(false);
    expect(plain.tracks[0]?.applied).toEqual([]);

    const able = setUp({ abilities: { torch: true, zoom: { min: 1, max: 4, step: 0.1 } } });
    await able.camera.start(able.video);
    expect(able.camera.capabilities()).toMatchObject({ torch: true, zoom: { min: 1, max: 4, value: 1 } });
    expect(await able.camera.setTorch(true)).toBe(true);
    expect(able.tracks[0]?.applied).toEqual([{ advanced: [{ torch: true }] }]);
  });

  test('focuses where the person taps, only where the camera can', async () => {
    const plain = setUp({ abilities: { focusMode: ['single-shot'] } });
    await plain.camera.start(plain.video);
    expect(await plain.camera.focusAt(0.5, 0.25)).toBe(false);

    const able = setUp({ abilities: { focusMode: ['single-shot'], pointsOfInterest: [] } });
    await able.camera.start(able.video);
    expect(able.camera.capabilities().focusPoint).toBe(true);
    expect(await able.camera.focusAt(0.5, 0.25)).toBe(true);
    expect(able.tracks[0]?.applied).toEqual([
      { advanced: [{ pointsOfInterest: [{ x: 0.5, y: 0.25 }], focusMode: 'single-shot' }] }
    ]);
  });

  test('goes to 1080p without asking again, where the camera has it', async () => {
    const small = setUp({ abilities: { width: { max: 1280 } } });
    await small.camera.start(small.video);
    expect(await small.camera.sharpen()).toBe(false);

    const large = setUp({ abilities: { width: { max: 3840 } } });
    await large.camera.start(large.video);
    expect(await large.camera.sharpen()).toBe(true);
    expect(large.tracks[0]?.applied).toEqual([{ width: { ideal: 1920 }, height: { ideal: 1080 } }]);
    expect(large.asked).toHaveLength(1);
  });
});
