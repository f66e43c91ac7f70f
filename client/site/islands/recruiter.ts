/** Plays the recruiter's loop over her poster: muted, until the visitor presses the button for sound. */
export function startRecruiter(): void {
  const island = document.querySelector<HTMLElement>('[data-island="recruiter"]');
  const portrait = island?.querySelector<HTMLElement>('[data-portrait]');
  const { src, speechMs } = portrait?.dataset ?? {};
  if (!island || !portrait || !src) return;
  const video = document.createElement('video');
  Object.assign(video, { muted: true, loop: true, playsInline: true, disablePictureInPicture: true });
  video.setAttribute('aria-hidden', 'true');
  // The poster stays visible until the first frame can be drawn, and if there is never one.
  video.hidden = true;
  video.addEventListener('playing', () => {
    video.hidden = false;
  });
  portrait.append(video);

  const show = () => {
    const moves = !video.paused;
    island.toggleAttribute('data-speaking', moves && video.currentTime * 1_000 < Number(speechMs));
    showOn('motion', moves);
    showOn('sound', moves && !video.muted);
  };
  const showOn = (name: string, playing: boolean) => {
    const button = island.querySelector<HTMLElement>(`[data-player="${name}"]`);
    if (!button) return;
    button.toggleAttribute('data-playing', playing);
    const label = (playing ? button.dataset.on : button.dataset.off) ?? '';
    button.title = label;
    const shown = button.querySelector('[data-label]');
    if (shown) shown.textContent = label;
  };
  const play = () => {
    if (!video.src) video.src = src;
    // Browsers refuse to play when they save power, or can't decode the file.
    video.play().catch(show);
  };
  for (const event of ['timeupdate', 'play', 'pause', 'volumechange']) video.addEventListener(event, show);
  // Someone who asked for the sound hears the question once. The loop continues without sound.
  video.addEventListener('timeupdate', () => {
    if (!video.muted && video.currentTime * 1_000 > Number(speechMs)) video.muted = true;
  });
  const onPress = (name: string, press: () => void) =>
    island.querySelector(`[data-player="${name}"]`)?.addEventListener('click', press);
  onPress('motion', () => (video.paused ? play() : video.pause()));
  onPress('sound', () => {
    const isHeard = !video.muted && !video.paused;
    video.muted = isHeard;
    if (isHeard) return;
    video.currentTime = 0;
    play();
  });
  show();

  const still = window.matchMedia('(prefers-reduced-motion: reduce)');
  still.addEventListener('change', () => still.matches && video.pause());
  // After everything that the first screen needs.
  if (!still.matches) afterLoad(play);
}

function afterLoad(action: () => void): void {
  if (document.readyState === 'complete') action();
  else window.addEventListener('load', action, { once: true });
}
