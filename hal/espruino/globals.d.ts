/**
 * The interpreter's own globals that drivers and the bridge use, as measured on 2v29. Only hal/espruino and hal/bridge may
 * name them: the bundle's checker refuses them anywhere else. Pins are values of a type of their own; a board's JSON file
 * names them and the build writes them into the bundle as identifiers.
 */
interface Pin { readonly isPin: true }
/** `data`: level of the data pin at the edge, when one was named. */
interface WatchEvent { state: boolean; time: number; lastTime: number; data?: boolean }

/** Of several pins the first is the highest bit. */
declare function digitalRead(pin: Pin | readonly Pin[]): number;
declare function digitalWrite(pin: Pin | readonly Pin[], value: number): void;
declare function analogRead(pin: Pin): number;
declare function analogWrite(pin: Pin, duty: number, options?: { freq: number }): void;
declare function pinMode(pin: Pin, mode: string): void;
declare function setWatch(fire: (event: WatchEvent) => void, pin: Pin, options: { repeat: boolean; edge: string; debounce: number; data?: Pin }): number;
declare function clearWatch(id: number): void;
declare function setTimeout(fire: () => void, delayMs: number): number;
declare function clearTimeout(id: number): void;
declare function setInterval(fire: () => void, periodMs: number): number;
declare function clearInterval(id: number): void;
/** Seconds since 1970, with a fraction. `setTime` is ignored by the Linux build. */
declare function getTime(): number;
declare function setTime(seconds: number): void;
declare function getSerial(): string;
declare function print(line: string): void;
/** Linux build only: end the process. */
declare function quit(): void;

interface GraphicsImage { width: number; height: number; bpp: number; buffer: string }
interface Graphics {
  readonly buffer: ArrayBuffer;
  clear(): this;
  setColor(color: number): this;
  setBgColor(color: number): this;
  setFontCustom(columns: string, firstCode: number, width: number, heightAndScale: number): this;
  drawString(text: string, x: number, y: number, solid: boolean): this;
  drawImage(image: string | GraphicsImage, x: number, y: number, options?: { scale: number }): this;
  clearRect(left: number, top: number, right: number, bottom: number): this;
  fillRect(left: number, top: number, right: number, bottom: number): this;
  setRotation(quarter: number, mirror: boolean): this;
}
declare var Graphics: { createArrayBuffer(width: number, height: number, bitsPerPixel: number, options: { msb?: boolean; vertical_byte?: boolean }): Graphics };

interface Console { setConsole(device: null, options: { force: boolean }): void }
declare var E: Console & {
  CRC32(bytes: string | ArrayBuffer | Uint8Array): number;
  /** A reference, not a copy. */
  /** From all of `from`, `bits` at a time with the highest first, through `map`. */
  mapInPlace(from: Uint8Array, to: Uint8Array | Uint32Array, map: Uint8Array | Uint32Array | undefined, bits: number): void;
  toArrayBuffer(bytes: string): ArrayBuffer;
  toString(bytes: ArrayBuffer | Uint8Array): string;
  /** The bytes of a text in place, not a copy. */
  toArrayBuffer(bytes: string): ArrayBuffer;
  getSizeOf(value: unknown): number;
  on(event: "errorFlag", listener: (flags: string[]) => void): void;
  getErrorFlags(): string[];
  hwRand(): number;
  /** Builds with a file system only. */
  openFile(name: string, mode: string): { seek(offset: number): void; read(length: number): string | undefined; close(): void };
  enableWatchdog(seconds: number, automatic: boolean): void;
  kickWatchdog(): void;
  reboot(): void;
};
declare var process: {
  memory(collectGarbage?: boolean): { usage: number; total: number; free: number };
  on(event: "uncaughtException", listener: (thrown: { message?: string; stack?: string }) => void): void;
  readonly env: { readonly BOARD: string; readonly VERSION: string };
};

/** Builds with Bluetooth only; elsewhere the name itself is not there. */
declare var NRF: { setServices(services: object, options: { uart: boolean }): void; sleep(): void };

interface SerialPort {
  setup(baud: number, options: { rx?: Pin; tx?: Pin; path?: string }): void;
  write(bytes: string): void;
  on(event: "data", listener: (bytes: string) => void): void;
}
interface I2CBus { setup(options: { scl: Pin; sda: Pin; bitrate: number }): void; writeTo(address: number | { address: number; stop: boolean }, ...bytes: unknown[]): void; readFrom(address: number, length: number): Uint8Array }
interface SPIBus { setup(options: { sck: Pin; mosi: Pin; miso?: Pin; baud: number }): void; send(bytes: unknown, select?: Pin): Uint8Array; write(...bytes: unknown[]): void }

interface StorageLibrary {
  read(name: string, offset?: number, length?: number): string | undefined;
  write(name: string, bytes: string, offset?: number, sizeBytes?: number): boolean;
  erase(name: string): void;
}
interface Socket {
  write(bytes: string): boolean;
  end(): void;
  on(event: "data", listener: (bytes: string) => void): void;
  on(event: "close", listener: (hadError: boolean) => void): void;
  on(event: "error", listener: (error: { code: number; message: string }) => void): void;
}
declare function require(name: "Storage"): StorageLibrary;
declare function require(name: "net"): { connect(options: { host: string; port: number }, connected: (socket: Socket) => void): Socket };
declare function require(name: "heatshrink"): { decompress(bytes: string): ArrayBuffer };
declare function require(name: "crypto"): { SHA256(bytes: string): ArrayBuffer };
declare function require(name: "TelnetServer"): { setOptions(options: { mode: "off" }): void };
declare function require(name: "Wifi"): { getDetails(): { rssi?: number } | undefined };
