import { describe, expect, test } from 'vitest';
import { Feedback } from './feedback.ts';
import { signalKinds, signalPatterns } from './feedback-patterns.ts';

/** As much of an AudioContext as a tone needs; notes each pitch that was started. */
function fakeAudio() {
  const started: number[] = [];
  const parameter = { value: 0, setValueAtTime: () => parameter, linearRampToValueAtTime: () => parameter };
  const audio = {
    currentTime: 0,
    state: 'suspended',
    resume: async () => void (audio.state = 'running'),
    createGain: () => ({ gain: parameter, connect: () => undefined }),
    createOscillator: () => {
      const frequency = { value: 0 };
      const node = { type: '', frequency, stop: () => undefined, start: () => started.push(frequency.value) };
      return { ...node, connect: (next: unknown) => next };
    },
    destination: null
  };
  return { audio: audio as unknown as AudioContext, started };
}

function platform() {
  const { audio, started } = fakeAudio();
  const vibrated: number[][] = [];
  const stored = new Map<string, string>();
  const feedback = new Feedback({
    audio: () => audio,
    vibrate: (pattern) => vibrated.push(pattern) > 0,
    storage: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value)
    }
  });
  return { feedback, audio, started, vibrated };
}

describe('the signals', () => {
  test('are all different, to the ear and to the hand', () => {
    const sounds = signalKinds.map((kind) => JSON.stringify(signalPatterns[kind].tones));
    const vibrations = signalKinds.map((kind) => JSON.stringify(signalPatterns[kind].vibration));
    expect(new Set(sounds).size).toBe(signalKinds.length);
    expect(new Set(vibrations).size).toBe(signalKinds.length);
  });

  test('are heard and felt', () => {
    for (const kind of signalKinds) {
      const { feedback, started, vibrated } = platform();
      feedback.signal(kind);
      expect(started).toEqual(signalPatterns[kind].tones.map(({ hz }) => hz));
      expect(vibrated).toEqual([signalPatterns[kind].vibration]);
    }
  });

  test('are only felt when muted, and that is remembered', () => {
    const { feedback, started, vibrated } = platform();
    expect(feedback.muted).toBe(false);
    feedback.muted = true;
    feedback.signal('refused');
    expect(feedback.muted).toBe(true);
    expect(started).toEqual([]);
    expect(vibrated).toHaveLength(1);
  });

  test('are left out where the browser has neither sound nor vibration', () => {
    const feedback = new Feedback({ audio: () => null, vibrate: null, storage: null });
    expect(() => feedback.signal('ok')).not.toThrow();
  });

  test('wake with the first touch', () => {
    const { feedback, audio } = platform();
    const page = new EventTarget();
    const stop = feedback.wakeOnGesture(page);
    page.dispatchEvent(new Event('pointerdown'));
    expect(audio.state).toBe('running');
    stop();
  });
});
