/**
 * Shows of a frame only the pieces that are not on the glass already, told by their CRC-32, whatever was drawn in between.
 * A glass that does not answer is asked again at the next frame.
 * @param show  Send piece `index`, `pieceBytes` of the frame.
 */
export function dirtyPieces(pieceBytes: number, show: (index: number, bytes: Uint8Array) => void): (graphics: Graphics) => void {
  const shown: number[] = [];
  return function (graphics): void {
    const count = graphics.buffer.byteLength / pieceBytes;
    for (let index = 0; index < count; index++) {
      const bytes = new Uint8Array(graphics.buffer, index * pieceBytes, pieceBytes);
      const sum = E.CRC32(bytes);
      if (shown[index] === sum) continue;
      shown[index] = -1;
      try {
        show(index, bytes);
        shown[index] = sum;
      } catch (_thrown) {
        // Nobody acknowledges. A display never fails (hal/display.ts); the self-test finds it.
        return;
      }
    }
  };
}
