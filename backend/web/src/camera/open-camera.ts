/** The front camera's stream, by wish 640×480 at 30 a second. @throws DOMException as `getUserMedia` does. */
export function openCamera(devices: MediaDevices): Promise<MediaStream> {
  return devices.getUserMedia({
    audio: false,
    video: { facingMode: 'user', width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 } },
  });
}

export function closeCamera(stream: MediaStream | undefined): void {
  stream?.getTracks().forEach((track) => track.stop());
}
