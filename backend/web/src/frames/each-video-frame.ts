/**
 * Calls back for every new picture of a video until the returned function is called: by the video's own beat where
 * the browser tells it, else by the screen's.
 */
export function eachVideoFrame(video: HTMLVideoElement, callback: () => void): () => void {
  const byVideo = 'requestVideoFrameCallback' in video;
  let handle = 0;
  const ask = () => {
    handle = byVideo ? video.requestVideoFrameCallback(step) : window.requestAnimationFrame(step);
  };
  const step = () => {
    ask();
    callback();
  };
  ask();
  return () => (byVideo ? video.cancelVideoFrameCallback(handle) : window.cancelAnimationFrame(handle));
}
