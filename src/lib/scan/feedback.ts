import { signalPatterns, type SignalKind, type Tone } from './feedback-patterns.ts';

export type { SignalKind } from './feedback-patterns.ts';

/** What a signal needs of the browser; what is missing is left out in silence. */
export interface FeedbackPlatform {
  audio: () => AudioContext | null;
  vibrate: ((pattern: number[]) => boolean) | null;
  storage: Pick<Storage, 'getItem' | 'setItem'> | null;
}

const MUTED = 'douchette.muted';

/** Fades of a few ms keep the loudspeaker from clicking at the ends of a tone. */
const FADE_S = 0.006;

function play(audio: AudioContext, { hz, at, ms, wave }: Tone): void {
  const from = audio.currentTime + at / 1000;
  const until = from + ms / 1000;
  const oscillator = audio.createOscillator();
  const volume = audio.createGain();
  oscillator.type = wave;
  oscillator.frequency.value = hz;
  volume.gain.setValueAtTime(0, from);
  volume.gain.linearRampToValueAtTime(1, from + FADE_S);
  volume.gain.setValueAtTime(1, until - FADE_S);
  volume.gain.linearRampToValueAtTime(0, until);
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start(from);
  oscillator.stop(until);
}

/** The sounds and vibrations that tell a picker what became of a scan. */
export class Feedback {
  readonly #platform: FeedbackPlatform;

  constructor(platform: FeedbackPlatform) {
    this.#platform = platform;
  }

  /** Muting silences the sounds; a phone still vibrates. */
  get muted(): boolean {
    return this.#platform.storage?.getItem(MUTED) === 'yes';
  }

  set muted(muted: boolean) {
    this.#platform.storage?.setItem(MUTED, muted ? 'yes' : 'no');
  }

  /** Makes the sound and the vibration of this outcome, now. */
  signal(kind: SignalKind): void {
    const { tones, vibration } = signalPatterns[kind];
    this.#platform.vibrate?.([...vibration]);
    if (this.muted) return;
    const audio = this.#platform.audio();
    if (audio) for (const tone of tones) play(audio, tone);
  }

  /**
   * Browsers let a page sound only once a person has touched it (iOS sleeps again
   * when the page is hidden): each touch or key wakes the sound.
   * @returns a function that ends it
   */
  wakeOnGesture(target: EventTarget): () => void {
    const wake = () => {
      const audio = this.#platform.audio();
      if (audio && audio.state !== 'running') void audio.resume().catch(() => undefined);
    };
    for (const gesture of ['pointerdown', 'keydown'])
      target.addEventListener(gesture, wake, { capture: true });
    return () => {
      for (const gesture of ['pointerdown', 'keydown']) {
        target.removeEventListener(gesture, wake, { capture: true });
      }
    };
  }
}

/** The feedback of this browser; one sound context for the life of the page. */
export function browserFeedback(): Feedback {
  let context: AudioContext | null = null;
  return new Feedback({
    audio: () => {
      if (typeof AudioContext === 'undefined') return null;
      return (context ??= new AudioContext());
    },
    vibrate: 'vibrate' in navigator ? (pattern) => navigator.vibrate(pattern) : null,
    storage: localStorage
  });
}
