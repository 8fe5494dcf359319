/** Two soft notes, made on the spot: no file to fetch. */

const NOTES = [
  { hertz: 660, at: 0 },
  { hertz: 880, at: 0.13 },
] as const;
const LENGTH_S = 0.35;
const LOUDNESS = 0.08;

let context: AudioContext | undefined;

/** Plays when the browser lets us: it does once the visitor has touched the page. */
export async function chime(): Promise<void> {
  try {
    context ??= new AudioContext();
    await context.resume();
    for (const { hertz, at } of NOTES) play(context, hertz, context.currentTime + at);
  } catch {
    // a page without sound is still a page
  }
}

function play(audio: AudioContext, hertz: number, start: number): void {
  const [tone, volume] = [audio.createOscillator(), audio.createGain()];
  tone.frequency.value = hertz;
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(LOUDNESS, start + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + LENGTH_S);
  tone.connect(volume).connect(audio.destination);
  tone.start(start);
  tone.stop(start + LENGTH_S);
}
